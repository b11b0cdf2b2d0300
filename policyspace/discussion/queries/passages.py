"""The words that a comment is on, and which other comments are on just the same."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Text, bindparam, exists

from policyspace.discussion.models import Anchor
from policyspace.discussion.rules import AnchorState
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Passage:
    """What is to be listed: the comments on words[start:end] of a block, or on words that are no longer in the text:
    then block, start and end are None, and `since` is the revision that took them out. `words` say which."""

    comment_id: int
    block_id: str | None
    start: int | None
    end: int | None
    words: str
    since: int


def get_passage(document: Document, comment_id: int) -> Passage:
    """The words that a comment on `document` stands on, or stood on. Raises NotFound where it is on no words."""
    anchor = db.session.get(Anchor, comment_id)
    if anchor is None or anchor.document_id != document.id or anchor.quote is None:
        raise NotFound
    words = anchor.words or anchor.quote
    return Passage(comment_id, anchor.block_id, anchor.start_at, anchor.end_at, words, anchor.since)


def standing_on(comment_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a comment of the block stands on the words from `start` to `end`, both to be bound."""
    start, end = bindparam("start", type_=Integer), bindparam("end", type_=Integer)
    return exists().where(Anchor.comment_id == comment_id, Anchor.start_at == start, Anchor.end_at == end)


def gone_with(comment_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a comment stood on the words `quote`, which revision `since` took out, both to be bound."""
    since, quote = bindparam("since", type_=Integer), bindparam("quote", type_=Text)
    gone = (Anchor.state == AnchorState.DETACHED.value, Anchor.since == since, Anchor.quote == quote)
    return exists().where(Anchor.comment_id == comment_id, *gone)
