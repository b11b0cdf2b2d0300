"""Who may join the live text of a document, and whether they may still: the same questions that pages ask.

Asked of many at once it takes four statements, however many they are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity
from policyspace.drafting.models import Document
from policyspace.drafting.queries import UNPUBLISHED, state_of
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.people.queries import living_sessions
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import SpaceView, find_membership


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody may follow a live text, by this name and in this hat, and perhaps write in it."""

    person_id: int
    name: str
    capacity: Capacity
    hat: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A session of a person that follows the live text of a document."""

    session_id: int
    person_id: int
    document_id: int


def leave_of(reader: Person | None, document_id: int) -> Leave | None:
    """The leave `reader` has for the live text of this document; None when they may not follow it."""
    document = db.session.get(Document, document_id)
    if document is None or reader is None:
        return None
    space = db.session.get_one(Space, document.space_id)
    return _leave(SpaceView(space, reader, find_membership(space, reader)), document)


def leaves_of(seats: Collection[Seat]) -> dict[Seat, Leave]:
    """The leave that each of `seats` has now; who has none any more, or whose session has ended, is not in it."""
    alive = living_sessions({seat.session_id for seat in seats})
    kept = [seat for seat in seats if alive.get(seat.session_id) == seat.person_id]
    documents = _documents({seat.document_id for seat in kept})
    spaces = {space.id: space for space, _ in documents.values()}
    members = _members(spaces, {seat.person_id for seat in kept})
    found: dict[Seat, Leave] = {}
    for seat in kept:
        space, document = documents[seat.document_id]
        membership = members.get((space.id, seat.person_id))
        reader = membership.person if membership else None
        leave = _leave(SpaceView(space, reader, membership), document)
        if leave is not None:
            found[seat] = leave
    return found


def _leave(view: SpaceView, document: Document) -> Leave | None:
    readable = document.state not in UNPUBLISHED or view.may(Action.READ_DRAFT_DOCUMENT)
    if view.reader is None or not readable or not view.may(Action.FOLLOW_LIVE_TEXT):
        return None
    writes = view.may(Action.SAVE_REVISION, document_state=state_of(document))
    worn = view.capacity
    return Leave(view.reader.id, view.reader.display_name, worn, worn.short_text, writes)


def _documents(ids: Collection[int]) -> dict[int, tuple[Space, Document]]:
    query = select(Space, Document).join(Document, Document.space_id == Space.id).where(Document.id.in_(ids))
    return {document.id: (space, document) for space, document in db.session.execute(query)}


def _members(spaces: Collection[int], people: Collection[int]) -> dict[tuple[int, int], Membership]:
    query = select(Membership).where(
        Membership.space_id.in_(spaces), Membership.person_id.in_(people), Membership.ended_at.is_(None)
    )
    return {(each.space_id, each.person_id): each for each in db.session.scalars(query)}
