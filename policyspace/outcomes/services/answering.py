"""Which answers fit: how many a prompt takes, from whom, and what its fields may name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.rows import Answerer, FieldKind, Prompt
from policyspace.charter.words import Stage
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.queries import MOST_ANSWERS, is_here
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

NOT_HERE = {
    FieldKind.MEMBER: lazy("Choose a member on your side who is not a facilitator"),
    FieldKind.ORGANISATION: lazy("Choose an organisation that a member of this space acts for"),
}


def today_in(space: Space) -> date:
    """The day it is in the time zone of the space."""
    return now().astimezone(ZoneInfo(space.time_zone)).date()


def refuse_one_too_many(record: Record, asked: Prompt, view: SpaceView) -> None:
    """Raise Invalid where a further answer to the prompt, by this person, does not fit.

    A prompt takes one answer from each party it asks, or as many as can be read and confirmed in one go.
    """
    if asked.answered_by is Answerer.LOCAL_SIDE and view.capacity.side is not Side.LOCAL:
        raise Invalid(words=lazy("Only someone on the local side can answer this."))
    standing = select(func.count()).where(
        Entry.record_id == record.id, Entry.prompt == asked.key, Entry.ended_at.is_(None)
    )
    if asked.many:
        if (db.session.scalar(standing) or 0) >= MOST_ANSWERS:
            raise Invalid(words=lazy("There are 100 answers already. Change one, or take one off."))
        return
    if asked.answered_by is Answerer.EACH_SIDE:
        standing = standing.where(Entry.side == view.capacity.side.value)
    if asked.answered_by is Answerer.EACH_MEMBER and view.reader:
        standing = standing.where(Entry.author_id == view.reader.id)
    if db.session.scalar(standing):
        raise Invalid(words=lazy("There is an answer already. Change that one."))


def check_fields(view: SpaceView, stage: Stage, asked: Prompt, facts: Mapping[str, Any]) -> None:
    """Raise Invalid where a field names someone who is not here, a day ahead of what took place, or a day that leaves
    no time to challenge."""
    for field in asked.fields:
        held = facts.get(field.key)
        if held is not None and field.past and date.fromisoformat(held) > today_in(view.space):
            raise Invalid(**{field.key: lazy("Enter today’s date or an earlier one")})
        if held is None or field.kind not in NOT_HERE:
            continue
        if not is_here(view.space, field.kind, view.capacity.side, held):
            raise Invalid(**{field.key: NOT_HERE[field.kind]})
    challenge = stage_row(stage).challenge
    if challenge is None or challenge.prompt != asked.key:
        return
    until = facts.get(challenge.field)
    if until is not None and date.fromisoformat(until) <= today_in(view.space):
        raise Invalid(**{challenge.field: lazy("Enter a day after today, so that people have time")})
