"""What is said about entries: how much, and on which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from policyspace.discussion.models import Comment
from policyspace.discussion.queries import ThreadPage, Wanted, threads_of
from policyspace.discussion.rules import Mark, Order
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry
from policyspace.spaces.queries import SpaceView


def first_of(entry: Entry) -> int:
    """The id of the first words that stood in the place of `entry`: what is said stays when they are changed."""
    return entry.first_id or entry.id


def count_comments(entries: Iterable[Entry]) -> Mapping[int, int]:
    """How many comments and replies about each of `entries` everyone reads, by the id of its first words; none is left
    out as nothing. One statement."""
    firsts = {first_of(entry) for entry in entries}
    if not firsts:
        return {}
    query = (
        select(Comment.entry_id, func.count())
        .where(Comment.entry_id.in_(firsts), Comment.withdrawn_at.is_(None), Comment.hidden_at.is_(None))
        .group_by(Comment.entry_id)
    )
    return {entry_id: count for entry_id, count in db.session.execute(query) if entry_id is not None}


def threads_about(
    view: SpaceView, document: Document, entry: Entry, *, after: Mark | None = None, with_body: bool = False
) -> ThreadPage:
    """What is said about `entry`, by thread, the oldest first: a conversation reads in order. One statement."""
    wanted = Wanted(order=Order.OLDEST, after=after, entry=first_of(entry))
    return threads_of(view, document, wanted, with_body=with_body)
