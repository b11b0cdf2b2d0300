"""Signing up, signing in and out. No page here tells whether an address has an account."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import open_to_all
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.people.passwords import get_person_by_password
from policyspace.people.rules import own_path
from policyspace.people.schemas import AskForLink, Press, SignIn, SignUp
from policyspace.spaces.queries import public_roles_of
from policyspace.web import gate, keeping
from policyspace.web.forms import Values, answer_form
from policyspace.web.people.blueprint import ASKED, HOME, arrive, bp, count_letter, tell_to_check_email
from policyspace.web.traps import trapped


@bp.route("/sign-up", methods=["GET", "POST"])
@open_to_all
def sign_up() -> ResponseReturnValue:
    """Ask for an account."""
    return answer_form(SignUp(), "people/sign_up.html", _sign_up, start=_next())


def _sign_up(values: Values) -> ResponseReturnValue:
    next_path = values.pop("next")
    count_letter(values["email"])
    asking = services.Asking(gate.browser_value(), next_path or None)
    services.sign_up(None, **values, asking=asking, trapped=trapped())
    return tell_to_check_email(values["email"], "confirm_email")


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Sign in by password, or ask for a link."""
    return answer_form(SignIn(), "people/sign_in.html", _sign_in, start=_next(), page=_made_up_people)


def _sign_in(values: Values) -> ResponseReturnValue:
    email, password = values["email"], values["password"]
    if values["way"] == "link":
        return _ask(email, "sign_in", values["next"])
    take("sign_in_from", key=gate.origin())
    take("sign_in", key=email)
    person = get_person_by_password(email, password)
    token = services.begin_session(
        person, browser=gate.browser_words(), password=password, instead_of=gate.held_token()
    )
    return arrive(person, token, values["next"])


@bp.post("/sign-in/as/<int:person_id>")
@open_to_all
def sign_in_as(person_id: int) -> ResponseReturnValue:
    """Sign in as a made-up person; only where the service is a demonstration."""
    person, token = services.begin_demonstration_session(
        None, person_id=person_id, browser=gate.browser_words(), instead_of=gate.held_token()
    )
    return arrive(person, token, request.form.get("next"))


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@open_to_all
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password."""
    return answer_form(
        AskForLink(), "people/forgotten.html", lambda values: _ask(values["email"], "reset_password")
    )


@bp.get("/check-your-email")
@open_to_all
def check_email() -> ResponseReturnValue:
    """Where everyone who asked for a letter is sent."""
    return render_template("people/check_email.html", asked=session.get(ASKED))


@bp.route("/sign-out", methods=["GET", "POST"])
@open_to_all
def sign_out() -> ResponseReturnValue:
    """One button, so that a link elsewhere cannot sign anyone out."""
    return answer_form(Press(), "people/sign_out.html", _sign_out)


def _sign_out(_values: Values) -> ResponseReturnValue:
    person, token = gate.reader(), gate.held_token()
    if person and token:
        services.sign_out(person, token=token)
    mark = keeping.writer()
    gate.let_out()
    keeping.note_ended(mark)
    flash(_("You have signed out."), "success")
    return redirect(HOME, 303)


def _ask(email: str, purpose: str, next_path: str = "") -> ResponseReturnValue:
    count_letter(email)
    asking = services.Asking(gate.browser_value(), next_path or None)
    services.ask_for_link(None, email=email, purpose=purpose, asking=asking)
    return tell_to_check_email(email, purpose)


def _next() -> Values:
    """Where the reader was going when they were asked to sign in."""
    return {"next": own_path(request.args.get("next")) or ""}


def _made_up_people() -> Values:
    demonstration = current_app.extensions["settings"].demonstration
    found = people.demonstration_people() if demonstration else []
    return {"made_up_people": found, "roles": public_roles_of(found)}
