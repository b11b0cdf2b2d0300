"""What people said of a stage, and how the proposal moved: lists that grow, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.outcomes.models import Confirmation, Movement, Record


def confirmations_named(ids: Collection[int]) -> Sequence[Confirmation]:
    """The confirmations with these ids and who gave them, in no order."""
    if not ids:
        return []
    return db.session.scalars(select(Confirmation).where(Confirmation.id.in_(ids))).all()


def get_confirmation(document: Document, stage: Stage, confirmation_id: int) -> Confirmation:
    """What someone said of a stage of this record, by its id. Raises NotFound."""
    found = db.session.scalar(
        select(Confirmation)
        .join(Record, Record.id == Confirmation.record_id)
        .where(
            Record.document_id == document.id,
            Confirmation.stage == stage.value,
            Confirmation.id == confirmation_id,
        )
    )
    if found is None:
        raise NotFound
    return found


def everything_said(document: Document, stage: Stage, span: Span) -> Page[Confirmation]:
    """Every confirmation, reservation and "not yet" a stage was ever given, newest first."""
    query = (
        select(Confirmation)
        .join(Record, Record.id == Confirmation.record_id)
        .where(Record.document_id == document.id, Confirmation.stage == stage.value)
    )
    return page_of(query, Confirmation.id, lambda row: row, span)


def movements_of(document: Document, span: Span) -> Page[Movement]:
    """How the proposal moved from stage to stage, newest first."""
    query = (
        select(Movement)
        .join(Record, Record.id == Movement.record_id)
        .where(Record.document_id == document.id)
    )
    return page_of(query, Movement.id, lambda row: row, span)
