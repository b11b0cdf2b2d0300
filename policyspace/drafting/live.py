"""Reading live texts: whether a page may offer one, the state of one, and how far each has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.drafting.models import Document, LiveClient, LiveText, LiveUpdate, Revision
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

SERVED = "live_editing"
"""The extension of an application that serves live editing in this process."""

TRIES = 10
FIRST_EPOCH = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page may offer of a live text: whether this process serves it and its reader may follow it and write in
    it, and the name of its room ("12.1")."""

    served: bool
    room: str
    follows: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a live text on disk."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class LiveState:
    """A live text on disk: the state that is settled, unless the reader has it, and the changes since, without a gap
    up to `head`. `owners`: whose each client is."""

    epoch: int
    head: int
    revision_number: int
    snapshot: bytes | None
    changes: Sequence[Change]
    owners: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """How far a live text has come, and which revision is the newest of its document."""

    epoch: int
    head: int
    settled: int
    revision_number: int


def offer_of(view: SpaceView, document: Document) -> Offer:
    """What the reader of `view` may do with the live text of `document`."""
    epoch = db.session.scalar(select(LiveText.epoch).where(LiveText.document_id == document.id))
    return Offer(
        served=SERVED in current_app.extensions,
        room=room_of(document.id, epoch or FIRST_EPOCH),
        follows=view.may(Action.FOLLOW_LIVE_TEXT),
        writes=view.may(Action.SAVE_REVISION, document_state=state_of(document)),
    )


def room_of(document_id: int, epoch: int) -> str:
    """The name by which a live text is joined."""
    return f"{document_id}.{epoch}"


def read_live_text(document_id: int, *, after: int = -1) -> LiveState:
    """The live text of a document, with what came after change `after`. Raises NotFound when it has none.

    It is read in two statements, between which changes can be settled and taken away; then it is read again.
    """
    for _attempt in range(TRIES):
        state = _read(document_id, after)
        if state is not None:
            return state
    raise NotFound


def _read(document_id: int, after: int) -> LiveState | None:
    row = db.session.execute(
        select(
            LiveText.epoch, LiveText.head, LiveText.settled, LiveText.revision_number, LiveText.snapshot
        ).where(LiveText.document_id == document_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    begin = max(row.settled, after)
    query = select(LiveUpdate.number, LiveUpdate.data).where(
        LiveUpdate.document_id == document_id, LiveUpdate.number > begin, LiveUpdate.number <= row.head
    )
    changes = [Change(*each) for each in db.session.execute(query.order_by(LiveUpdate.number))]
    if len(changes) != max(0, row.head - begin):
        return None
    snapshot = row.snapshot if row.settled > after else None
    return LiveState(row.epoch, row.head, row.revision_number, snapshot, changes, _owners(document_id, after))


def _owners(document_id: int, after: int) -> dict[int, int]:
    query = select(LiveClient.client, LiveClient.person_id).where(
        LiveClient.document_id == document_id, LiveClient.since > after
    )
    return dict(db.session.execute(query).all())


def heads_of(documents: Collection[int]) -> dict[int, Head]:
    """How far these live texts have come, by document, in one statement."""
    columns = (
        LiveText.document_id,
        LiveText.epoch,
        LiveText.head,
        LiveText.settled,
        LiveText.revision_number,
    )
    rows = db.session.execute(select(*columns).where(LiveText.document_id.in_(documents)))
    return {row[0]: Head(*row[1:]) for row in rows}


def unsettled_texts(*, older: float, limit: int = 50) -> Sequence[int]:
    """The documents into whose live texts nothing was typed for `older` seconds, though it is no revision yet."""
    newest = (LiveUpdate.document_id == LiveText.document_id) & (LiveUpdate.number == LiveText.head)
    query = select(LiveText.document_id).join(LiveUpdate, newest)
    query = query.where(LiveText.settled < LiveText.head, LiveUpdate.at < now() - timedelta(seconds=older))
    return db.session.scalars(query.order_by(LiveText.document_id).limit(limit)).all()


def find_author(document_id: int, number: int) -> str | None:
    """The name of whoever wrote this revision."""
    return db.session.scalar(
        select(Person.display_name)
        .join(Revision, Revision.author_id == Person.id)
        .where(Revision.document_id == document_id, Revision.number == number)
    )
