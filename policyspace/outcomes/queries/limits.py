"""What the records say can be done, cannot be done and is decided: shown beside a question, before people write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.words import DocumentKind, ProposalState, Stage
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry, Record
from policyspace.spaces.queries import SpaceView

DECIDED, CAN, CANNOT = "already_decided", "can", "cannot"
MOST_OF_EACH = 3
"""So many answers of each side to each prompt, the newest; the record has them all."""
MOST_RECORDS = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """One answer: safe HTML, and the side that gave it."""

    side: Side
    html: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the record of the proposal with `number` says of each, the newest first."""

    number: int
    title: str
    decided: Sequence[Limit]
    can: Sequence[Limit]
    cannot: Sequence[Limit]


def limits_beside(view: SpaceView, document: Document) -> Sequence[Limits]:
    """The limits that the record of a proposal tells, or for a problem those of the newest proposals that answer it,
    as far as the reader may see them; records without any are left out. One statement at most."""
    states = [each.value for each in ProposalState if view.may(Action.READ_RECORD, document_state=each)]
    if not states:
        return []
    found = _written(view, document, states).subquery()
    few = (found.c.place <= MOST_OF_EACH) & (found.c.record_place <= MOST_RECORDS)
    rows = db.session.execute(
        select(found.c.number, found.c.title, found.c.prompt, found.c.side, found.c.html)
        .where(few)
        .order_by(found.c.number.desc(), found.c.id.desc())
    ).all()

    def said(number: int, prompt: str) -> list[Limit]:
        return [
            Limit(Side(row.side), row.html) for row in rows if (row.number, row.prompt) == (number, prompt)
        ]

    titles = {row.number: row.title for row in rows}
    return [
        Limits(at, title, *(said(at, each) for each in (DECIDED, CAN, CANNOT)))
        for at, title in titles.items()
    ]


def _written(view: SpaceView, document: Document, states: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The answers, each with its place among those of its side, and the place of its record among the records."""
    place = func.row_number().over(
        partition_by=(Entry.record_id, Entry.prompt, Entry.side), order_by=Entry.id.desc()
    )
    record_place = func.dense_rank().over(order_by=Document.number.desc())
    if document.kind == DocumentKind.PROPOSAL:
        meant = Document.id == document.id
    else:
        answers = select(ProposalProblem.proposal_id).where(ProposalProblem.problem_id == document.id)
        meant = Document.id.in_(answers)
    return (
        select(Document.number, Document.title, Entry.prompt, Entry.side, Entry.html, Entry.id)
        .add_columns(place.label("place"), record_place.label("record_place"))
        .join(Record, Record.document_id == Document.id)
        .join(Entry, Entry.record_id == Record.id)
        .where(meant, Document.space_id == view.space.id, Document.state.in_(states))
        .where(Entry.stage == Stage.HONESTY.value, Entry.prompt.in_((DECIDED, CAN, CANNOT)))
        .where(Entry.ended_at.is_(None))
    )
