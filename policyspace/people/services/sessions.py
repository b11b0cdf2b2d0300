"""Beginning and ending sessions: one for each browser that is signed in."""

from __future__ import annotations

from flask import current_app

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import NotFound
from policyspace.foundation.ledger import record
from policyspace.people.models import Person, SignInSession
from policyspace.people.passwords import hashed_password, needs_new_hash
from policyspace.people.queries import demonstration_people, find_session, sessions_of, standing_of
from policyspace.people.rules import SESSION_LIFE
from policyspace.people.tokens import hashed, new_token

MOST_BROWSER = 120


@command
def begin_session(
    actor: Person,
    *,
    browser: str,
    means: str = "password",
    password: str | None = None,
    instead_of: str | None = None,
) -> str:
    """Sign `actor` in on one browser; gives the token its cookie holds. Whoever calls has proved who they are.

    `password` is what proved it, if that did: it is hashed anew when the parameters have changed since.
    `instead_of` is the token the browser held until now; that session ends.
    """
    require(Action.SIGN_IN, standing_of(actor))
    _keep_hash_fresh(actor, password)
    _end_by_token(instead_of)
    token, moment = new_token(), now()
    session = SignInSession(
        person_id=actor.id,
        token_hash=hashed(token),
        browser=browser[:MOST_BROWSER],
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + SESSION_LIFE,
    )
    db.session.add(session)
    record(actor, "session.begun", subject=session, means=means)
    return token


@command
def begin_demonstration_session(
    actor: None, *, person_id: int, browser: str, instead_of: str | None = None
) -> tuple[Person, str]:
    """Sign in as a made-up person of a demonstration, by name alone. Raises NotFound anywhere else."""
    require(Action.SIGN_IN, standing_of(actor))
    person = next((each for each in demonstration_people() if each.id == person_id), None)
    if not current_app.extensions["settings"].demonstration or person is None:
        raise NotFound
    return person, begin_session(person, browser=browser, means="demonstration", instead_of=instead_of)


@command
def sign_out(actor: Person, *, token: str) -> None:
    """End the session with `token`, which the browser that asks holds."""
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    _end_by_token(token)


@command
def end_session(actor: Person, *, session_id: int) -> None:
    """End one of the actor's own sessions. Raises NotFound when it is not theirs, or has ended."""
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    session = next((each for each in sessions_of(actor) if each.id == session_id), None)
    if session is None:
        raise NotFound
    end(actor, session)


@command
def end_other_sessions(actor: Person, *, token: str) -> None:
    """End all of the actor's sessions but the one with `token`."""
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    end_all(actor, but=token)


def end_all(person: Person, *, but: str | None = None) -> None:
    """End every session of `person`, `but` the one with that token; for commands that change what proves them."""
    while ending := [each for each in sessions_of(person) if but is None or each.token_hash != hashed(but)]:
        for session in ending:
            end(person, session)


def end(person: Person, session: SignInSession) -> None:
    """End one session of `person`."""
    session.ended_at = now()
    record(person, "session.ended", subject=session)


def _end_by_token(token: str | None) -> None:
    session = find_session(token) if token else None
    if session:
        end(session.person, session)


def _keep_hash_fresh(person: Person, password: str | None) -> None:
    """Hash `password` with today's parameters, unless it was changed at this very moment."""
    kept = person.password_hash
    if password is None or kept is None or not needs_new_hash(kept):
        return
    fresh = hashed_password(password)
    lock(person)
    if person.password_hash == kept:
        person.password_hash = fresh
