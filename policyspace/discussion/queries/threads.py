"""The threads of a document, a page at a time, each with its first replies: one statement, whatever there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from policyspace.charter.words import CommentKind
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import Said, comments, said, saying, stands
from policyspace.discussion.rules import Mark, Order
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

THREADS = 50
FIRST_REPLIES = 5
HIGHEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads, in which order, after which one."""

    order: Order = Order.NEWEST
    kind: CommentKind | None = None
    block: str | None = None
    after: Mark | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A top-level comment and the first of its replies, oldest first; `more`: there are others."""

    comment: Said
    replies: Sequence[Said]
    more: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A part of the threads of a document. `after` marks where the next part begins, if there is one."""

    wanted: Wanted
    threads: Sequence[Thread]
    after: Mark | None


def threads_of(
    view: SpaceView, document: Document, wanted: Wanted, *, limit: int = THREADS, with_body: bool = False
) -> ThreadPage:
    """The threads of `document`, which the reader of `view` may read."""
    reader = view.reader
    statement = _statement(
        wanted.order,
        by_kind=wanted.kind is not None,
        by_block=wanted.block is not None,
        goes_on=wanted.after is not None,
        to_reader=reader is not None,
        with_body=with_body,
        limit=limit,
    )
    asked = {
        "document": document.id,
        "kind": wanted.kind,
        "block": wanted.block,
        "after_id": wanted.after.id if wanted.after else None,
        "after_supports": wanted.after.supports if wanted.after else None,
        "reader": reader.id if reader else None,
    }
    rights = Rights(view, document)
    found = [said(row, rights) for row in db.session.execute(statement, asked).mappings()]
    return _page(found, wanted, limit)


def _page(found: Sequence[Said], wanted: Wanted, limit: int) -> ThreadPage:
    tops = sorted(
        (each for each in found if each.thread_id is None), key=lambda each: _rank(each, wanted.order)
    )
    replies: dict[int, list[Said]] = {each.id: [] for each in tops}
    for each in sorted(found, key=lambda each: each.id):
        if each.thread_id is not None:
            replies[each.thread_id].append(each)
    shown = tops[:limit]
    last = Mark(shown[-1].id, shown[-1].support_count) if len(tops) > limit else None
    threads = [
        Thread(each, replies[each.id][:FIRST_REPLIES], more=len(replies[each.id]) > FIRST_REPLIES)
        for each in shown
    ]
    return ThreadPage(wanted, threads, last)


def _rank(top: Said, order: Order) -> tuple[int, int]:
    if order is Order.OLDEST:
        return (0, top.id)
    return (-top.support_count if order is Order.SUPPORTED else 0, -top.id)


@cache
def _statement(
    order: Order,
    *,
    by_kind: bool,
    by_block: bool,
    goes_on: bool,
    to_reader: bool,
    with_body: bool,
    limit: int,
) -> Select[Any]:
    """Built once for each way of asking. A page of top-level comments, with one reply more than is shown of each.

    The limit is written into the statement: SQLite plans by it, and reads far too much where it cannot see it.
    """
    where = [comments.c.document_id == bindparam("document"), comments.c.thread_id.is_(None), stands()]
    if by_kind:
        where.append(comments.c.kind == bindparam("kind"))
    if by_block:
        where.append(comments.c.block_id == bindparam("block"))
    if goes_on:
        where.append(_beyond(order))
    page = (
        select(comments.c.id, _last_reply_read().label("until"))
        .where(*where)
        .order_by(*_by(order))
        .limit(literal(limit + 1, literal_execute=True))
        .cte("page")
    )
    return saying(_with_replies(page), to_reader=to_reader, with_body=with_body)


def _by(order: Order) -> tuple[ColumnElement[Any], ...]:
    if order is Order.OLDEST:
        return (comments.c.id,)
    if order is Order.NEWEST:
        return (comments.c.id.desc(),)
    return (comments.c.support_count.desc(), comments.c.id.desc())


def _beyond(order: Order) -> ColumnElement[bool]:
    after: ColumnElement[int] = bindparam("after_id", type_=BigInteger)
    if order is Order.OLDEST:
        return comments.c.id > after
    if order is Order.NEWEST:
        return comments.c.id < after
    here = tuple_(comments.c.support_count, comments.c.id)
    return here < tuple_(bindparam("after_supports", type_=Integer), after)


def _last_reply_read() -> ColumnElement[int]:
    """The id of the reply after the last one shown, or of none: found by the index, however many there are."""
    replies = comments.alias("first_reply")
    found = (
        select(replies.c.id)
        .where(replies.c.thread_id == comments.c.id, stands(replies))
        .order_by(replies.c.id)
        .limit(1)
        .offset(FIRST_REPLIES)
        .correlate(comments)
        .scalar_subquery()
    )
    return func.coalesce(found, literal(HIGHEST_ID, BigInteger))


def _with_replies(page: CTE) -> CTE:
    """The outer join, kept apart, stops SQLite from reading all replies there are before it looks for these few."""
    replies = comments.alias("reply")
    first = and_(replies.c.thread_id == page.c.id, stands(replies), replies.c.id <= page.c.until)
    beneath = select(replies.c.id).select_from(page.outerjoin(replies, first))
    return union_all(select(page.c.id), beneath).cte("ids").prefix_with("MATERIALIZED")
