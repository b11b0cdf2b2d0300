"""Questions to which nobody has replied, for those who are told what is left to do."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, literal, select

from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.said import NOTHING
from policyspace.drafting.models import Document
from policyspace.foundation.db import db

QUESTION = literal(CommentKind.QUESTION.value, literal_execute=True)


def with_unreplied_questions(documents: Collection[int]) -> set[int]:
    """Those of `documents`, by id, on which a visible question waits for a first reply; in one statement.

    A reply may come from anyone: it is not yet an answer of the team.
    """
    waiting = exists().where(
        Comment.document_id == Document.id,
        Comment.kind == QUESTION,
        Comment.entry_id.is_(None),
        Comment.reply_count == NOTHING,
        Comment.withdrawn_at.is_(None),
        Comment.hidden_at.is_(None),
    )
    return set(db.session.scalars(select(Document.id).where(Document.id.in_(documents), waiting)))
