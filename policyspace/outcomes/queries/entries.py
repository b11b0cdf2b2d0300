"""Single entries, their earlier words, and the lists that can grow."""

from __future__ import annotations

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.outcomes.models import Entry, Record, SetAside


def get_entry(document: Document, entry_id: int) -> Entry:
    """An entry of the record of `document`, whether it stands or has ended. Raises NotFound."""
    entry = db.session.scalar(_of(document).where(Entry.id == entry_id))
    if entry is None:
        raise NotFound
    return entry


def find_standing(entry: Entry) -> Entry | None:
    """What stands in the place of `entry` now: itself, the newest words in its place, or nothing."""
    if entry.ended_at is None:
        return entry
    first = entry.first_id or entry.id
    return db.session.scalar(select(Entry).where(Entry.first_id == first, Entry.ended_at.is_(None)))


def find_entry_saved(author_id: int, idempotency_key: str) -> Entry | None:
    """What this author already wrote under this key."""
    return db.session.scalar(
        select(Entry).where(Entry.author_id == author_id, Entry.idempotency_key == idempotency_key)
    )


def versions_of(entry: Entry, span: Span) -> Page[Entry]:
    """All the words that ever stood in the place of `entry`, newest first, with who took each off or replaced it."""
    first = entry.first_id or entry.id
    query = select(Entry).where(or_(Entry.id == first, Entry.first_id == first))
    return page_of(query.options(joinedload(Entry.ender)), Entry.id, _same, span)


def earlier_words(document: Document, stage: Stage, span: Span) -> Page[tuple[Entry, bool]]:
    """The entries of a stage that do not stand any more, last written first; and whether newer words replaced each."""
    newer = aliased(Entry)
    replaced = exists().where(newer.replaces_id == Entry.id)
    query = _of(document).where(Entry.stage == stage.value, Entry.ended_at.is_not(None))
    query = query.options(joinedload(Entry.ender)).add_columns(replaced)
    return page_of(query, Entry.id, lambda entry, was_replaced: (entry, was_replaced), span)


def earlier_set_aside(document: Document, stage: Stage, span: Span) -> Page[SetAside]:
    """What was set aside once and is not any more, newest first."""
    query = (
        select(SetAside)
        .join(Record, Record.id == SetAside.record_id)
        .where(
            Record.document_id == document.id,
            SetAside.stage == stage.value,
            SetAside.ended_at.is_not(None),
        )
        .options(joinedload(SetAside.ender))
    )
    return page_of(query, SetAside.id, lambda row: row, span)


def answers_to(document: Document, prompt: str, span: Span) -> Page[Entry]:
    """The standing answers to one prompt, newest first."""
    query = _of(document).where(Entry.prompt == prompt, Entry.ended_at.is_(None))
    return page_of(query, Entry.id, _same, span)


def _of(document: Document) -> Select[Entry]:
    return select(Entry).join(Record, Record.id == Entry.record_id).where(Record.document_id == document.id)


def _same(entry: Entry) -> Entry:
    return entry
