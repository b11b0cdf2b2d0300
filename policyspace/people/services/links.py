"""Signing up, and the links in letters: asked for by one browser, claimed once, by that browser."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import EmailedToken, Person
from policyspace.people.passwords import hashed_password, refuse_guessable
from policyspace.people.queries import find_person, standing_of, state_of
from policyspace.people.rules import LIFE_OF_LINK, LinkState
from policyspace.people.services.confirming import confirm_address
from policyspace.people.services.sessions import begin_session, end_all
from policyspace.people.tokens import find_token, hashed


@dataclass(frozen=True)
class Asking:
    """The browser that asks for a link: the value it keeps, and where its reader wants to go afterwards."""

    browser: str
    next_path: str | None = None


@dataclass(frozen=True)
class Arrival:
    """Someone whom a link brought in: what for, the token of their new session, where they wanted to go.

    `organisations` are the names of those they belong to since their address was confirmed just now.
    """

    person: Person
    purpose: str
    session_token: str
    next_path: str | None
    newly_confirmed: bool
    organisations: Sequence[str]


@command
def sign_up(
    actor: None,
    *,
    email: str,
    display_name: str,
    place: str,
    password: str | None,
    asking: Asking,
    trapped: bool = False,
) -> None:
    """Ask for an account. What happens next is in a letter, so that nothing here tells whether there was one.

    Raises Invalid for a password others would guess. Until the address is confirmed, what was typed is kept
    with the link: whoever typed it may not own the address. Who is new and whose form `trapped` them is doubted.
    """
    require(Action.SIGN_UP, standing_of(actor))
    if password:
        refuse_guessable(password, email, display_name)
    password_hash = hashed_password(password) if password else None
    person = find_person(email)
    if person is None:
        person = Person(email=email, display_name=display_name, doubted=trapped, created_at=now())
        db.session.add(person)
        record(person, "account.signed_up", subject=person)
    if person.email_confirmed_at is None:
        details = {"display_name": display_name, "place": place or None, "password_hash": password_hash}
        emailed = _new_link(person, "confirm_email", asking, **details)
        record(None, "link.asked", subject=emailed, purpose="confirm_email", known=False)
    else:
        emailed = _new_link(person, "sign_in", asking)
        record(None, "link.asked", subject=emailed, purpose="confirm_email", known=True)


@command
def ask_for_link(actor: Person | None, *, email: str, purpose: str, asking: Asking) -> None:
    """Ask for a link ("sign_in" or "reset_password"). Leaves a row in the ledger whether or not anybody has `email`."""
    require(Action.SIGN_IN, standing_of(actor))
    person = find_person(email)
    emailed = _new_link(person, purpose, asking) if person else None
    record(actor, "link.asked", subject=emailed, purpose=purpose, known=person is not None)


@command
def claim_link(
    actor: None,
    *,
    token: str,
    browser: str,
    browser_name: str,
    password: str | None = None,
    instead_of: str | None = None,
) -> Arrival:
    """Use an emailed link, once, in the browser that asked for it: the address is confirmed, a session begins.

    A link for a new password sets `password` and ends all other sessions. Raises Invalid with the reason
    when the link cannot be used, or for a password others would guess.
    """
    require(Action.SIGN_IN, standing_of(actor))
    password_hash = hashed_password(password) if password else None
    emailed = _locked(token, browser)
    person, newly_confirmed = emailed.person, emailed.person.email_confirmed_at is None
    organisations = confirm_address(person)
    if emailed.purpose == "reset_password":
        _set_password(person, password, password_hash)
    if newly_confirmed and emailed.purpose == "confirm_email":
        _take_details(person, emailed)
    emailed.used_at, emailed.password_hash = now(), None
    session_token = begin_session(person, browser=browser_name, means="link", instead_of=instead_of)
    return Arrival(person, emailed.purpose, session_token, emailed.next_path, newly_confirmed, organisations)


@command
def take_address(actor: None, *, email: str, display_name: str) -> Person:
    """The person with `email`, which whoever calls has seen proved; somebody new is called `display_name`.

    Raises Invalid when somebody new gives no name.
    """
    require(Action.SIGN_UP, standing_of(actor))
    person = find_person(email)
    is_new = person is None or person.email_confirmed_at is None
    if is_new and not display_name:
        raise Invalid(display_name=lazy("Enter the name others will see."))
    if person is None:
        person = Person(email=email, display_name=display_name, created_at=now())
        db.session.add(person)
        record(person, "account.signed_up", subject=person)
    lock(person)
    if is_new:
        person.display_name = display_name
        confirm_address(person)
    return person


def void_links(person: Person) -> None:
    """Let no link that is on its way to `person` be used any more."""
    unused = (EmailedToken.person_id == person.id) & EmailedToken.used_at.is_(None)
    db.session.execute(update(EmailedToken).where(unused).values(used_at=now(), password_hash=None))


def _new_link(person: Person, purpose: str, asking: Asking, **details: Any) -> EmailedToken:
    moment = now()
    emailed = EmailedToken(
        purpose=purpose,
        person=person,
        nonce=secrets.token_urlsafe(24),
        browser_hash=hashed(asking.browser),
        next_path=asking.next_path,
        created_at=moment,
        expires_at=moment + LIFE_OF_LINK[purpose],
        **details,
    )
    db.session.add(emailed)
    return emailed


def _locked(token: str, browser: str) -> EmailedToken:
    """The row of a link that can be used, held with its person until the command ends. Raises Invalid otherwise."""
    emailed = find_token(token)
    if emailed:
        lock(emailed)
        lock(emailed.person)
    state = state_of(emailed, browser=browser)
    if emailed is None or state is not LinkState.READY:
        raise Invalid(state.label)
    return emailed


def _set_password(person: Person, password: str | None, password_hash: str | None) -> None:
    if password is None or password_hash is None:
        raise Invalid(password=lazy("Enter a new password."))
    refuse_guessable(password, person.email, person.display_name)
    person.password_hash = password_hash
    end_all(person)
    void_links(person)
    record(person, "password.reset", subject=person)


def _take_details(person: Person, emailed: EmailedToken) -> None:
    """What was typed at the sign-up that this link confirms becomes the person's."""
    person.display_name = emailed.display_name or person.display_name
    person.place = emailed.place
    person.password_hash = emailed.password_hash
