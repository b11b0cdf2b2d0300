"""What facilitators did about a record as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind, RecordDeed, Role
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.outcomes.models import Deed, Record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership
from policyspace.spaces.queries import SpaceView

MOST_FACILITATORS = 200
MOST_AT_ONCE = 500
"""So many proposals are handed over in one step; who looks after more does it again."""


def deeds_of(view: SpaceView, document: Document, span: Span) -> Page[Deed]:
    """What was done about the record of `document`, newest first.

    Who was nudged is for facilitators and for that person: nobody is shown up.
    """
    query = select(Deed).join(Record, Record.id == Deed.record_id).where(Record.document_id == document.id)
    if not view.may(Action.NUDGE):
        own = Deed.whom_id == (view.reader.id if view.reader else None)
        query = query.where(or_(Deed.kind != RecordDeed.NUDGED.value, own))
    return page_of(query, Deed.id, lambda row: row, span)


def who_looks_after(record: Record | None) -> Person | None:
    """The facilitator who was handed the record; None: nobody by name."""
    return db.session.get(Person, record.looked_after_by) if record and record.looked_after_by else None


def proposals_looked_after(view: SpaceView, *, unassigned: bool = False) -> Sequence[Document]:
    """The proposals of the space with an open record that its reader looks after by name, oldest first, 500 at
    most; with `unassigned` those, too, that nobody looks after by name. One statement."""
    mine = Record.looked_after_by == (view.reader.id if view.reader else None)
    query = (
        select(Document)
        .outerjoin(Record, Record.document_id == Document.id)
        .where(
            Document.space_id == view.space.id,
            Document.kind == DocumentKind.PROPOSAL.value,
            Record.closed_at.is_(None),
            or_(mine, Record.looked_after_by.is_(None)) if unassigned else mine,
        )
    )
    return db.session.scalars(query.order_by(Document.id).limit(MOST_AT_ONCE)).all()


def facilitators_of(view: SpaceView) -> Sequence[Membership]:
    """The facilitators of the space, in the order in which they joined."""
    query = select(Membership).where(
        Membership.space_id == view.space.id,
        Membership.ended_at.is_(None),
        Membership.role == Role.FACILITATOR.value,
    )
    return db.session.scalars(query.order_by(Membership.id).limit(MOST_FACILITATORS)).all()
