"""How many comments there are on each block and of each sort, read with the document that they are printed beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, select, true

from policyspace.charter.words import Answering
from policyspace.discussion.models import Comment, CommentTally, DiscussedBlock
from policyspace.discussion.queries.threads import Wanted
from policyspace.discussion.rules import Sort, Tally
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import read_document_and, with_record
from policyspace.spaces.queries import SpaceView


def read_discussed(view: SpaceView, number: int) -> tuple[Document, Revision, dict[str, int]]:
    """A document, its newest revision with blocks, and the number of visible comments by block, in one statement.

    Blocks that nobody commented on are left out. Raises NotFound.
    """
    document, revision, (counted,) = read_document_and(view, number, counts_by_block())
    return document, revision, read_counts(counted)


@dataclass(frozen=True, slots=True)
class ListedOf:
    """A document, its newest revision with blocks, the visible comments by block, the top-level ones by sort, and
    whether a record may tell something of it."""

    document: Document
    revision: Revision
    counts: Mapping[str, int]
    tally: Tally
    with_record: bool


def read_listed(view: SpaceView, number: int, wanted: Wanted) -> ListedOf:
    """What `read_discussed` gives and how many comments of each sort there are, on the block that is wanted, in one
    statement: kept, or for a block counted by its index. Raises NotFound.
    """
    sorts = _sorts() if wanted.block is None else _sorts_on(wanted.block)
    both = func.coalesce(counts_by_block(), "") + "|" + func.coalesce(sorts, "")
    document, revision, (counted, told) = read_document_and(view, number, both, with_record())
    blocks, _bar, by_sort = (counted or "").partition("|")
    rows = (each.split(":") for each in by_sort.split())
    found = {Sort(*sort): int(count) for *sort, count in rows}
    return ListedOf(document, revision, read_counts(blocks), Tally(found, wanted.filter), told)


def read_counts(counted: str | None) -> dict[str, int]:
    """What `counts_by_block` puts together."""
    pairs = (pair.rsplit(":", 1) for pair in (counted or "").split())
    return {block: int(count) for block, count in pairs}


def counts_by_block() -> ColumnElement[str | None]:
    """The counts as one text ("a1b2:3 c4d5:1"), which every database can put together."""
    pair = DiscussedBlock.block_id + ":" + cast(DiscussedBlock.comment_count, String)
    here = (DiscussedBlock.document_id == Document.id) & (DiscussedBlock.comment_count > 0)
    counts = select(func.aggregate_strings(pair, " ")).where(here)
    return counts.correlate(Document).scalar_subquery()


def _sorts() -> ColumnElement[str | None]:
    """The kept counts as one text ("idea:local:answered:3 concern:resident:unanswered:5")."""
    row = CommentTally
    here = (row.document_id == Document.id) & (row.comment_count > 0)
    return _put_together(row.kind, row.side, row.answering, row.comment_count, here)


def _sorts_on(block: str) -> ColumnElement[str | None]:
    """The same of the visible comments on one block."""
    answering = case(
        (Comment.suggestion_id.is_not(None), Answering.SUGGESTED.value),
        (Comment.answered_at.is_(None), Answering.UNANSWERED.value),
        else_=Answering.ANSWERED.value,
    )
    here = (
        Comment.document_id == Document.id,
        Comment.block_id == block,
        Comment.thread_id.is_(None),
        Comment.withdrawn_at.is_(None),
        Comment.hidden_at.is_(None),
    )
    columns = (Comment.kind, Comment.side, answering.label("answering"))
    found = (
        select(*columns, func.count().label("counted")).where(*here).group_by(*columns).correlate(Document)
    )
    sorts = found.subquery("sorts").c
    return _put_together(sorts.kind, sorts.side, sorts.answering, sorts.counted, true())


def _put_together(
    kind: Any, side: Any, answering: Any, count: Any, here: ColumnElement[bool]
) -> ColumnElement[str | None]:
    text: ColumnElement[str] = kind + ":" + side + ":" + answering + ":" + cast(count, String)
    counts = select(func.aggregate_strings(text, " ")).where(here)
    return counts.correlate(Document).scalar_subquery()
