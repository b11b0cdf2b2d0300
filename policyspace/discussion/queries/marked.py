"""The words of a document that people commented on, read with the document that they are marked in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, String, cast, func, select, union_all

from policyspace.discussion.models import Anchor, Comment, DiscussedPassage, EarlierPlace
from policyspace.discussion.queries.blocks import counts_by_block, read_counts
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import Linked, linked_with, read_document_and, read_linked, with_record
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

MOST_MARKED = 200
"""So many passages of a text are marked, those with most comments; each block leads to all that is said about it."""
_BETWEEN_ROWS, _BETWEEN_VALUES, _BETWEEN_KINDS = "\x1e", "\x1f", "\x1d"  # signs that no text holds
VISIBLE = (Comment.withdrawn_at.is_(None), Comment.hidden_at.is_(None))


@dataclass(frozen=True, slots=True)
class Discussed:
    """The words that stand in a block from `start` to `end`, and how many visible comments stand on just these.

    `comment_id` is one that stands, or stood, on them.
    """

    block_id: str
    start: int
    end: int
    comment_count: int
    comment_id: int
    words: str


ByBlock = Mapping[str, Sequence[Discussed]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A document, its newest revision with blocks, the visible comments by block, by block the passages that people
    commented on, the documents it answers or that answer it, and whether a record may tell something of it."""

    document: Document
    revision: Revision
    counts: Mapping[str, int]
    passages: ByBlock
    linked: Sequence[Linked]
    with_record: bool


def read_marked(view: SpaceView, number: int) -> Marked:
    """All that the page of a document shows of it but the comments, in one statement. Raises NotFound."""
    beside = (_counts_and_passages(), with_record(), *linked_with(view))
    document, revision, (said, told, *linked) = read_document_and(view, number, *beside)
    return Marked(document, revision, *_taken_apart(said), read_linked(*linked), told)


def discussed_in(document: Document) -> tuple[Mapping[str, int], ByBlock]:
    """By block the visible comments on the newest revision of `document`, and the passages that people commented on,
    in one statement."""
    here = select(_counts_and_passages()).select_from(Document).where(Document.id == document.id)
    return _taken_apart(db.session.scalar(here))


def passages_on(document: Document, number: int) -> ByBlock:
    """By block the passages that stood on revision `number`, with the comments that are visible now."""
    standing = select(
        Anchor.comment_id, Anchor.block_id, Anchor.start_at, Anchor.end_at, Anchor.words, Anchor.quote
    ).where(Anchor.document_id == document.id, Anchor.since <= number, Anchor.start_at.is_not(None))
    place = EarlierPlace
    stood = (
        select(place.comment_id, place.block_id, place.start_at, place.end_at, place.words, Anchor.quote)
        .join(Anchor, Anchor.comment_id == place.comment_id)
        .where(place.document_id == document.id, place.since <= number, place.until >= number)
        .where(place.start_at.is_not(None))
    )
    there = union_all(standing, stood).subquery()
    count = func.count()
    rows = (
        select(
            there.c.block_id,
            there.c.start_at,
            there.c.end_at,
            count,
            func.min(there.c.comment_id),
            func.min(func.coalesce(there.c.words, there.c.quote)),
        )
        .join(Comment, Comment.id == there.c.comment_id)
        .where(*VISIBLE)
        .group_by(there.c.block_id, there.c.start_at, there.c.end_at)
        .order_by(count.desc(), there.c.block_id, there.c.start_at, there.c.end_at)
        .limit(MOST_MARKED)
    )
    return _by_block([Discussed(*row) for row in db.session.execute(rows)])


@cache
def _counts_and_passages() -> ColumnElement[str | None]:
    """Built once: what it takes to build it is more than what it takes to read."""
    counts, passages = func.coalesce(counts_by_block(), ""), func.coalesce(_passages(), "")
    return counts + _BETWEEN_KINDS + passages


def _taken_apart(said: str | None) -> tuple[Mapping[str, int], ByBlock]:
    """What `_counts_and_passages` puts together."""
    counted, _, marked = (said or "").partition(_BETWEEN_KINDS)
    found = [_read(row.split(_BETWEEN_VALUES)) for row in marked.split(_BETWEEN_ROWS) if row]
    return read_counts(counted), _by_block(found)


def _passages() -> ColumnElement[str | None]:
    """The passages with most comments as one text, which every database can put together."""
    most = (
        select(DiscussedPassage, func.coalesce(Anchor.words, Anchor.quote).label("said"))
        .join(Anchor, Anchor.comment_id == DiscussedPassage.comment_id)
        .where(DiscussedPassage.document_id == Document.id, DiscussedPassage.comment_count > 0)
        .order_by(DiscussedPassage.comment_count.desc(), DiscussedPassage.comment_id.desc())
        .limit(MOST_MARKED)
        .correlate(Document)
        .subquery()
    )
    values = (most.c.start_at, most.c.end_at, most.c.comment_count, most.c.comment_id)
    row: ColumnElement[str] = most.c.block_id + _BETWEEN_VALUES
    for value in values:
        row = row + cast(value, String) + _BETWEEN_VALUES
    return (
        select(func.aggregate_strings(row + most.c.said, _BETWEEN_ROWS)).correlate(Document).scalar_subquery()
    )


def _read(row: Sequence[str]) -> Discussed:
    """What `_passages` puts together of one."""
    block_id, start, end, count, comment_id, words = row
    return Discussed(block_id, int(start), int(end), int(count), int(comment_id), words)


def _by_block(found: Sequence[Discussed]) -> ByBlock:
    by_block: dict[str, list[Discussed]] = defaultdict(list)
    for each in found:
        by_block[each.block_id].append(each)
    return by_block
