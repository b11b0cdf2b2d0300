"""The threads of a document, a page at a time, each with its first replies: one statement, whatever there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

from policyspace.charter.capacity import Side
from policyspace.charter.words import Answering, CommentKind
from policyspace.discussion.queries.passages import Passage, get_passage, gone_with, standing_on
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import NOTHING, Said, comments, said, saying, stands
from policyspace.discussion.rules import Filter, Mark, Order
from policyspace.discussion.rules.finding import words_to_find
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

THREADS = 50
FIRST_REPLIES = 5
HIGHEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads, in which order, after which one; or what holds the words `find`, or is `new` to the reader.

    `passage` is a comment: those on the same words are wanted. With an `entry`, what is said of that entry of the
    shared outcome; otherwise of the text.
    """

    order: Order = Order.NEWEST
    kind: CommentKind | None = None
    side: Side | None = None
    answering: Answering | None = None
    block: str | None = None
    passage: int | None = None
    after: Mark | None = None
    find: str = ""
    new: bool = False
    entry: int | None = None

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Wanted:
        """What was asked for, as the schema `Listing` reads it."""
        return cls(
            order=Order(asked["order"] or Order.NEWEST),
            kind=CommentKind(asked["kind"]) if asked["kind"] else None,
            side=Side(asked["side"]) if asked["side"] else None,
            answering=Answering(asked["answering"]) if asked["answering"] else None,
            block=None if asked["passage"] else asked["block"],
            passage=asked["passage"],
            after=asked["after"],
            find=" ".join(words_to_find(asked.get("find", ""))),
            new=asked.get("new", False),
        )

    @property
    def filter(self) -> Filter:
        """What is asked of the comments themselves."""
        return Filter(self.kind, self.side, self.answering)


@dataclass(frozen=True, slots=True)
class Thread:
    """A top-level comment and the first of its replies, oldest first; `more`: there are others."""

    comment: Said
    replies: Sequence[Said]
    more: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A part of the threads of a document. `after` marks where the next part begins, if there is one; `passage` are
    the words that they are on, where those were asked for."""

    wanted: Wanted
    threads: Sequence[Thread]
    after: Mark | None
    passage: Passage | None


def threads_of(
    view: SpaceView, document: Document, wanted: Wanted, *, limit: int = THREADS, with_body: bool = False
) -> ThreadPage:
    """The threads of `document`, which the reader of `view` may read. Raises NotFound for a passage of no comment."""
    reader = view.reader
    passage = get_passage(document, wanted.passage) if wanted.passage else None
    on_block = passage.block_id if passage else wanted.block
    statement = _statement(
        wanted.order,
        by_kind=wanted.kind is not None,
        by_side=wanted.side is not None,
        answering=wanted.answering,
        by_block=on_block is not None,
        by_entry=wanted.entry is not None,
        by_passage=None if passage is None else "standing" if passage.block_id else "gone",
        goes_on=wanted.after is not None,
        to_reader=reader is not None,
        with_body=with_body,
        limit=limit,
    )
    asked = {
        "document": document.id,
        "kind": wanted.kind,
        "side": wanted.side,
        "block": on_block,
        "entry": wanted.entry,
        **asked_of(passage),
        "after_id": wanted.after.id if wanted.after else None,
        "after_supports": wanted.after.supports if wanted.after else None,
        "reader": reader.id if reader else None,
    }
    rights = Rights(view, document)
    found = [said(row, rights) for row in db.session.execute(statement, asked).mappings()]
    return _page(found, wanted, limit, passage)


def asked_of(passage: Passage | None) -> dict[str, Any]:
    """What the conditions for a passage are bound to."""
    if passage is None:
        return {}
    return {"start": passage.start, "end": passage.end, "since": passage.since, "quote": passage.words}


def _page(found: Sequence[Said], wanted: Wanted, limit: int, passage: Passage | None) -> ThreadPage:
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
    return ThreadPage(wanted, threads, last, passage)


def _rank(top: Said, order: Order) -> tuple[int, int]:
    if order is Order.OLDEST:
        return (0, top.id)
    return (-top.support_count if order is Order.SUPPORTED else 0, -top.id)


@cache
def _statement(
    order: Order,
    *,
    by_kind: bool,
    by_side: bool,
    answering: Answering | None,
    by_block: bool,
    by_passage: str | None = None,
    by_entry: bool = False,
    goes_on: bool,
    to_reader: bool,
    with_body: bool,
    limit: int,
) -> Select[Any]:
    """Built once for each way of asking. A page of top-level comments, with one reply more than is shown of each.

    The limit is written into the statement: SQLite plans by it, and reads far too much where it cannot see it.
    """
    where = [comments.c.document_id == bindparam("document"), comments.c.thread_id.is_(None), stands()]
    where.append(comments.c.entry_id == bindparam("entry") if by_entry else comments.c.entry_id.is_(None))
    where += _answered_or_not(answering)
    if by_kind:
        where.append(comments.c.kind == bindparam("kind"))
    if by_side:
        where.append(comments.c.side == bindparam("side"))
    if by_block:
        where.append(comments.c.block_id == bindparam("block"))
    if by_passage is not None:
        where.append(standing_on(comments.c.id) if by_passage == "standing" else gone_with(comments.c.id))
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


def _answered_or_not(answering: Answering | None) -> list[ColumnElement[bool]]:
    """What is hidden, withdrawn or a suggestion waits for no answer; the conditions are those of the indexes.

    The column of the suggestion is wrapped, or SQLite would look up all that have none by its unique index.
    """
    if answering is Answering.ANSWERED:
        return [comments.c.answered_at.is_not(None)]
    if answering is not Answering.UNANSWERED:
        return []
    waits = [comments.c[name].is_(None) for name in ("answered_at", "withdrawn_at", "hidden_at")]
    return [*waits, func.coalesce(comments.c.suggestion_id, NOTHING) == NOTHING]


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
