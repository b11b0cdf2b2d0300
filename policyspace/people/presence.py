"""Small books kept about sessions and links beside the deeds of people.

They are nobody's change, so they are no commands and leave no row in the ledger.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Delete, Update, delete, or_, update
from sqlalchemy.exc import OperationalError

from policyspace.foundation.clock import now
from policyspace.foundation.db import aside
from policyspace.foundation.logs import say
from policyspace.people.models import EmailedToken, SignInSession
from policyspace.people.rules import SEEN_EVERY, SESSION_IDLE

KEPT = timedelta(days=90)
"""How long an ended session or a dead link can still be looked up by whoever keeps the service."""


def note_seen(session: SignInSession) -> None:
    """Move the time `session` was last seen, at most once an hour, in a short transaction of its own.

    A database too busy to write must not stop someone from reading: it is tried again at the next request.
    """
    moment = now()
    if session.last_seen_at > moment - SEEN_EVERY:
        return
    unchanged = (SignInSession.id == session.id) & (SignInSession.last_seen_at == session.last_seen_at)
    try:
        _write(update(SignInSession).where(unchanged).values(last_seen_at=moment))
    except OperationalError:
        say("session.not_noted", session=session.id)


def forget_ended() -> None:
    """Delete sessions and links that ended long ago; the worker calls it now and then."""
    long_ago = now() - KEPT
    _write(
        delete(SignInSession).where(
            or_(
                SignInSession.ended_at < long_ago,
                SignInSession.expires_at < long_ago,
                SignInSession.last_seen_at < long_ago - SESSION_IDLE,
            )
        )
    )
    _write(delete(EmailedToken).where(EmailedToken.expires_at < long_ago))


def _write(statement: Update | Delete) -> None:
    with aside() as connection:
        connection.execute(statement)
