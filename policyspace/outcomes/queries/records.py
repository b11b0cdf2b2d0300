"""The record of one proposal, for those who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from policyspace.charter.actions import Action
from policyspace.charter.stages import STAGES, StageRow, stage_row
from policyspace.charter.stages.rows import Prompt, Requirement
from policyspace.charter.words import DocumentKind, ProposalState, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries.loading import RecordView, Target, read_records
from policyspace.spaces.models import Notice, Space
from policyspace.spaces.queries import SpaceView, find_notice, may_across

LIFTED = "publication_lifted"


def get_proposal(view: SpaceView, number: int) -> Document:
    """The proposal whose record the reader may see: its text may not be published yet. Raises NotFound."""
    document: Document = _get(view, number, select(Document))[0]
    return document


def get_proposal_whole(view: SpaceView, number: int) -> tuple[Document, Record | None, Notice | None]:
    """The proposal whose record the reader may see, its record once something was written, and the notice that it may
    be published before Trust is met. Raises NotFound. One statement."""
    query = (
        select(Document, Record, Notice)
        .outerjoin(Record, Record.document_id == Document.id)
        .outerjoin(Notice, _says_lifted())
    )
    document, record, lifted = _get(view, number, query)
    return document, record, lifted


def record_readable_across(*, signed_in: bool = True) -> ColumnElement[bool]:
    """Whether the reader may see the record of a proposal, in all spaces at once: of a document joined with its space
    and, where they are `signed_in`, by `own_membership` with them."""
    ways = (
        and_(Document.state == state.value, may_across(Action.READ_RECORD, state, signed_in=signed_in))
        for state in ProposalState
    )
    readable = may_across(Action.READ_SPACE, signed_in=signed_in)
    return and_(Document.kind == DocumentKind.PROPOSAL.value, readable, or_(false(), *ways))


def get_record(
    view: SpaceView, number: int, stages: Sequence[Stage] = tuple(Stage), *, with_html: bool = True
) -> RecordView:
    """The record of a proposal as it stands, for `stages`. Raises NotFound where the reader may not see it.

    Five statements at most. `with_html`: the entries are shown, not only judged; without it, reading the HTML
    of one would be a statement of its own.
    """
    document, record, lifted = get_proposal_whole(view, number)
    target = Target(view.space, document, record, stages)
    return replace(read_records([target], with_html=with_html)[0], lifted=lifted)


def read_record(
    space: Space, document: Document, record: Record | None, stages: Sequence[Stage]
) -> RecordView:
    """The record of `document` without the HTML of its entries, for those who have settled that it may be read."""
    target = Target(space, document, record, stages)
    return read_records([target], with_html=False)[0]


def find_record(document: Document) -> Record | None:
    """The record of a proposal, once something was written in it."""
    return db.session.scalar(select(Record).where(Record.document_id == document.id))


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


def get_prompt(stage: Stage, key: str) -> Prompt:
    """The prompt of `stage` with `key`. Raises NotFound."""
    found = stage_row(stage).find_prompt(key)
    if found is None:
        raise NotFound
    return found


def _says_lifted() -> ColumnElement[bool]:
    """Whether a notice says that the document it is about may be published early."""
    return and_(
        Notice.space_id == Document.space_id,
        Notice.subject_kind == Document.__tablename__,
        Notice.subject_id == Document.id,
        Notice.name == LIFTED,
    )


def _get(view: SpaceView, number: int, query: Select[*tuple[Any, ...]]) -> Any:
    proposals = query.where(
        Document.space_id == view.space.id,
        Document.number == number,
        Document.kind == DocumentKind.PROPOSAL.value,
    )
    found = db.session.execute(proposals).first()
    if found is None or not view.may(Action.READ_RECORD, document_state=found[0].state_word):
        raise NotFound
    return found
