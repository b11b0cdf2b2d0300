"""The record at one moment, whole: what an agreement says.

All changes of a record wait for each other, so what stood at the moment of its last change is the same whenever it is
read: whoever takes the agreement away before the next change gets the same, and years later it can be read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import joinedload

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.ledger import LedgerRow
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, Record, SetAside
from policyspace.outcomes.queries.facts import NOT_CONFIRMED, confirmation_fact, entry_fact, set_aside_fact
from policyspace.outcomes.queries.loading import FRESH, moment_there
from policyspace.outcomes.queries.records import get_proposal_whole
from policyspace.outcomes.queries.surroundings import surroundings_of
from policyspace.outcomes.rules import StageFacts, StageState, digest_of, judge
from policyspace.spaces.models import Notice, Space
from policyspace.spaces.queries import SpaceView

Row = TypeVar("Row", Entry, SetAside, Confirmation)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The words of a record that are confirmed, as they stood at `as_of`, what was said of them, and every move.

    Of declarations of interests, no part of these words, one at most is here: it shows that Honesty has begun.
    An entry may have younger acceptances: `said_of` gives those that were there.
    """

    space: Space
    document: Document
    as_of: datetime
    entries: Sequence[Entry]
    set_aside: Sequence[SetAside]
    confirmations: Sequence[Confirmation]
    movements: Sequence[Movement]
    lifted: Notice | None = None

    @property
    def stage(self) -> Stage:
        """The stage the proposal was at."""
        return self.movements[-1].to_word if self.movements else Stage.TRUST

    def said_of(self, entry: Entry) -> list[Acceptance]:
        """What had been said of an entry, oldest first."""
        return [said for said in entry.acceptances if said.created_at <= self.as_of]

    def entries_for(self, prompt: str) -> list[Entry]:
        """The answers to one prompt, oldest first."""
        return [entry for entry in self.entries if entry.prompt == prompt]

    def digest(self, stage: Stage) -> str:
        """The digest of the words of a stage."""
        entries = [entry_fact(each, self.said_of(each)) for each in self.entries if each.stage == stage]
        return digest_of(stage, entries, [set_aside_fact(each) for each in self.set_aside])


def get_agreement(view: SpaceView, number: int) -> Agreement:
    """The record of a proposal as its last change left it. Six statements.

    Raises NotFound where the reader may not see it, or nothing was written yet.
    """
    document, record, lifted = get_proposal_whole(view, number)
    if record is None:
        raise NotFound
    return agreement_at(view.space, document, record, _last_change(record), lifted=lifted)


def agreement_at(
    space: Space, document: Document, record: Record, moment: datetime, *, lifted: Notice | None = None
) -> Agreement:
    """The record as it stood at `moment`, for those who have settled that it may be read. Four statements."""
    one = select(func.min(Entry.id)).where(Entry.record_id == record.id, Entry.prompt.in_(NOT_CONFIRMED))
    shown = or_(Entry.prompt.not_in(NOT_CONFIRMED), Entry.id.in_(one.where(Entry.ended_at.is_(None))))
    moves = select(Movement).where(Movement.record_id == record.id, Movement.created_at <= moment)
    return Agreement(
        space=space,
        document=document,
        as_of=moment,
        entries=_standing(Entry, record, moment, shown, options=[joinedload(Entry.acceptances)]),
        set_aside=_standing(SetAside, record, moment),
        confirmations=_standing(Confirmation, record, moment),
        movements=db.session.scalars(moves.order_by(Movement.id), execution_options=FRESH).all(),
        lifted=lifted,
    )


def find_record_of(space: Space, number: int) -> tuple[Document, Record] | None:
    """Document `number` of a space with its record, whoever may read it: for those who keep the service."""
    query = select(Document, Record).join(Record, Record.document_id == Document.id)
    found = db.session.execute(
        query.where(Document.space_id == space.id, Document.number == number), execution_options=FRESH
    ).first()
    return (found[0], found[1]) if found else None


def titles_of(document: Document) -> set[str]:
    """Every title the text of a document ever had."""
    return {*db.session.scalars(select(Revision.title).where(Revision.document_id == document.id).distinct())}


def digests_told(confirmations: Sequence[Confirmation]) -> Mapping[int, str]:
    """What the ledger says each confirmation is bound to, by its id; nothing of those older than this fact."""
    query = select(LedgerRow.subject_id, LedgerRow.facts).where(
        LedgerRow.subject_kind == Confirmation.__tablename__,
        LedgerRow.subject_id.in_([each.id for each in confirmations]),
    )
    return {row[0] or 0: row[1]["digest"] for row in db.session.execute(query) if "digest" in row[1]}


def states_of(agreement: Agreement) -> Mapping[Stage, StageState]:
    """How each stage stands now. One statement."""
    document = agreement.document
    around = surroundings_of((document.id, stage) for stage in Stage)[document.id]
    entries = [entry_fact(each, agreement.said_of(each)) for each in agreement.entries]
    aside = [set_aside_fact(each) for each in agreement.set_aside]
    said = [(each.stage, confirmation_fact(_columns(each))) for each in agreement.confirmations]
    moment = moment_there(agreement.space)
    return {
        stage: judge(
            stage, StageFacts(entries, [fact for at, fact in said if at == stage], aside, around), moment
        )
        for stage in Stage
    }


def _standing(
    table: type[Row],
    record: Record,
    moment: datetime,
    *more: ColumnElement[bool],
    options: Sequence[Any] = (),
) -> Sequence[Row]:
    """The rows that stood at `moment`, oldest first."""
    query = select(table).where(
        table.record_id == record.id,
        table.created_at <= moment,
        or_(table.ended_at.is_(None), table.ended_at > moment),
        *more,
    )
    found = db.session.scalars(query.options(*options).order_by(table.id), execution_options=FRESH)
    return found.unique().all()


def _last_change(record: Record) -> datetime:
    """When the words that are confirmed, what was said of them, or the stage last changed."""
    words = Entry.record_id == record.id, Entry.prompt.not_in(NOT_CONFIRMED)
    moments = union_all(
        select(func.max(Entry.created_at).label("moment")).where(*words),
        select(func.max(Entry.ended_at)).where(*words),
        select(func.max(Acceptance.created_at)).join(Entry, Entry.id == Acceptance.entry_id).where(*words),
        *(select(func.max(each.created_at)).where(each.record_id == record.id) for each in _KEPT),
        *(
            select(func.max(each.ended_at)).where(each.record_id == record.id)
            for each in (SetAside, Confirmation)
        ),
    ).subquery()
    return db.session.scalar(select(func.max(moments.c.moment))) or record.created_at


_KEPT = (SetAside, Confirmation, Movement)


def _columns(row: Confirmation) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in Confirmation.__table__.c}
