"""Keeping the counters: each is moved in the database, so that nobody's count is written over.

Rows are always held in the same order: the document first, as by whoever saves a revision of it, then comments,
replies before what they reply to, then blocks, then passages. So two people never wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import set_committed_value

from policyspace.discussion.models import Anchor, Answer, Comment, DiscussedBlock, DiscussedPassage
from policyspace.discussion.queries import thread_of
from policyspace.discussion.services.tallying import sort_of, tally
from policyspace.drafting.models import Document
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.foundation.prepared import run

Counters = dict[InstrumentedAttribute[int], int]
VISIBLE = (Comment.withdrawn_at.is_(None), Comment.hidden_at.is_(None))
AS_IT_WAS = (Document.state == bindparam("state_thought"),)


def hold_in_place(comment: Comment) -> None:
    """Hold `comment`, after the document that it is about: for whoever will change what is counted on that."""
    lock(db.session.get_one(Document, comment.document_id))
    lock(comment)


def count_visible(document: Document, comment: Comment, by: int) -> None:
    """`by` is 1 when `comment` on `document` can be read again by all, -1 when it cannot any more.

    What is said of an entry of its record is not counted: those are few, and counted where they are shown.
    """
    if comment.entry_id is not None:
        return
    _move(document, {Document.comment_count: by, **_answers(comment, by)})
    if comment.thread_id is None:
        tally(document, {sort_of(comment): by})
    count_in_thread(document, thread_of(comment), by)
    if comment.thread_id is None:
        count_on_words(comment, db.session.get(Anchor, comment.id, populate_existing=True), by)


def count_posted(document: Document, block_id: str | None, *, asks: bool) -> None:
    """One visible comment more, unless the document stopped taking comments since the charter was asked.

    `asks`: it is one that asks for an answer. Raises Conflict where comments closed; nothing is posted.
    """
    counted = {Document.comment_count: 1, Document.asked_count: int(asks)}
    if not _move(document, counted, *AS_IT_WAS, state_thought=document.state):
        raise Conflict(lazy("This was closed to comments while you were writing."))
    _count_on_block(document, block_id, 1)


def count_answered(document: Document, *, answered: int, changed: int) -> None:
    """So many visible comments more (or fewer) have a published answer, and changed the text."""
    _move(document, {Document.answered_count: answered, Document.changed_count: changed})


def count_in_thread(document: Document, thread: Comment, by: int) -> None:
    """`by` visible comments more (or fewer) on the block that `thread` stands on now, while the document is held."""
    db.session.refresh(thread, ["block_id"])
    _count_on_block(document, thread.block_id, by)


def count_reply(parent: Comment, thread: Comment) -> None:
    """One reply more to `parent`, in `thread`. Raises Conflict when `parent` has gone from the page meanwhile."""
    if not _move(parent, {Comment.reply_count: 1}, *VISIBLE):
        raise Conflict(lazy("This comment was hidden or withdrawn, so nobody can reply to it now."))
    if thread.id != parent.id:
        _move(thread, {Comment.reply_count: 1})


def uncount_reply(parent: Comment, thread: Comment) -> None:
    """One reply fewer to `parent`, in `thread`."""
    _move(parent, {Comment.reply_count: -1})
    if thread.id != parent.id:
        _move(thread, {Comment.reply_count: -1})


def count_supports(comment: Comment, by: int) -> None:
    """`by` people more (or fewer) support `comment`. Raises Conflict when it has gone from the page meanwhile."""
    if not _move(comment, {Comment.support_count: by}, *VISIBLE):
        raise Conflict(lazy("This comment was hidden or withdrawn, so nobody can support it now."))


def count_on_blocks(document: Document, changes: Mapping[str, int]) -> None:
    """So many visible comments more (or fewer) on each of these blocks, while the document is held."""
    for block_id, by in sorted(changes.items()):
        if by:
            _count_on_block(document, block_id, by)


def count_on_words(comment: Comment, place: Anchor | None, by: int) -> None:
    """`by` is 1 when a visible comment stands on the words at `place`, if it is on some, -1 when it does no longer;
    while the document is held."""
    if place is None or place.start_at is None:
        return
    row = {
        "document_id": comment.document_id,
        "block_id": place.block_id,
        "start_at": place.start_at,
        "end_at": place.end_at,
    }
    counted = (
        update(DiscussedPassage).filter_by(**row).values(comment_count=DiscussedPassage.comment_count + by)
    )
    done = db.session.execute(counted, execution_options={"synchronize_session": False})
    if not done.rowcount:  # type: ignore[attr-defined]  # an update gives a cursor, which knows how many it changed
        db.session.execute(insert(DiscussedPassage).values(**row, comment_id=comment.id, comment_count=by))


def recount_words(document: Document) -> None:
    """Count anew how many visible comments stand on the same words, after they were carried to a new revision."""
    place = [Anchor.document_id, Anchor.block_id, Anchor.start_at, Anchor.end_at]
    counted = (
        select(*place, func.min(Anchor.comment_id), func.count())
        .join(Comment, Comment.id == Anchor.comment_id)
        .where(Anchor.document_id == document.id, Anchor.start_at.is_not(None), *VISIBLE)
        .group_by(*place)
    )
    before = delete(DiscussedPassage).where(DiscussedPassage.document_id == document.id)
    db.session.execute(before, execution_options={"synchronize_session": False})
    names = ["document_id", "block_id", "start_at", "end_at", "comment_id", "comment_count"]
    db.session.execute(insert(DiscussedPassage).from_select(names, counted))


def _count_on_block(document: Document, block_id: str | None, by: int) -> None:
    if block_id is None:
        return
    block = db.session.get(DiscussedBlock, (document.id, block_id))
    if block is None:
        db.session.add(DiscussedBlock(document_id=document.id, block_id=block_id, comment_count=by))
        db.session.flush()
    else:
        _move(block, {DiscussedBlock.comment_count: by})


def _answers(comment: Comment, by: int) -> Counters:
    """What of the counters of answers moves with a comment that appears or goes."""
    if not comment.asks:
        return {}
    counted: Counters = {Document.asked_count: by}
    if comment.answered_at is not None:
        answer = db.session.get_one(Answer, comment.answer_id)
        counted[Document.answered_count] = by
        counted[Document.changed_count] = by if answer.changed_text else 0
    return counted


def _move(
    row: Document | Comment | DiscussedBlock,
    counted: Counters,
    *only_if: ColumnElement[bool],
    **thought_to_be: str,
) -> bool:
    """Add to counters of `row` in the database; False when it is not there, or not as it was thought to be."""
    keys = {f"its_{name}": getattr(row, name) for name in _keys(type(row))}
    more = {f"by_{counter.key}": by for counter, by in counted.items()}
    moving = _moving(type(row), tuple(counter.key for counter in counted), only_if)
    if not run(moving, **keys, **more, **thought_to_be).rowcount:
        return False
    for counter, by in counted.items():
        set_committed_value(row, counter.key, getattr(row, counter.key) + by)
    return True


@cache
def _moving(model: Any, counters: tuple[str, ...], only_if: tuple[ColumnElement[bool], ...]) -> Update:
    moved = {name: getattr(model, name) + bindparam(f"by_{name}") for name in counters}
    keys = (getattr(model, name) == bindparam(f"its_{name}") for name in _keys(model))
    return update(model).where(*keys, *only_if).values(moved)


@cache
def _keys(model: Any) -> tuple[str, ...]:
    return tuple(column.name for column in model.__mapper__.primary_key)
