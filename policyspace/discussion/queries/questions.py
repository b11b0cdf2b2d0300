"""Questions to which nobody has replied, for those who are asked what is left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import literal

from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.said import NOTHING
from policyspace.drafting.models import Document
from policyspace.drafting.queries import readable
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

QUESTION = literal(CommentKind.QUESTION.value, literal_execute=True)


@dataclass(frozen=True, slots=True)
class Unreplied:
    """A question that waits for a first reply. A reply is not yet an answer of the team: that comes apart."""

    document: Document
    comment: Comment


def questions_without_reply(view: SpaceView, *, limit: int = 20) -> Sequence[Unreplied]:
    """The questions in the documents the reader may see to which nobody has replied, the oldest first."""
    query = (
        readable(view)
        .add_columns(Comment)
        .join(Comment, Comment.document_id == Document.id)
        .where(
            Comment.kind == QUESTION,
            Comment.reply_count == NOTHING,
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
        )
        .order_by(Comment.id)
        .limit(limit)
    )
    return [Unreplied(document, comment) for document, comment in db.session.execute(query)]
