"""The blueprint all pages of people belong to, and what several of them do."""

from __future__ import annotations

from flask import Blueprint, redirect, session, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.limits import take
from policyspace.people.models import Person
from policyspace.people.rules import LEAST_PASSWORD, LIFE_OF_LINK, own_path
from policyspace.web import gate

bp = Blueprint("people", __name__)
HOME = "/"
ASKED = "asked"


@bp.context_processor
def rules_shown() -> dict[str, int]:
    """The numbers that hints name."""
    minutes = LIFE_OF_LINK["sign_in"].total_seconds() // 60
    return {"least_password": LEAST_PASSWORD, "link_minutes": int(minutes)}


def arrive(person: Person, token: str, next_path: str | None) -> ResponseReturnValue:
    """Let `person` in on this browser, with the session of `token`, and send them where they wanted to go."""
    gate.let_in(person, token)
    return redirect(own_path(next_path) or HOME, 303)


def count_letter(email: str) -> None:
    """Count one more letter to `email`, asked for from here. Raises TooMany."""
    take("letter_from", key=gate.origin())
    take("letter", key=email)


def tell_to_check_email(email: str, purpose: str) -> ResponseReturnValue:
    """Send the reader to the page that says a letter is on its way, whether or not one is."""
    session[ASKED] = {"email": email, "purpose": purpose}
    return redirect(url_for("people.check_email"), 303)
