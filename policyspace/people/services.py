"""What people do with their accounts."""

from __future__ import annotations

import secrets
from datetime import timedelta

from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import Person, SignInSession
from policyspace.people.queries import hashed

SESSION_LIFE = timedelta(days=30)


@command
def begin_session(actor: Person, *, browser: str) -> str:
    """Sign `actor` in on one browser; gives the token its cookie holds. Whoever calls has proved who they are."""
    token = secrets.token_urlsafe(32)
    moment = now()
    session = SignInSession(
        person_id=actor.id,
        token_hash=hashed(token),
        browser=browser[:120],
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + SESSION_LIFE,
    )
    db.session.add(session)
    record(actor, "session.begun", subject=session)
    return token
