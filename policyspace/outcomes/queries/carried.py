"""Carrying over: what an earlier proposal's record has for a later one, and where an entry that came came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, lazyload

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.rows import Answerer, FieldKind, Prompt
from policyspace.charter.words import DocumentKind, ProposalState, Stage, Word
from policyspace.discussion.rules.finding import like_patterns, words_to_find
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.queries.here import NAMES, is_here
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

CARRIED = (Stage.TRUST, Stage.FLEXIBILITY)
SOURCES_AT_A_TIME = 20
MOST_ANSWERS = 100


class LeftOut(Word):
    """Why an entry of the earlier record does not come."""

    HERE = "here", lazy("It was carried over before.")
    ANSWERED = "answered", lazy("This question has an answer here already.")
    GONE = "gone", lazy("It names someone who is no longer here.")
    FULL = "full", lazy("There are 100 answers already.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would come from an earlier record, and what would not, and why."""

    coming: Sequence[Entry]
    left_out: Sequence[tuple[Entry, LeftOut]]


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """Where an entry came from: the number of the proposal, when its words were written, and who carried it over."""

    number: int
    written_at: datetime
    carrier: str


def sources_for(
    view: SpaceView, document: Document, *, find: str = "", span: Span | None = None
) -> Page[Document]:
    """The earlier proposals of the space whose record says something of Trust or Flexibility and may be read by the
    reader, newest first; with `find`, those in whose titles its words stand. One statement."""
    query = _sources(view, document)
    for word in words_to_find(find):
        query = query.where(or_(*(Document.title.ilike(each, escape="\\") for each in like_patterns(word))))
    return page_of(query, Document.id, lambda each: each, span or Span(limit=SOURCES_AT_A_TIME))


def find_source(view: SpaceView, document: Document, number: int) -> Document | None:
    """The one of `sources_for` with that number, on whichever page it is."""
    return db.session.scalar(_sources(view, document).where(Document.number == number))


def _sources(view: SpaceView, document: Document) -> Select[Document]:
    states = [each.value for each in ProposalState if view.may(Action.READ_RECORD, document_state=each)]
    says = (
        select(Entry.id)
        .join(Record, Record.id == Entry.record_id)
        .where(Record.document_id == Document.id, Entry.ended_at.is_(None))
        .where(Entry.stage.in_([stage.value for stage in CARRIED]))
    )
    return select(Document).where(
        Document.space_id == view.space.id,
        Document.kind == DocumentKind.PROPOSAL.value,
        Document.number < document.number,
        Document.state.in_(states),
        says.correlate(Document).exists(),
    )


def plan_carrying(view: SpaceView, document: Document, source: Document) -> Plan:
    """What would come from the record of `source` into that of `document`. Few statements, however much there is."""
    here = _entries(document, standing=False)
    standing = [entry for entry in here if entry.ended_at is None]
    before = {entry.carried_from_id for entry in here}
    coming: list[Entry] = []
    left_out: list[tuple[Entry, LeftOut]] = []
    for entry in _entries(source, standing=True):
        prompt = stage_row(Stage(entry.stage)).find_prompt(entry.prompt)
        if prompt is None:
            continue
        if entry.id in before:
            left_out.append((entry, LeftOut.HERE))
        elif why := _unfit(view, prompt, entry, [*standing, *coming]):
            left_out.append((entry, why))
        else:
            coming.append(entry)
    return Plan(coming, left_out)


def carried_in(entries: Iterable[Entry]) -> Mapping[int, CarriedFrom]:
    """Where those of the entries came from that were carried over, by id. One statement, none where none was."""
    ids = [entry.id for entry in entries if entry.carried_from_id is not None]
    if not ids:
        return {}
    first = aliased(Entry)
    query = (
        select(Entry.id, Document.number, first.created_at, Person.display_name)
        .join(first, first.id == Entry.carried_from_id)
        .join(Record, Record.id == first.record_id)
        .join(Document, Document.id == Record.document_id)
        .join(Person, Person.id == Entry.carried_by)
        .where(Entry.id.in_(ids))
    )
    return {row[0]: CarriedFrom(*row[1:]) for row in db.session.execute(query)}


def _entries(document: Document, *, standing: bool) -> Sequence[Entry]:
    query = (
        select(Entry)
        .join(Record, Record.id == Entry.record_id)
        .where(Record.document_id == document.id, Entry.stage.in_([stage.value for stage in CARRIED]))
        .options(lazyload(Entry.acceptances))
        .order_by(Entry.id)
    )
    if standing:
        query = query.where(Entry.ended_at.is_(None))
    return db.session.scalars(query).all()


def _unfit(view: SpaceView, prompt: Prompt, entry: Entry, there: Sequence[Entry]) -> LeftOut | None:
    """Why an entry does not fit beside what is there."""
    same = [each for each in there if each.prompt == prompt.key]
    if prompt.many and len(same) >= MOST_ANSWERS:
        return LeftOut.FULL
    if prompt.answered_by is Answerer.EACH_SIDE:
        same = [each for each in same if each.side == entry.side]
    if same and not prompt.many:
        return LeftOut.ANSWERED
    for field in prompt.fields:
        held = entry.facts.get(field.key)
        if held is not None and field.kind in NAMES and not _is_here(view, field.kind, entry, held):
            return LeftOut.GONE
    return None


def _is_here(view: SpaceView, kind: FieldKind, entry: Entry, row_id: int) -> bool:
    return is_here(view.space, kind, Side(entry.side), row_id)
