"""Everything said about a document, up to a bound: for files, which have no pages to turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all

from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import Said, comments, said, saying, stands
from policyspace.discussion.queries.threads import Thread
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

MOST_SAID = 1_000
MOST_CHARACTERS = 1_000_000
"""Of HTML, in all."""


@dataclass(frozen=True, slots=True)
class AllSaid:
    """Threads with all their replies, the oldest first; `more`: something is past the bound."""

    threads: Sequence[Thread]
    more: bool


def all_said(
    view: SpaceView,
    document: Document,
    *,
    until: int,
    most: int = MOST_SAID,
    characters: int = MOST_CHARACTERS,
) -> AllSaid:
    """What was said about `document` up to its revision `until`, replies whenever they came. Two statements."""
    order = _in_order(document, until, most)
    within = [each_id for each_id, _thread, size in order[:most] if size <= characters]
    ids = select(comments.c.id).where(comments.c.id.in_(within)).cte("ids")
    rights = Rights(view, document)
    reader = view.reader
    rows = db.session.execute(
        saying(ids, to_reader=reader is not None, with_body=False), {"reader": reader.id if reader else None}
    )
    found = {each.id: each for each in (said(row, rights) for row in rows.mappings())}
    return _threads(
        [found[each] for each in within if each in found],
        [thread for _id, thread, _s in order[len(within) :]],
    )


def _in_order(document: Document, until: int, most: int) -> Sequence[tuple[int, int, int]]:
    """Ids by thread and time, one more than `most`: each with its thread, and the characters up to its end."""
    limit = literal(most + 1, literal_execute=True)
    top = (
        select(comments.c.id)
        .where(
            comments.c.document_id == document.id,
            comments.c.thread_id.is_(None),
            comments.c.entry_id.is_(None),
            comments.c.revision_number <= until,
            stands(),
        )
        .order_by(comments.c.id)
        .limit(limit)
        .cte("top")
    )
    beneath = (
        select(
            comments.c.id, comments.c.thread_id.label("thread"), func.length(comments.c.html).label("size")
        )
        .join(top, top.c.id == comments.c.thread_id)
        .where(stands())
        .order_by(comments.c.thread_id, comments.c.id)
        .limit(limit)
        .subquery("beneath")
    )
    heads = select(
        comments.c.id, comments.c.id.label("thread"), func.length(comments.c.html).label("size")
    ).join(top, top.c.id == comments.c.id)
    every = union_all(heads, select(beneath)).subquery("every")
    order = (every.c.thread, every.c.id)
    query = (
        select(every.c.id, every.c.thread, func.sum(every.c.size).over(order_by=order))
        .order_by(*order)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _threads(found: Sequence[Said], left_out: Sequence[int]) -> AllSaid:
    heads = [each for each in found if each.thread_id is None]
    replies: dict[int, list[Said]] = {each.id: [] for each in heads}
    for each in found:
        if each.thread_id in replies:  # its head may have been taken back between the two statements
            replies[each.thread_id].append(each)
    threads = [Thread(each, replies[each.id], more=each.id in left_out) for each in heads]
    return AllSaid(threads, more=bool(left_out))
