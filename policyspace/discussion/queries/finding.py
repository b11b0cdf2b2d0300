"""Comments and replies one by one, the newest first: those that hold some words, or are new to the reader.

Words are looked for in what was typed, among the newest comments of one document. A search by an index of words can
take the place of `_holds` without another change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, literal, or_, select

from policyspace.charter.words import Answering
from policyspace.discussion.queries.passages import get_passage, gone_with, standing_on
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import Said, comments, one_by_one, read_by_all, said, saying
from policyspace.discussion.queries.threads import Wanted, asked_of
from policyspace.discussion.rules.finding import excerpt, like_patterns, words_to_find
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.text.plain import plain_text
from policyspace.spaces.queries import SpaceView

MOST_LOOKED_THROUGH = 5_000
"""So many of the newest comments of a document are looked through for words."""

AT_A_TIME = 50
tops = comments.alias("top")


@dataclass(frozen=True, slots=True)
class Found:
    """A comment or a reply, and a part of its words as pieces: each with whether it is one that was looked for."""

    said: Said
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A part of what was found. `after`: the id after which it goes on, if it does. `bound`: so many were looked
    through, where there are more.
    """

    items: Sequence[Found]
    after: int | None
    bound: int | None


def said_one_by_one(
    view: SpaceView, document: Document, wanted: Wanted, *, above: int | None = None, limit: int = AT_A_TIME
) -> FoundPage:
    """What was said about `document` that `wanted` lets in and everyone reads, in one statement.

    `above`: only what has a higher id, and is not the reader's own. Kind, answer and block are those of the thread.
    """
    words = words_to_find(wanted.find or "")
    bounded = bool(words) and document.comment_count > MOST_LOOKED_THROUGH
    here = (comments.c.document_id == document.id, comments.c.entry_id.is_(None), one_by_one())
    where = [*here, read_by_all(), *_filtered(wanted), *map(_holds, words)]
    if bounded:
        where.append(comments.c.id >= _oldest_looked_at(document))
    if wanted.after:
        where.append(comments.c.id < wanted.after.id)
    reader = view.reader
    if above is not None and reader:
        where += [comments.c.id > above, comments.c.author_id != reader.id]
    passage = get_passage(document, wanted.passage) if wanted.passage else None
    if passage:
        where.append(standing_on(tops.c.id) if passage.block_id else gone_with(tops.c.id))
    if passage and passage.block_id:
        where.append(tops.c.block_id == passage.block_id)
    page = _page(where, limit)
    asked = {"reader": reader.id if reader else None, **asked_of(passage)}
    rows = db.session.execute(saying(page, to_reader=reader is not None, with_body=False), asked)
    rights = Rights(view, document)
    found = sorted((said(row, rights) for row in rows.mappings()), key=lambda each: -each.id)
    items = [Found(each, excerpt(plain_text(each.html), words)) for each in found[:limit]]
    after = items[-1].said.id if len(found) > limit else None
    return FoundPage(items, after, MOST_LOOKED_THROUGH if bounded else None)


def _page(where: Sequence[ColumnElement[bool]], limit: int) -> Any:
    ids: Select[Any] = (
        select(comments.c.id)
        .join(tops, tops.c.id == func.coalesce(comments.c.thread_id, comments.c.id))
        .where(*where)
        .order_by(comments.c.id.desc())
        .limit(literal(limit + 1, literal_execute=True))
    )
    return ids.cte("ids").prefix_with("MATERIALIZED")


def _filtered(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = []
    if wanted.kind:
        where.append(tops.c.kind == wanted.kind)
    if wanted.block:
        where.append(tops.c.block_id == wanted.block)
    if wanted.side:
        where.append(comments.c.side == wanted.side)
    if wanted.answering is Answering.ANSWERED:
        where.append(tops.c.answered_at.is_not(None))
    elif wanted.answering is Answering.UNANSWERED:
        where += [tops.c[name].is_(None) for name in ("answered_at", "withdrawn_at", "hidden_at")]
        where.append(func.coalesce(tops.c.suggestion_id, 0) == 0)
    return where


def _holds(word: str) -> ColumnElement[bool]:
    return or_(*(comments.c.body.ilike(each, escape="\\") for each in like_patterns(word)))


def _oldest_looked_at(document: Document) -> ColumnElement[int]:
    oldest = (
        select(comments.c.id)
        .where(comments.c.document_id == document.id, one_by_one())
        .order_by(comments.c.id.desc())
        .limit(1)
        .offset(MOST_LOOKED_THROUGH - 1)
        .scalar_subquery()
    )
    return func.coalesce(oldest, literal(0, BigInteger))
