"""Holding a record while it changes, and keeping true what others are told of its words."""

from __future__ import annotations

from datetime import date

from policyspace.charter.words import DocumentKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import find_record, read_record
from policyspace.outcomes.rules import StageState, first_due
from policyspace.spaces.models import Space
from policyspace.spaces.notices import post_notice, take_down_notice

TRUST_MET = "trust_met"


class RecordClosed(Conflict):
    """The record is closed: nothing in it changes until a facilitator opens it again."""

    title = lazy("This shared outcome is closed")

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "This shared outcome is closed, so nothing in it can change. A facilitator can open it again."
            )
        )


class RecordOpen(Conflict):
    """The record is open: there is nothing to open again."""

    title = lazy("This shared outcome is open")

    def __init__(self) -> None:
        super().__init__(lazy("This shared outcome is open already."))


def hold_open_record(document: Document) -> tuple[Space, Record]:
    """The space and the record of a proposal, to be changed. Raises RecordClosed, NotFound."""
    space, record = hold_record(document)
    if record.closed_at is not None:
        raise RecordClosed
    return space, record


def hold_record(document: Document) -> tuple[Space, Record]:
    """The space and the record of a proposal, made if nothing was written yet; nobody else changes it meanwhile.

    Raises NotFound for a document that is no proposal.
    """
    if document.kind != DocumentKind.PROPOSAL:
        raise NotFound
    lock(document)
    record = find_record(document)
    if record is None:
        record = Record(
            document_id=document.id,
            stage=Stage.TRUST.value,
            digests={},
            due_days={},
            waits_since=document.created_at,
            created_at=now(),
        )
        db.session.add(record)
        db.session.flush()
    return db.session.get_one(Space, document.space_id), record


def state_of(space: Space, document: Document, record: Record, stage: Stage) -> StageState:
    """How a stage of a record that is held stands at this moment."""
    return read_record(space, document, record, [stage]).states[stage]


def post_down(
    space: Space, document: Document, record: Record, stage: Stage, *, written: bool = True
) -> None:
    """Reckon a stage again of which something was written or (not `written`) said: keep up to date what is told of it.

    Kept are its digest and the first day on which something is due; posted is whether Trust is met.
    """
    db.session.flush()
    view = read_record(space, document, record, [stage])
    state = view.states[stage]
    if record.digests.get(stage.value) != state.digest:
        record.digests = {**record.digests, stage.value: state.digest}
    _keep_due(record, stage, first_due(stage, view.facts[stage].entries, state.not_yet))
    if written and record.stage == stage.value:
        record.waits_since = now()
    if stage is not Stage.TRUST:
        return
    if state.met:
        post_notice(space, document, TRUST_MET)
    else:
        take_down_notice(space, document, TRUST_MET)


def _keep_due(record: Record, stage: Stage, day: date | None) -> None:
    """Keep the first day on which something in the stage is due, and the first in the record."""
    kept = {name: each for name, each in record.due_days.items() if name != stage.value}
    record.due_days = {**kept, stage.value: day.isoformat()} if day else kept
    record.first_due = min((date.fromisoformat(each) for each in record.due_days.values()), default=None)
