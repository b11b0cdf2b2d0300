"""Reading people."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import SignInSession


def hashed(token: str) -> str:
    """What the database keeps of a token: SHA-256, hex. Tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_session(token: str) -> SignInSession | None:
    """The living session with `token`, with its person; None when it has ended."""
    query = select(SignInSession).where(
        SignInSession.token_hash == hashed(token),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > now(),
    )
    return db.session.scalar(query)
