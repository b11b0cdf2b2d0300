"""The gate every page request passes: who is asking, may they knock, did the form come from our own page."""

from __future__ import annotations

from flask import Flask, request
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect

from policyspace.foundation.errors import NotAllowed
from policyspace.foundation.i18n import lazy
from policyspace.people import queries as people
from policyspace.people.models import Person

csrf = CSRFProtect()
SAFE = {"GET", "HEAD", "OPTIONS"}


class SignedIn:
    """The person behind a request, as Flask-Login wants them: known by their session's token."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person, token: str) -> None:
        self.person = person
        self.token = token

    @property
    def display_name(self) -> str:
        return self.person.display_name

    def get_id(self) -> str:
        """What the cookie holds: the session's token, never the person's id."""
        return self.token


def reader() -> Person | None:
    """The person who is signed in, or None."""
    return current_user.person if current_user.is_authenticated else None


def actor() -> Person:
    """The person who is signed in; for routes that carry the badge `signed_in`."""
    person: Person = current_user.person
    return person


def start(app: Flask) -> None:
    """Set up sign-in and forgery protection for the pages."""
    manager = LoginManager(app)
    csrf.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def load(token: str) -> SignedIn | None:
        if request.path.startswith("/api/"):
            return None  # the API knows tokens only
        session = people.find_session(token)
        return SignedIn(session.person, token) if session else None

    @app.before_request
    def refuse_foreign_forms() -> None:
        """A browser says where a form comes from; one from another site is refused before its token is read."""
        if request.method in SAFE:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise NotAllowed(
                lazy("This form was sent from another website. Open the page here and try again.")
            )
