"""Reading records: the facts a stage is judged by, and the judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import STAGES, StageRow
from policyspace.charter.stages.rows import Requirement
from policyspace.charter.words import ConfirmationKind, DocumentKind, Stage
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, Record, SetAside
from policyspace.outcomes.rules import (
    AcceptanceFact,
    ConfirmationFact,
    EntryFact,
    SetAsideFact,
    StageFacts,
    StageState,
    Surroundings,
    judge,
)
from policyspace.people.models import Organisation, Person
from policyspace.spaces.models import Membership, Notice, Space
from policyspace.spaces.queries import SpaceView, find_notice

INTERESTS = "interests"
LIFTED = "publication_lifted"
MOST_NAMES = 20
MOST_LISTED = 200


@dataclass(frozen=True)
class RecordView:
    """One proposal's record as it stands: its rows, and the state of each stage reckoned from them.

    `record` is None while nothing was written; the proposal is then at the first stage.
    """

    document: Document
    record: Record | None
    entries: Sequence[Entry]
    confirmations: Sequence[Confirmation]
    movements: Sequence[Movement]
    set_aside: Sequence[SetAside]
    states: Mapping[Stage, StageState]

    @property
    def stage(self) -> Stage:
        """The stage the proposal is at."""
        return Stage(self.record.stage) if self.record else Stage.TRUST

    def entries_for(self, prompt: str) -> list[Entry]:
        """The standing answers to one prompt, oldest first."""
        return [entry for entry in self.entries if entry.prompt == prompt]

    def row_of(self, row: StageRow) -> StageState:
        """The state of the stage that `row` describes."""
        return self.states[row.stage]


def get_proposal(view: SpaceView, number: int) -> Document:
    """The proposal whose record the reader may see: its text may not be published yet. Raises NotFound."""
    document = db.session.scalar(
        select(Document).where(
            Document.space_id == view.space.id,
            Document.number == number,
            Document.kind == DocumentKind.PROPOSAL.value,
        )
    )
    if document is None or not view.may(Action.READ_RECORD, document_state=document.state_word):
        raise NotFound
    return document


def find_lifted(space: Space, document: Document) -> Notice | None:
    """The notice that this proposal may be published before Trust is met, with the published reason."""
    return find_notice(space, document, LIFTED)


def get_requirement(key: str) -> tuple[StageRow, Requirement]:
    """The required item with `key`, and the stage that asks for it. Raises NotFound."""
    for row in STAGES:
        item = row.find_requirement(key)
        if item is not None:
            return row, item
    raise NotFound


def find_record(document: Document) -> Record | None:
    """The record of a proposal, once something was written in it."""
    return db.session.scalar(select(Record).where(Record.document_id == document.id))


def get_record(space: Space, document: Document) -> RecordView:
    """The record of a proposal in `space`, as it stands."""
    record = find_record(document)
    key = record.id if record else None
    entries = _all(Entry, Entry.record_id == key, Entry.ended_at.is_(None))
    confirmations = _all(Confirmation, Confirmation.record_id == key)
    set_aside = _all(SetAside, SetAside.record_id == key)
    return RecordView(
        document=document,
        record=record,
        entries=entries,
        confirmations=confirmations,
        movements=_all(Movement, Movement.record_id == key),
        set_aside=set_aside,
        states=_states(space, document, entries, confirmations, set_aside),
    )


def get_entry(document: Document, entry_id: int) -> Entry:
    """A standing entry of the record of `document`. Raises NotFound."""
    query = (
        select(Entry)
        .join(Record, Record.id == Entry.record_id)
        .where(Entry.id == entry_id, Record.document_id == document.id, Entry.ended_at.is_(None))
    )
    entry = db.session.scalar(query)
    if entry is None:
        raise NotFound
    return entry


def find_entry_saved(author_id: int, idempotency_key: str) -> Entry | None:
    """What this author already wrote under this key."""
    return db.session.scalar(
        select(Entry).where(Entry.author_id == author_id, Entry.idempotency_key == idempotency_key)
    )


def entry_fact(entry: Entry) -> EntryFact:
    """The plain values of an entry."""
    return EntryFact(
        id=entry.id,
        prompt=entry.prompt,
        side=Side(entry.side),
        person_id=entry.author_id,
        words=entry.words,
        at=entry.created_at,
        data=entry.facts,
        organisation_id=entry.organisation_id,
        acceptances=[_acceptance_fact(each) for each in entry.acceptances],
    )


def _all(table: type, *conditions: object) -> Sequence:  # type: ignore[type-arg]  # rows of the table that is named
    return db.session.scalars(select(table).where(*conditions).order_by(table.id)).all()  # type: ignore[attr-defined,arg-type]  # every table here has an id


def _states(
    space: Space,
    document: Document,
    entries: Sequence[Entry],
    confirmations: Sequence[Confirmation],
    set_aside: Sequence[SetAside],
) -> dict[Stage, StageState]:
    said: dict[str, list[ConfirmationFact]] = defaultdict(list)
    for each in confirmations:
        said[each.stage].append(_confirmation_fact(each))
    entry_facts = [entry_fact(entry) for entry in entries]
    aside = [SetAsideFact(each.requirement, each.reason) for each in set_aside]
    around = _surroundings(space, document, entries)
    moment = now().astimezone(ZoneInfo(space.time_zone))
    return {
        row.stage: judge(row.stage, StageFacts(entry_facts, said[row.stage.value], aside, around), moment)
        for row in STAGES
    }


def _surroundings(space: Space, document: Document, entries: Sequence[Entry]) -> Surroundings:
    declared = {entry.author_id for entry in entries if entry.prompt == INTERESTS}
    undeclared = db.session.scalars(
        select(Person.display_name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.space_id == space.id, Membership.ended_at.is_(None), Person.id.not_in(declared))
        .order_by(Person.id)
        .limit(MOST_NAMES)
    ).all()
    return Surroundings(
        unanswered_comments=_unanswered(document),
        undeclared_members=tuple(undeclared),
        you_said_we_did_published=False,
    )


def _unanswered(document: Document) -> int:
    """Top-level comments that stand on the problems this proposal answers; answers come with a later step."""
    query = (
        select(func.count())
        .select_from(Comment)
        .join(ProposalProblem, ProposalProblem.problem_id == Comment.document_id)
        .where(
            ProposalProblem.proposal_id == document.id,
            Comment.parent_id.is_(None),
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
        )
    )
    return db.session.scalar(query) or 0


def _acceptance_fact(row: Acceptance) -> AcceptanceFact:
    return AcceptanceFact(
        id=row.id,
        person_id=row.person_id,
        side=Side(row.side),
        accepted=row.accepted,
        digest=row.digest,
        at=row.created_at,
        note=row.note,
    )


def _confirmation_fact(row: Confirmation) -> ConfirmationFact:
    return ConfirmationFact(
        id=row.id,
        person_id=row.person_id,
        side=Side(row.side),
        kind=ConfirmationKind(row.kind),
        digest=row.digest,
        at=row.created_at,
        organisation_id=row.organisation_id,
        organisation=row.organisation_name,
        attests=row.attests,
        words=row.words,
        next_step=row.next_step,
        next_date=row.next_date,
    )


def members_here(space: Space) -> Sequence[tuple[int, str]]:
    """The people in the space by id and name, the team first; the first 200."""
    query = (
        select(Person.id, Person.display_name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.space_id == space.id, Membership.ended_at.is_(None))
        .order_by(Membership.role, Membership.id)
        .limit(MOST_LISTED)
    )
    return [(row.id, row.display_name) for row in db.session.execute(query)]


def organisations_here(space: Space) -> Sequence[tuple[int, str]]:
    """The organisations that members of the space act for, by id and name; the first 200."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.space_id == space.id, Membership.ended_at.is_(None))
        .distinct()
        .order_by(Organisation.name)
        .limit(MOST_LISTED)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]
