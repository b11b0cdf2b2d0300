"""The index made anew from what is there, a part at a time: others go on writing meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, select
from sqlalchemy.orm import undefer

from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.command import step
from policyspace.foundation.db import Base, db
from policyspace.foundation.estimates import count_rows
from policyspace.outcomes.models import Entry, Record
from policyspace.reporting.searching.adapters import words_index
from policyspace.reporting.searching.models import SearchRow
from policyspace.reporting.searching.rules.kinds import FoundKind, places_of
from policyspace.reporting.searching.texts import (
    Text,
    of_answer,
    of_comment,
    of_document,
    of_entry,
    of_space,
)
from policyspace.reporting.searching.writing import add
from policyspace.spaces.models import Space

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of one kind come from: `rows` with what `make` needs besides, and how many there should be."""

    kind: FoundKind
    model: type[Any]
    rows: Select[*tuple[Any, ...]]
    make: Callable[..., Text | None]
    all_there: Select[*tuple[Any, ...]]


def _sources() -> Sequence[Source]:
    newest = and_(Revision.document_id == Document.id, Revision.number == Document.revision_count)
    spaces = Document.space_id
    return (
        Source(FoundKind.SPACE, Space, select(Space), of_space, select(func.count(Space.id))),
        Source(
            FoundKind.PROBLEM,
            Document,
            select(Document, Revision).join(Revision, newest).options(undefer(Revision.blocks)),
            of_document,
            select(func.count(Document.id)),
        ),
        Source(
            FoundKind.ENTRY,
            Entry,
            select(Entry, spaces)
            .join(Record, Record.id == Entry.record_id)
            .join(Document, Document.id == Record.document_id),
            of_entry,
            select(func.count(Entry.id)).where(Entry.ended_at.is_(None)),
        ),
        Source(
            FoundKind.ANSWER,
            Answer,
            select(Answer, spaces).join(Document, Document.id == Answer.document_id),
            of_answer,
            select(func.count(Answer.id)).where(Answer.state == AnswerState.PUBLISHED.value),
        ),
        Source(
            FoundKind.COMMENT,
            Comment,
            select(Comment, spaces).join(Document, Document.id == Comment.document_id),
            of_comment,
            select(func.count(Comment.id)).where(Comment.withdrawn_at.is_(None)),
        ),
    )


def rebuild_index() -> Iterator[int]:
    """Make the index anew; after each part, how many things it has been through so far."""
    done = 0
    for source in _sources():
        after: int | None = 0
        while after is not None:
            after, count = _rebuild_part(source, after)
            done += count
            yield done
    _tidy()


def fill_if_empty() -> Iterator[int]:
    """Make the index where there is none yet but things to be found: after the migration that brings it."""
    if not _has_rows(SearchRow) and _has_rows(Space):
        yield from rebuild_index()


def compare_index() -> dict[FoundKind, tuple[int, int]]:
    """By kind, how many things there are to be found, and how many rows the index has. Problems stand for documents."""
    found = {}
    for source in _sources():
        first, end = places_of(source.kind)
        held = select(func.count(SearchRow.id)).where(SearchRow.id >= first, SearchRow.id < end)
        found[source.kind] = (db.session.scalar(source.all_there) or 0, db.session.scalar(held) or 0)
    return found


def _has_rows(model: type[Any]) -> bool:
    return db.session.scalar(select(model.id).limit(1)) is not None


@step
def _rebuild_part(source: Source, after: int) -> tuple[int | None, int]:
    """Index the next things of a kind, held so that nobody changes them meanwhile. The id of the last, unless it was
    the last of all; and how many."""
    model = source.model
    query = source.rows.where(model.id > after).order_by(model.id).limit(AT_ONCE)
    found = db.session.execute(query.with_for_update(read=True, of=model)).all()
    last = found[-1][0].id if len(found) == AT_ONCE else None
    first, end = places_of(source.kind)
    here = [SearchRow.id > first + after, SearchRow.id < end]
    if last is not None:
        here.append(SearchRow.id <= first + last)
    connection = db.session.connection()
    connection.execute(delete(SearchRow).where(*here))
    add(connection, [made for row in found if (made := source.make(*row)) is not None])
    db.session.expunge_all()
    return last, len(found)


@step
def _tidy() -> None:
    """Let the database put its index in order, and count what is in it: it plans by that."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(insert(words_index).values(search_index="optimize"))
    count_rows(connection, Base.metadata.tables["search_row"])
