"""One thread: its top-level comment and its replies, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, literal, select, union_all

from policyspace.discussion.models import Comment
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import Said, comments, said, saying, stands
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.spaces.queries import SpaceView

REPLIES = 50


@dataclass(frozen=True, slots=True)
class WholeThread:
    """A top-level comment and a part of its replies, oldest first.

    `begins`: they are the first ones; `after`: the reply after which the next part begins, if there is one.
    """

    comment: Said
    replies: Sequence[Said]
    begins: bool
    after: int | None


def get_thread(
    view: SpaceView,
    document: Document,
    thread_id: int,
    *,
    after: int | None = None,
    limit: int = REPLIES,
    with_body: bool = False,
) -> WholeThread:
    """The thread under the top-level comment `thread_id`, from the reply behind `after` on. Raises NotFound."""
    reader = view.reader
    asked = {
        "document": document.id,
        "thread": thread_id,
        "after": after or 0,
        "reader": reader.id if reader else None,
    }
    rights = Rights(view, document)
    rows = db.session.execute(
        _statement(to_reader=reader is not None, with_body=with_body, limit=limit), asked
    ).mappings()
    found = sorted((said(row, rights) for row in rows), key=lambda each: each.id)
    if not found or found[0].thread_id is not None:
        raise NotFound
    replies = found[1 : limit + 1]
    goes_on = len(found) > limit + 1
    return WholeThread(found[0], replies, begins=not after, after=replies[-1].id if goes_on else None)


def get_said(view: SpaceView, document: Document, comment_id: int) -> Said:
    """One comment or reply, with its Markdown, as the reader may see it. Raises NotFound."""
    reader = view.reader
    asked = {"document": document.id, "comment": comment_id, "reader": reader.id if reader else None}
    row = db.session.execute(_single(to_reader=reader is not None), asked).mappings().first()
    if row is None:
        raise NotFound
    return said(row, Rights(view, document))


def page_with(reply: Comment) -> int | None:
    """The `after` with which `get_thread` shows `reply`; None for the first page."""
    query = (
        select(comments.c.id)
        .where(comments.c.thread_id == reply.thread_id, stands())
        .order_by(comments.c.id)
        .limit(1)
        .offset(REPLIES - 1)
    )
    last = db.session.scalar(query)
    return None if last is None or reply.id <= last else reply.id - 1


@cache
def _statement(*, to_reader: bool, with_body: bool, limit: int) -> Select[Any]:
    replies = comments.alias("reply")
    top = select(comments.c.id).where(
        comments.c.id == bindparam("thread"),
        comments.c.document_id == bindparam("document"),
        comments.c.thread_id.is_(None),
        stands(),
    )
    beneath = (
        select(replies.c.id)
        .where(
            replies.c.thread_id == bindparam("thread"),
            replies.c.document_id == bindparam("document"),
            replies.c.id > bindparam("after"),
            stands(replies),
        )
        .order_by(replies.c.id)
        .limit(literal(limit + 1, literal_execute=True))
        .subquery("beneath")
    )
    ids = union_all(top, select(beneath.c.id)).cte("ids")
    return saying(ids, to_reader=to_reader, with_body=with_body)


@cache
def _single(*, to_reader: bool) -> Select[Any]:
    here = (comments.c.id == bindparam("comment"), comments.c.document_id == bindparam("document"), stands())
    return saying(select(comments.c.id).where(*here).cte("ids"), to_reader=to_reader, with_body=True)
