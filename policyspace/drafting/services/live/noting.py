"""Noting what is typed into live texts, many at once in one transaction: only then is it told to anyone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import insert, select, update

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity
from policyspace.charter.permissions import may
from policyspace.charter.standing import Standing
from policyspace.charter.words import Role
from policyspace.drafting.models import Document, LiveClient, LiveText, LiveUpdate
from policyspace.drafting.queries import get_revision, state_of
from policyspace.drafting.rules.live.replica import Replica
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person typed in one hat within an instant, as an update. `clients`: those of the live text that are
    theirs from now on."""

    person_id: int
    capacity: Capacity
    data: bytes
    clients: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """What was typed into one live text within an instant."""

    document_id: int
    epoch: int
    typed: Sequence[Typed]


class Refused(Enum):
    """Why nothing of a batch was noted."""

    REPLACED = "the live text has another past now"
    CLOSED = "nobody may write in this document now"
    NOT_THEIRS = "somebody else has that client"


@step
def begin_live_text(document_id: int) -> None:
    """Give a document its live text, with the words of its newest revision, unless it has one. Raises NotFound."""
    document = db.session.get(Document, document_id)
    if document is None:
        raise NotFound
    lock(document)
    if db.session.get(LiveText, document_id) is None:
        newest, replica = get_revision(document, document.revision_count), Replica()
        replica.become(newest.text)
        row = LiveText(document_id=document_id, snapshot=replica.whole(), revision_number=newest.number)
        db.session.add(row)


@step
def note_typing(batches: Collection[Batch]) -> Mapping[int, int | Refused]:
    """Note all of `batches`, at most one of each document: by document, the number of the first change, or why not."""
    waiting = {batch.document_id: batch for batch in batches}
    heads = _held_heads(waiting)
    refused = _refused(waiting, heads)
    kept = [batch for batch in waiting.values() if batch.document_id not in refused]
    if kept:
        _keep(kept, {key: head for key, (_, head) in heads.items()})
    first = {batch.document_id: heads[batch.document_id][1] + 1 for batch in kept}
    return {**first, **refused}


def _held_heads(documents: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The epoch and the head of each live text, which are held, always in the same order."""
    query = select(LiveText.document_id, LiveText.epoch, LiveText.head)
    query = query.where(LiveText.document_id.in_(documents)).order_by(LiveText.document_id).with_for_update()
    return {key: (epoch, head) for key, epoch, head in db.session.execute(query)}


def _refused(waiting: Mapping[int, Batch], heads: Mapping[int, tuple[int, int]]) -> dict[int, Refused]:
    """Asked once the texts are held: who closed one or claimed a client before is done with it."""
    query = select(Document).where(Document.id.in_(waiting)).execution_options(populate_existing=True)
    writable = {document.id for document in db.session.scalars(query) if _may_be_written(document)}
    owners = _owners(waiting.values())
    found: dict[int, Refused] = {}
    for key, batch in waiting.items():
        if key not in heads or heads[key][0] != batch.epoch:
            found[key] = Refused.REPLACED
        elif key not in writable:
            found[key] = Refused.CLOSED
        elif any(
            owners.get((key, client), each.person_id) != each.person_id
            for each in batch.typed
            for client in each.clients
        ):
            found[key] = Refused.NOT_THEIRS
    return found


def _may_be_written(document: Document) -> bool:
    """Whether anyone at all may save in the state the document is in."""
    anyone = Standing(signed_in=True, role=Role.FACILITATOR, document_state=state_of(document))
    return may(Action.SAVE_REVISION, anyone)


def _owners(batches: Collection[Batch]) -> dict[tuple[int, int], int]:
    """Whose the clients are that these batches claim, where somebody has them."""
    clients = {client for batch in batches for each in batch.typed for client in each.clients}
    if not clients:
        return {}
    query = select(LiveClient.document_id, LiveClient.client, LiveClient.person_id).where(
        LiveClient.document_id.in_([batch.document_id for batch in batches]), LiveClient.client.in_(clients)
    )
    return {(key, client): person for key, client, person in db.session.execute(query)}


def _keep(batches: Sequence[Batch], heads: Mapping[int, int]) -> None:
    owners, moment = _owners(batches), now()
    changes, clients = [], {}
    for batch in batches:
        key = batch.document_id
        for number, each in enumerate(batch.typed, heads[key] + 1):
            row = {"document_id": key, "number": number, "person_id": each.person_id, "at": moment}
            changes.append({**row, "data": each.data, **_columns(each.capacity)})
            for client in each.clients:
                if (key, client) not in owners:
                    own = {"document_id": key, "client": client, "person_id": each.person_id}
                    clients[key, client] = {**own, "since": number}
    moved = [
        {"document_id": each.document_id, "head": heads[each.document_id] + len(each.typed)}
        for each in batches
    ]
    db.session.execute(update(LiveText), moved)
    db.session.execute(insert(LiveUpdate), changes)
    if clients:
        db.session.execute(insert(LiveClient), list(clients.values()))


def _columns(worn: Capacity) -> dict[str, str | int | None]:
    return {
        "side": worn.side.value,
        "voice": worn.voice.value,
        "organisation_id": worn.organisation_id,
        "organisation_name": worn.organisation,
    }
