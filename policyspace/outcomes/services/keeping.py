"""Holding a record while it changes, and keeping true what others are told of its words."""

from __future__ import annotations

from policyspace.charter.words import DocumentKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import NotFound
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import find_record, read_record
from policyspace.outcomes.rules import StageState
from policyspace.spaces.models import Space
from policyspace.spaces.notices import post_notice, take_down_notice

TRUST_MET = "trust_met"


def hold_record(document: Document) -> tuple[Space, Record]:
    """The space and the record of a proposal, made if nothing was written yet; nobody else changes it meanwhile.

    Raises NotFound for a document that is no proposal.
    """
    if document.kind != DocumentKind.PROPOSAL:
        raise NotFound
    lock(document)
    record = find_record(document)
    if record is None:
        record = Record(document_id=document.id, stage=Stage.TRUST.value, digests={}, created_at=now())
        db.session.add(record)
        db.session.flush()
    return db.session.get_one(Space, document.space_id), record


def state_of(space: Space, document: Document, record: Record, stage: Stage) -> StageState:
    """How a stage of a record that is held stands at this moment."""
    return read_record(space, document, record, [stage]).states[stage]


def post_down(space: Space, document: Document, record: Record, stage: Stage) -> None:
    """Reckon a stage again whose words or confirmations changed: keep its digest, and post whether Trust is met."""
    db.session.flush()
    state = state_of(space, document, record, stage)
    if record.digests.get(stage.value) != state.digest:
        record.digests = {**record.digests, stage.value: state.digest}
    if stage is not Stage.TRUST:
        return
    if state.met:
        post_notice(space, document, TRUST_MET)
    else:
        take_down_notice(space, document, TRUST_MET)
