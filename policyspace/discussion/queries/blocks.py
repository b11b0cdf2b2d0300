"""How many comments stand on each block, read with the document that they are printed beside."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast, func, select

from policyspace.discussion.models import DiscussedBlock
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import read_document_and
from policyspace.spaces.queries import SpaceView


def read_discussed(view: SpaceView, number: int) -> tuple[Document, Revision, dict[str, int]]:
    """A document, its newest revision with blocks, and the number of visible comments by block, in one statement.

    Blocks that nobody commented on are left out. Raises NotFound.
    """
    document, revision, counted = read_document_and(view, number, _counts())
    pairs = (pair.rsplit(":", 1) for pair in (counted or "").split())
    return document, revision, {block: int(count) for block, count in pairs}


def _counts() -> ColumnElement[str | None]:
    """The counts as one text ("a1b2:3 c4d5:1"), which every database can put together."""
    pair = DiscussedBlock.block_id + ":" + cast(DiscussedBlock.comment_count, String)
    here = (DiscussedBlock.document_id == Document.id) & (DiscussedBlock.comment_count > 0)
    counts = select(func.aggregate_strings(pair, " ")).where(here)
    return counts.correlate(Document).scalar_subquery()
