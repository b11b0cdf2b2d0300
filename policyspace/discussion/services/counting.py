"""Keeping the counters: each is moved in the database, so that nobody's count is written over.

Rows are always held in the same order, replies before what they reply to and the document last: two people never
wait for each other, and the document that all share is held for the shortest time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, Update, update

from policyspace.discussion.models import Comment, DiscussedBlock
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy

VISIBLE = (Comment.withdrawn_at.is_(None), Comment.hidden_at.is_(None))
NOT_READ_AGAIN = {"synchronize_session": False}


def count_visible(document: Document, block_id: str | None, by: int) -> None:
    """`by` visible comments more (or fewer) on `document` and, where there is one, on its block."""
    if block_id is not None:
        _count_on_block(document, block_id, by)
    _move(
        update(Document).where(Document.id == document.id).values(comment_count=Document.comment_count + by)
    )


def count_posted(document: Document, block_id: str | None) -> None:
    """One visible comment more, unless the document stopped taking comments since the charter was asked.

    Raises Conflict then; nothing is posted.
    """
    if block_id is not None:
        _count_on_block(document, block_id, 1)
    unmoved = (Document.id == document.id) & (Document.state == document.state)
    if not _move(update(Document).where(unmoved).values(comment_count=Document.comment_count + 1)):
        raise Conflict(lazy("This was closed to comments while you were writing."))


def count_reply(parent: Comment, thread: Comment) -> None:
    """One reply more to `parent`, in `thread`. Raises Conflict when `parent` has gone from the page meanwhile."""
    if not _count_replies(parent, 1, only_visible=True):
        raise Conflict(lazy("This comment was hidden or withdrawn, so nobody can reply to it now."))
    if thread.id != parent.id:
        _count_replies(thread, 1)


def uncount_reply(parent: Comment, thread: Comment) -> None:
    """One reply fewer to `parent`, in `thread`."""
    _count_replies(parent, -1)
    if thread.id != parent.id:
        _count_replies(thread, -1)


def count_supports(comment: Comment, by: int) -> None:
    """`by` people more (or fewer) support `comment`. Raises Conflict when it has gone from the page meanwhile."""
    if not _move(
        update(Comment)
        .where(Comment.id == comment.id, *VISIBLE)
        .values(support_count=Comment.support_count + by)
    ):
        raise Conflict(lazy("This comment was hidden or withdrawn, so nobody can support it now."))


def _count_replies(comment: Comment, by: int, *, only_visible: bool = False) -> int:
    statement = update(Comment).where(Comment.id == comment.id)
    if only_visible:
        statement = statement.where(*VISIBLE)
    return _move(statement.values(reply_count=Comment.reply_count + by))


def _count_on_block(document: Document, block_id: str, by: int) -> None:
    here = (DiscussedBlock.document_id == document.id) & (DiscussedBlock.block_id == block_id)
    moved = _move(update(DiscussedBlock).where(here).values(comment_count=DiscussedBlock.comment_count + by))
    if not moved:
        db.session.add(DiscussedBlock(document_id=document.id, block_id=block_id, comment_count=by))
        db.session.flush()


def _move(statement: Update) -> int:
    """How many rows `statement` found."""
    done: CursorResult[Any] = db.session.execute(statement, execution_options=NOT_READ_AGAIN)  # type: ignore[assignment]  # an update gives a cursor
    return done.rowcount
