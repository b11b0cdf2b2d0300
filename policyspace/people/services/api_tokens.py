"""Tokens people make for programs of theirs."""

from __future__ import annotations

from datetime import timedelta

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import ApiToken, Person
from policyspace.people.queries import get_api_token, standing_of
from policyspace.people.tokens import hashed, new_token

MARK = "ps_"
"""What every API token begins with, so that one left in a file is recognised."""


@command
def make_api_token(actor: Person, *, name: str, days: int) -> tuple[ApiToken, str]:
    """Make a token that lives `days` days: its row, and the token itself, which is nowhere kept."""
    require(Action.MAKE_API_TOKEN, standing_of(actor))
    token, moment = MARK + new_token(), now()
    made = ApiToken(
        person_id=actor.id,
        name=name,
        token_hash=hashed(token),
        created_at=moment,
        expires_at=moment + timedelta(days=days),
    )
    db.session.add(made)
    record(actor, "api_token.made", subject=made, days=days)
    return made, token


@command
def end_api_token(actor: Person, *, token_id: int) -> None:
    """End one of the actor's own tokens. Raises NotFound when it is not theirs, or has ended."""
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    token = get_api_token(actor, token_id)
    token.ended_at = now()
    record(actor, "api_token.ended", subject=token)
