"""The gate every page request passes: who is asking, may they knock, did the form come from our own page."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, current_app, g, has_request_context, request
from flask import session as cookie
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from policyspace.foundation.errors import NotAllowed
from policyspace.foundation.i18n import languages, lazy
from policyspace.foundation.origins import network_of
from policyspace.people import queries as people
from policyspace.people.models import Person
from policyspace.people.presence import note_seen
from policyspace.people.rules import SESSION_LIFE, browser_name
from policyspace.people.tokens import hashed, new_token
from policyspace.people.unsent import claim_unsent

csrf = CSRFProtect()
SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_SITE = {"same-origin", "none"}
BROWSER = "browser"


class SignedIn:
    """The person behind a request, as Flask-Login wants them: known by their session's token."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person, token: str, session_id: int | None = None) -> None:
        self.person = person
        self.token = token
        self.session_id = session_id

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


def held_token() -> str | None:
    """The token of the session this browser is signed in with, or None."""
    return current_user.token if current_user.is_authenticated else None


def session_id() -> int | None:
    """The id of the session this browser is signed in with, or None."""
    return current_user.session_id if current_user.is_authenticated else None


def let_in(person: Person, token: str) -> None:
    """Give this browser the session with `token`. Nothing it held before is kept, so nothing can be planted.

    What the person wrote here while nobody was signed in is theirs now.
    """
    held, fresh = known_browser(), new_token()
    cookie.clear()
    cookie.permanent = True
    login_user(SignedIn(person, token))
    if held and claim_unsent(person, browser_hash=hashed(held), becomes=hashed(fresh)):
        cookie[BROWSER] = fresh  # others left words here


def let_out() -> None:
    """Take everything from this browser's cookie."""
    logout_user()
    cookie.clear()


def treat_as_visitor() -> None:
    """Answer the rest of this request as to a visitor: who asks cannot be known while the database is away."""
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps it, so that it does not ask again


def browser_value() -> str:
    """The random value by which a link asked for here knows this browser again; made when there is none."""
    if BROWSER not in cookie:
        cookie[BROWSER] = secrets.token_urlsafe(16)
        cookie.permanent = True
    return known_browser()


def known_browser() -> str:
    """The value links know this browser by; empty where none was asked for."""
    return str(cookie.get(BROWSER, ""))


def named_person() -> int | None:
    """The id of the person whom the cookie names, even where their session has ended: that proves nothing."""
    return people.find_session_person(str(cookie["_user_id"])) if "_user_id" in cookie else None


def comes_from_own_page() -> bool:
    """Whether the browser says that a form comes from a page of ours; an old browser that says nothing does so, too,
    because its cookie would not have come along from elsewhere."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITE
    came = request.headers.get("Origin")
    return bool(cookie) if came is None else urlsplit(came).netloc == request.host


def browser_words() -> str:
    """What to call this browser in the list of sessions."""
    return browser_name(request.user_agent.string)


def origin() -> str:
    """The network a request comes from."""
    return network_of(request.remote_addr)


def language() -> str | None:
    """The language the reader has chosen, where pages can be read in it; None for the service's own."""
    person = reader() if has_request_context() else None
    own = current_app.config["BABEL_DEFAULT_LOCALE"]
    if person is None or person.language == own or person.language not in languages():
        return None
    return person.language


def start(app: Flask) -> None:
    """Set up sign-in and forgery protection for the pages."""
    app.config.update(PERMANENT_SESSION_LIFETIME=SESSION_LIFE, SESSION_REFRESH_EACH_REQUEST=False)
    manager = LoginManager(app)
    manager.session_protection = None  # sessions live in the database; on a train the address changes

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def load(token: str) -> SignedIn | None:
        if request.path.startswith("/api/"):
            return None  # the API knows tokens only
        session = people.find_session(token)
        if session is None:
            return None
        note_seen(session)
        return SignedIn(session.person, token, session.id)

    @app.before_request
    def refuse_foreign_forms() -> None:
        """A browser says where a form comes from; one from another site is refused before its token is read."""
        if request.method in SAFE:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITE:
            raise NotAllowed(
                lazy("This form was sent from another website. Open the page here and try again.")
            )

    csrf.init_app(app)
