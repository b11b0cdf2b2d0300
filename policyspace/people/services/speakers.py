"""People who speak on paper, by phone or at a meeting: a name beside what they said, and no account."""

from __future__ import annotations

import secrets

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Person

NO_ADDRESS = "replies.invalid"
"""A domain that leads nowhere by agreement (RFC 6761), so that nobody can sign in as them and no letter goes astray."""


def name_speaker(display_name: str) -> Person:
    """Somebody called `display_name`, for one thing they said; part of the command that keeps it."""
    address = f"{secrets.token_hex(16)}@{NO_ADDRESS}"
    person = Person(email=address, display_name=display_name, created_at=now())
    db.session.add(person)
    db.session.flush()
    return person
