"""A page of what is found, as its reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, case, func, select

from policyspace.charter.capacity import Capacity, read_capacity
from policyspace.charter.words import Stage
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.limits import take_here
from policyspace.outcomes.models import Entry, Record
from policyspace.people.models import Person
from policyspace.reporting.searching.adapters import Way, bound, hits
from policyspace.reporting.searching.choosing import ways_to_gather
from policyspace.reporting.searching.models import SearchRow
from policyspace.reporting.searching.rules import FoundKind, Narrowed, Question, excerpt, highlighted
from policyspace.reporting.searching.rules.showing import Piece
from policyspace.reporting.searching.visible import first_answered
from policyspace.spaces.models import Space
from policyspace.spaces.queries import READER

A_PAGE = 20
TOP = 2**62
"""Above every place."""

EARLIEST, LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found: where it is, and a part of its words as pieces, each with whether it was looked for.

    `title` is that of the document, or of the space. `author` and `capacity` are of what a person said; `comment_id`
    of an answer is a comment that it was given to; `stage` and `entry_id` are of a record's entry.
    """

    place: int
    kind: FoundKind
    at: datetime
    title: Sequence[Piece]
    pieces: Sequence[Piece]
    slug: str
    space: str
    number: int | None
    author: str | None
    capacity: Capacity | None
    comment_id: int | None
    is_reply: bool
    stage: Stage | None
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A part of what was found. `older`: the place after which it goes on, if it does. `question.begins`: nothing
    had the last word, so these have words that begin with it."""

    question: Question
    items: Sequence[Found]
    older: int | None


def count_search(reader: Person | None, network: str) -> None:
    """Count a search: of a visitor by where they come from, of anyone else by who they are. Raises TooMany."""
    if reader is None:
        take_here("searching_from", key=network)
    else:
        take_here("searching", key=reader.id)


def find(
    reader: Person | None,
    question: Question,
    narrowed: Narrowed | None = None,
    *,
    before: int | None = None,
    limit: int = A_PAGE,
) -> FoundPage:
    """What `reader`, or a visitor, finds and may read: below the place `before`, what stands highest first.

    Spaces come first, then documents, records, answers and comments, the newest of each first. Where nothing has all
    words, it is looked for what has a word that begins with the last one.
    """
    found = _page(reader, question, narrowed or Narrowed(), before, limit) if not question.is_empty else []
    if not found and question.beginning and not question.is_empty:
        question = replace(question, begins=True)
        found = _page(reader, question, narrowed or Narrowed(), before, limit)
    titles = {title: highlighted(title, question) for title in {_title(row) for row in found[:limit]}}
    items = [_found(row, question, titles[_title(row)]) for row in found[:limit]]
    return FoundPage(question, items, items[-1].place if len(found) > limit else None)


def _page(
    reader: Person | None, question: Question, narrowed: Narrowed, before: int | None, limit: int
) -> Sequence[RowMapping]:
    connection = db.session.connection()
    dialect = connection.dialect.name
    asked = bound(dialect, question, narrowed)
    ways = ways_to_gather(connection, asked, narrowed, limit) if dialect == "postgresql" else {}
    statement = _statement(dialect, Way(limit, signed_in=reader is not None, dated=narrowed.is_dated, **ways))
    asked |= {"before": before or TOP, **({READER: reader.id} if reader else {})}
    return (
        db.session.execute(statement, asked | (_days(narrowed) if narrowed.is_dated else {})).mappings().all()
    )


def _days(narrowed: Narrowed) -> dict[str, datetime]:
    since = datetime.combine(narrowed.since, time(), UTC) if narrowed.since else EARLIEST
    till = datetime.combine(narrowed.until, time(), UTC) + timedelta(days=1) if narrowed.until else LATEST
    return {"since": since, "till": till}


@cache
def _statement(dialect: str, way: Way) -> Select[*tuple[Any, ...]]:
    """All there is to show of a page of hits, from high to low: one statement."""
    page = hits(dialect, way).cte("page").prefix_with("MATERIALIZED")
    authors = func.coalesce(Comment.author_id, Answer.drafted_by, Entry.author_id)
    return (
        select(*_COLUMNS, first_answered().correlate(Answer).scalar_subquery().label("answered"), *_hat())
        .select_from(page)
        .join(SearchRow, SearchRow.id == page.c.id)
        .outerjoin(Comment, _is(FoundKind.COMMENT) & (Comment.id == SearchRow.subject_id))
        .outerjoin(Answer, _is(FoundKind.ANSWER) & (Answer.id == SearchRow.subject_id))
        .outerjoin(Entry, _is(FoundKind.ENTRY) & (Entry.id == SearchRow.subject_id))
        .outerjoin(Record, Record.id == Entry.record_id)
        .outerjoin(Document, Document.id == _its_document())
        .join(Space, Space.id == func.coalesce(Document.space_id, SearchRow.subject_id))
        .outerjoin(Person, Person.id == authors)
        .order_by(SearchRow.id.desc())
    )


_COLUMNS = (
    SearchRow.id,
    SearchRow.kind,
    SearchRow.subject_id,
    SearchRow.at,
    SearchRow.words,
    Space.slug,
    Space.title.label("space"),
    Document.number,
    Document.title,
    Person.display_name,
    Comment.thread_id,
    Entry.stage,
)


def _hat() -> list[ColumnElement[Any]]:
    names = ("side", "voice", "organisation_id", "organisation_name")
    return [
        func.coalesce(*(getattr(each, name) for each in (Comment, Answer, Entry))).label(name)
        for name in names
    ]


def _is(*kinds: FoundKind) -> ColumnElement[bool]:
    return SearchRow.kind.in_([kind.value for kind in kinds])


def _its_document() -> ColumnElement[Any]:
    itself = case((_is(FoundKind.PROBLEM, FoundKind.PROPOSAL), SearchRow.subject_id))
    return func.coalesce(Comment.document_id, Answer.document_id, Record.document_id, itself)


def _title(row: RowMapping) -> str:
    """Of the document, or of the space."""
    title: str = row["title"] or row["space"]
    return title


def _found(row: RowMapping, question: Question, title: Sequence[Piece]) -> Found:
    kind = FoundKind(row["kind"])
    subject: int = row["subject_id"]
    worn = (row["organisation_name"], row["organisation_id"])
    said = {FoundKind.COMMENT: subject, FoundKind.ANSWER: row["answered"]}
    return Found(
        place=row["id"],
        kind=kind,
        at=row["at"],
        title=title,
        pieces=excerpt(row["words"], question),
        slug=row["slug"],
        space=row["space"],
        number=row["number"],
        author=row["display_name"],
        capacity=read_capacity(row["side"], *worn, row["voice"]) if row["side"] else None,
        comment_id=said.get(kind),
        is_reply=row["thread_id"] is not None,
        stage=Stage(row["stage"]) if row["stage"] else None,
        entry_id=subject if kind is FoundKind.ENTRY else None,
    )
