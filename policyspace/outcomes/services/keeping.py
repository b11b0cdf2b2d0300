"""Holding a record while it changes, and posting down what lower packages must know of it."""

from __future__ import annotations

from policyspace.charter.words import DocumentKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import NotFound
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import RecordView, find_record, get_record
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
        record = Record(document_id=document.id, stage=Stage.TRUST.value, created_at=now())
        db.session.add(record)
        db.session.flush()
    return db.session.get_one(Space, document.space_id), record


def post_down(space: Space, document: Document) -> RecordView:
    """Reckon the record again and put on the notice board whether Trust is met."""
    db.session.flush()
    view = get_record(space, document)
    if view.states[Stage.TRUST].met:
        post_notice(space, document, TRUST_MET)
    else:
        take_down_notice(space, document, TRUST_MET)
    return view
