"""Letting go of what nobody claimed: a step of the service itself, nobody's deed."""

from __future__ import annotations

from sqlalchemy import delete

from policyspace.discussion.models import Written
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db


@step
def forget_written() -> None:
    """Delete what was written first and whose link is too old; the worker calls it now and then."""
    db.session.execute(delete(Written).where(Written.expires_at <= now()))
