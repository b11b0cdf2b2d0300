"""What a person declared of their hats and interests, and whether the proposal has moved on since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import lazyload

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry, Movement, Record
from policyspace.outcomes.queries.surroundings import INTERESTS
from policyspace.people.models import Person

MOST_DECLARED = 50


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that stands, the stage its proposal is at, and when that last moved after it was said, if so."""

    entry: Entry
    document: Document
    stage: Stage
    moved_at: datetime | None


def find_declared(document: Document, person: Person | None) -> Declared | None:
    """What `person` declared for this proposal. One statement, none for a visitor."""
    if person is None:
        return None
    row = db.session.execute(_declared(person).where(Document.id == document.id).limit(1)).first()
    return Declared(row[0], row[1], Stage(row[2]), row[3]) if row else None


def declared_before_moves(person: Person, spaces: Collection[int]) -> Sequence[Declared]:
    """What `person` declared in the spaces, by id, before the proposal moved to the stage it is at. One statement."""
    since = exists().where(Movement.record_id == Entry.record_id, Movement.created_at > Entry.created_at)
    moved = _declared(person).where(Document.space_id.in_(spaces), Record.closed_at.is_(None), since)
    moved = moved.order_by(Entry.id.desc()).limit(MOST_DECLARED)
    return [Declared(row[0], row[1], Stage(row[2]), row[3]) for row in db.session.execute(moved)]


def _declared(person: Person) -> Select[*tuple[Any, ...]]:
    moved = (
        select(func.max(Movement.created_at))
        .where(Movement.record_id == Entry.record_id, Movement.created_at > Entry.created_at)
        .correlate(Entry)
        .scalar_subquery()
    )
    return (
        select(Entry, Document, Record.stage, moved.label("moved_at"))
        .join(Record, Record.id == Entry.record_id)
        .join(Document, Document.id == Record.document_id)
        .where(Entry.stage == Stage.HONESTY.value, Entry.prompt == INTERESTS)
        .where(Entry.author_id == person.id, Entry.ended_at.is_(None))
        .options(lazyload(Entry.acceptances))
    )
