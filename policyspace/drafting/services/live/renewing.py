"""Live texts that begin anew: after their past was replaced, or when it is so old that nobody still has it open."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select, update

from policyspace.drafting.models import Document, LiveClient, LiveText
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.live.replica import Replica
from policyspace.drafting.services.live.following import held_live_text, keep_settled
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db, lock

OLD = timedelta(days=30)
AT_ONCE = 20


@step
def renew_live_texts() -> int:
    """Give every live text a new epoch, so that nobody brings back what a restored backup does not have: how many."""
    db.session.execute(update(LiveText).values(epoch=LiveText.epoch + 1))
    return db.session.scalar(select(func.count()).select_from(LiveText)) or 0


@step
def shorten_old_texts() -> int:
    """Forget how live texts came about that have not changed for a month: of each who opened a page and typed, and of
    each word that was taken out, something stays in them. The words stay; some at a time: how many."""
    typed_in = select(LiveClient.client).where(LiveClient.document_id == LiveText.document_id).exists()
    query = (
        select(Document)
        .join(LiveText, LiveText.document_id == Document.id)
        .where(Document.updated_at < now() - OLD, LiveText.settled == LiveText.head, typed_in)
        .order_by(Document.id)
        .limit(AT_ONCE)
    )
    return sum(_shorten(document) for document in db.session.scalars(query).all())


def _shorten(document: Document) -> bool:
    lock(document)
    live = held_live_text(document)
    if live is None or live.settled != live.head:
        return False
    replica = Replica()
    replica.become(get_revision(document, live.revision_number).text)
    live.epoch, live.head = live.epoch + 1, live.head + 1
    keep_settled(live, replica, live.revision_number)
    db.session.execute(delete(LiveClient).where(LiveClient.document_id == document.id))
    return True
