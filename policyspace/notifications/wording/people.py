"""Letters about accounts: links, new browsers, passwords. They hold nothing that a stranger could have typed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_person
from policyspace.notifications.rules import HELD_BACK, Link, Paragraph, Wording
from policyspace.people.models import EmailedToken, Person, SignInSession
from policyspace.people.rules import LIFE_OF_LINK

LINK_PATH = f"/links/{HELD_BACK}"


def link_asked(row: LedgerRow) -> Iterator[Draft]:
    """The link someone asked for, as long as it works; for an address nobody has, there is none."""
    emailed = db.session.get(EmailedToken, row.subject_id) if row.subject_id else None
    if emailed is None or emailed.used_at is not None or emailed.expires_at <= now():
        return
    wanted_account = row.facts["purpose"] == "confirm_email"
    words = {
        "confirm_email": lambda: _confirm(emailed),
        "reset_password": _reset_password,
        "sign_in": _has_account if wanted_account else _sign_in,
    }
    yield to_person(emailed.person, words[emailed.purpose], not_after=emailed.expires_at)


def _confirm(emailed: EmailedToken) -> Wording:
    return Wording(
        _("Confirm your email address"),
        (
            Paragraph(_("Someone asked for a policyspace account with this email address.")),
            Paragraph(_("If it was you, confirm that the address is yours.")),
            Link(_("Confirm your email address"), LINK_PATH, button=True),
            Paragraph(
                _(
                    "The link works once, until %(time)s, in the browser you signed up in.",
                    time=friendly_time(emailed.expires_at),
                )
            ),
            Paragraph(_("If it was not you, ignore this email. There will be no account.")),
        ),
    )


def _sign_in() -> Wording:
    return Wording(
        _("Your link to sign in"),
        (
            Paragraph(_("You asked for a link to sign in to policyspace.")),
            Link(_("Sign in"), LINK_PATH, button=True),
            _how_long("sign_in"),
            Paragraph(_("If you did not ask for it, ignore this email. Nobody can sign in without it.")),
        ),
    )


def _has_account() -> Wording:
    return Wording(
        _("You have an account already"),
        (
            Paragraph(_("Someone asked for a policyspace account with this email address. It has one.")),
            Paragraph(_("If it was you, sign in with this link.")),
            Link(_("Sign in"), LINK_PATH, button=True),
            _how_long("sign_in"),
            Paragraph(_("If it was not you, ignore this email. Nobody can sign in without it.")),
        ),
    )


def _reset_password() -> Wording:
    return Wording(
        _("Choose a new password"),
        (
            Paragraph(_("You asked to choose a new password for policyspace.")),
            Link(_("Choose a new password"), LINK_PATH, button=True),
            _how_long("reset_password"),
            Paragraph(_("If you did not ask for it, ignore this email. Your password stays as it is.")),
        ),
    )


def _how_long(purpose: str) -> Paragraph:
    minutes = round(LIFE_OF_LINK[purpose].total_seconds() / 60)
    return Paragraph(
        plural(
            "The link works once, for %(num)s minute, in the browser you asked from.",
            "The link works once, for %(num)s minutes, in the browser you asked from.",
            minutes,
        )
    )


def session_begun(row: LedgerRow) -> Iterator[Draft]:
    """A browser that the person has not used before. Whoever signs in for the first time knows it."""
    session = db.session.get(SignInSession, row.subject_id)
    if session is None or session.ended_at is not None or row.facts.get("means") == "demonstration":
        return
    earlier = select(SignInSession.browser).where(
        SignInSession.person_id == session.person_id, SignInSession.id < session.id
    )
    browsers = set(db.session.scalars(earlier))
    if browsers and session.browser not in browsers:
        yield to_person(session.person, lambda: _new_browser(session))


def _new_browser(session: SignInSession) -> Wording:
    return Wording(
        _("New sign-in to your account"),
        (
            Paragraph(
                _(
                    "Someone signed in to your policyspace account on %(time)s.",
                    time=friendly_time(session.created_at),
                )
            ),
            Paragraph(
                _("We have not seen you use that browser before: %(browser)s.", browser=session.browser)
                if session.browser
                else _("We have not seen you use that browser before.")
            ),
            Paragraph(_("If it was you, you do not need to do anything.")),
            Paragraph(_("If it was not you, end that session and choose a new password.")),
            Link(_("See where you are signed in"), "/account/sessions"),
        ),
    )


def password_changed(row: LedgerRow) -> Iterator[Draft]:
    """Told to the owner, who may not be the one who changed it."""
    person = db.session.get(Person, row.subject_id)
    if person is not None:
        yield to_person(person, lambda: _new_password(row))


def _new_password(row: LedgerRow) -> Wording:
    return Wording(
        _("Your password was changed"),
        (
            Paragraph(
                _(
                    "The password of your policyspace account was changed on %(time)s.",
                    time=friendly_time(row.at),
                )
            ),
            Paragraph(_("All other browsers were signed out.")),
            Paragraph(_("If it was not you, choose a new password now.")),
            Link(_("Choose a new password"), "/sign-in/forgotten"),
        ),
    )
