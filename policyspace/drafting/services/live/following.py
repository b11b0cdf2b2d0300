"""What is saved beside a live text is written into it: a change as small as will do, so that typing goes on."""

from __future__ import annotations

from sqlalchemy import delete, select

from policyspace.drafting.live_bell import ring
from policyspace.drafting.models import Document, LiveText, LiveUpdate, Revision
from policyspace.drafting.rules.live.replica import Replica
from policyspace.foundation.db import db


class Unsettled(RuntimeError):
    """A revision was written over a live text whose changes had not been made revisions before."""


def held_live_text(document: Document) -> LiveText | None:
    """The live text of `document`, if it has one, held until the transaction ends: nothing is noted meanwhile."""
    query = select(LiveText).where(LiveText.document_id == document.id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def follow(document: Document, revision: Revision) -> None:
    """Let the live text say what `revision`, about to be the newest, says. Raises Unsettled."""
    live = held_live_text(document)
    if live is None:
        return
    if live.settled != live.head:
        raise Unsettled(f"document {document.id}")
    replica = Replica(live.snapshot)
    replica.become(revision.text)
    live.head += 1
    keep_settled(live, replica, revision.number)


def keep_settled(live: LiveText, replica: Replica, revision_number: int) -> None:
    """Keep the state of `replica`, whose words are those of this revision, as that of the live text at its head."""
    live.snapshot, live.settled, live.revision_number = replica.whole(), live.head, revision_number
    taken_in = (LiveUpdate.document_id == live.document_id) & (LiveUpdate.number <= live.settled)
    db.session.execute(delete(LiveUpdate).where(taken_in))
    db.session.flush()
    ring(live.document_id)
