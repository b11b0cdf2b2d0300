"""What records ask of one person, in all the spaces they are in: a number of statements that does not grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import lazyload

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.stages.rows import Asked, Prompt
from policyspace.charter.words import ConfirmationKind, DocumentKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Record
from policyspace.outcomes.queries.loading import Target, read_records
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

Views = Mapping[int, SpaceView]
MOST_RECORDS = 20
MOST_ASKED = 20
ACCEPTED = [(row.stage, prompt) for row in STAGES for prompt in row.prompts if prompt.acceptance]


@dataclass(frozen=True, slots=True)
class EntryAsked:
    """An entry that describes the reader's side, on which that side has not said a word."""

    view: SpaceView
    document: Document
    entry: Entry
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class StageAsked:
    """A stage that waits for the reader's word. `stale`: what they confirmed before, where its words changed since."""

    view: SpaceView
    document: Document
    stage: Stage
    stale: Confirmation | None = None


def entries_awaiting(views: Views) -> Sequence[EntryAsked]:
    """The entries on which the reader is asked for their side's word, in the spaces of `views` by id; newest first.

    One statement.
    """
    asked = {key: view for key, view in views.items() if view.may(Action.ACCEPT_ENTRY, same_side=True)}
    conditions = [
        and_(Document.space_id.in_(spaces), _describes(side))
        for side in (Side.CENTRAL, Side.LOCAL)
        if (spaces := [key for key, view in asked.items() if view.capacity.side is side])
    ]
    if not conditions:
        return []
    prompts = {prompt.key: prompt for _stage, prompt in ACCEPTED}
    query = (
        select(Entry, Document)
        .join(Record, Record.id == Entry.record_id)
        .join(Document, Document.id == Record.document_id)
        .where(Entry.ended_at.is_(None), Record.closed_at.is_(None), or_(*conditions))
        .options(lazyload(Entry.acceptances))
        .order_by(Entry.id.desc())
        .limit(MOST_ASKED)
    )
    return [
        EntryAsked(asked[document.space_id], document, entry, prompts[entry.prompt])
        for entry, document in db.session.execute(query)
    ]


def stages_to_begin(views: Views) -> Sequence[StageAsked]:
    """The stages at which proposals are where nobody on the reader's side has written anything, and the reader may;
    newest proposal first. One statement."""
    writers = {key: view for key, view in views.items() if view.may(Action.ADD_ENTRY)}
    conditions = [
        and_(Document.space_id.in_(spaces), ~_wrote(side))
        for side in (Side.CENTRAL, Side.LOCAL)
        if (spaces := [key for key, view in writers.items() if _writes_for(view, side)])
    ]
    if not conditions:
        return []
    query = (
        select(Document, Record.stage)
        .outerjoin(Record, Record.document_id == Document.id)
        .where(Document.kind == DocumentKind.PROPOSAL.value, Record.closed_at.is_(None), or_(*conditions))
        .order_by(Document.id.desc())
        .limit(MOST_ASKED)
    )
    return [
        StageAsked(writers[document.space_id], document, Stage(stage or Stage.TRUST))
        for document, stage in db.session.execute(query)
    ]


def stale_words_of(reader: Person, views: Views) -> Sequence[StageAsked]:
    """The stages whose words changed since the reader confirmed them, newest first. One statement."""
    query = (
        select(Confirmation, Record, Document)
        .join(Record, Record.id == Confirmation.record_id)
        .join(Document, Document.id == Record.document_id)
        .where(
            Confirmation.person_id == reader.id,
            Confirmation.ended_at.is_(None),
            Confirmation.kind != ConfirmationKind.NOT_YET.value,
            Record.closed_at.is_(None),
            Document.space_id.in_(views),
        )
        .order_by(Confirmation.id.desc())
    )
    return [
        StageAsked(views[document.space_id], document, Stage(said.stage), said)
        for said, record, document in db.session.execute(query)
        if record.digests.get(said.stage) != said.digest
        and views[document.space_id].may(Action.CONFIRM_STAGE)
    ]


def stages_awaiting(reader: Person, views: Views) -> Sequence[StageAsked]:
    """The stages at which proposals are that lack nothing but confirmations, the reader's among them; newest first.

    Looks at the 20 newest records. Who has spoken on the words as they are is not asked again.
    """
    counting = {key: view for key, view in views.items() if view.may(Action.COUNT_FOR_SIDE)}
    if not counting:
        return []
    spoken = and_(
        Confirmation.record_id == Record.id,
        Confirmation.stage == Record.stage,
        Confirmation.person_id == reader.id,
        Confirmation.ended_at.is_(None),
    )
    query = (
        select(Record, Document, Confirmation.digest)
        .join(Document, Document.id == Record.document_id)
        .outerjoin(Confirmation, spoken)
        .where(Document.space_id.in_(counting), Record.closed_at.is_(None))
        .order_by(Record.id.desc())
        .limit(MOST_RECORDS)
    )
    targets = [
        Target(counting[document.space_id].space, document, record, [Stage(record.stage)])
        for record, document, digest in db.session.execute(query)
        if (digest is None or digest != record.digests.get(record.stage))
        and _could_be_awaited(Stage(record.stage), counting[document.space_id])
    ]
    return [
        StageAsked(counting[each.space.id], each.document, each.stage)
        for each in read_records(targets, with_html=False)
        if not each.states[each.stage].missing
        and each.awaits(each.stage, reader.id, counting[each.space.id].capacity)
    ]


def _writes_for(view: SpaceView, side: Side) -> bool:
    """Whether the reader writes for a side: a facilitator helps both, and is asked as one."""
    return view.capacity.side is side and view.may(Action.COUNT_FOR_SIDE)


def _wrote(side: Side) -> ColumnElement[bool]:
    """Whether somebody on `side` wrote at the stage the record is at, and it stands."""
    here = and_(Entry.record_id == Record.id, Entry.stage == Record.stage, Entry.side == side.value)
    return exists().where(here, Entry.ended_at.is_(None))


def _describes(side: Side) -> ColumnElement[bool]:
    """Whether an entry describes `side`, which has said nothing of it."""
    return or_(*(_asks(prompt, side) for _stage, prompt in ACCEPTED))


def _asks(prompt: Prompt, side: Side) -> ColumnElement[bool]:
    """The same for one prompt. Where another side is asked, nobody's word on what they wrote themselves counts."""
    if prompt.acceptance is None:
        raise ValueError(f"{prompt.key} asks nobody")
    said = exists().where(Acceptance.entry_id == Entry.id, Acceptance.side == side.value)
    asked = Entry.facts[prompt.acceptance.field].as_string() == side.value
    named = and_(Entry.prompt == prompt.key, asked)
    if not prompt.acceptance.another:
        return and_(named, ~said)
    return and_(named, Entry.side != side.value, ~said.where(Acceptance.person_id != Entry.author_id))


def _could_be_awaited(stage: Stage, view: SpaceView) -> bool:
    """Whether the stage is confirmed by someone of the reader's side, which costs less to know than who is missing."""
    side = view.capacity.side
    whom = {confirmer.from_whom for confirmer in stage_row(stage).confirmers}
    return any(each.side is side for each in whom) or (side is Side.PARTNER and Asked.GROUP in whom)
