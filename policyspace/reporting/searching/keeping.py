"""The index kept with every change, in its transaction: what is posted is found at once, what is taken back is gone.

Nothing below knows of it: it looks at the rows that a session has just written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import NoticingSession
from policyspace.outcomes.models import Entry, Record
from policyspace.reporting.searching.rules import FoundKind, place_of
from policyspace.reporting.searching.texts import (
    MADE_OF,
    Text,
    of_answer,
    of_comment,
    of_document,
    of_entry,
    of_space,
)
from policyspace.reporting.searching.writing import add, put
from policyspace.spaces.models import Space

KINDS = {Space: FoundKind.SPACE, Comment: FoundKind.COMMENT, Answer: FoundKind.ANSWER, Entry: FoundKind.ENTRY}
FOUND = {*KINDS, Revision}


WRITTEN = "written_for_index"


@event.listens_for(NoticingSession, "after_flush")
def note(session: Session, _context: object) -> None:
    """Remember which rows were written: they can be told apart from those that were only looked at now alone."""
    written: dict[Any, bool] = session.info.setdefault(WRITTEN, {})
    for row in session.new:
        if type(row) in FOUND:
            written[row] = True
    for row in session.dirty:
        if _has_other_words(row):
            written.setdefault(row, False)


@event.listens_for(NoticingSession, "before_commit")
def follow(session: Session) -> None:
    """Bring the index up to date with what this transaction wrote."""
    written: dict[Any, bool] = session.info.pop(WRITTEN, {})
    if not written:
        return
    texts = {row: _text(session, row) for row in written}
    added = [text for row, text in texts.items() if text and written[row] and type(row) is not Revision]
    kept = [text for text in texts.values() if text and text not in added]
    gone = [place_of(KINDS[type(row)], row.id) for row, is_new in written.items() if not is_new]
    connection = session.connection()
    put(connection, _last_of_each(kept), gone=gone)
    add(connection, added)


@event.listens_for(NoticingSession, "after_rollback")
def forget(session: Session) -> None:
    """Nothing was written."""
    session.info.pop(WRITTEN, None)


def _last_of_each(texts: Iterable[Text]) -> list[Text]:
    """A document may get several revisions at once: the last one counts."""
    return list({text.place: text for text in texts}.values())


def _has_other_words(row: Any) -> bool:
    columns = MADE_OF.get(type(row), ())
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in columns)


def _text(session: Session, row: Any) -> Text | None:
    """What there is to find of `row`."""
    if isinstance(row, Space):
        return of_space(row)
    if isinstance(row, Entry):
        return of_entry(row, _space_of_record(session, row.record_id))
    document = session.get_one(Document, row.document_id)
    if isinstance(row, Revision):
        return of_document(document, row)
    return (
        of_comment(row, document.space_id) if isinstance(row, Comment) else of_answer(row, document.space_id)
    )


def _space_of_record(session: Session, record_id: int) -> int:
    return session.get_one(Document, session.get_one(Record, record_id).document_id).space_id
