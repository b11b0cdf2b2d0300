"""One comment, to be changed."""

from __future__ import annotations

from sqlalchemy import or_, select

from policyspace.charter.actions import Action
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.rights import Rights
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView


def get_comment(document: Document, comment_id: int) -> Comment:
    """A comment that stands on `document`, which its reader may read. Raises NotFound."""
    query = select(Comment).where(
        Comment.id == comment_id,
        Comment.document_id == document.id,
        or_(Comment.withdrawn_at.is_(None), Comment.reply_count > 0),
    )
    comment = db.session.scalar(query)
    if comment is None:
        raise NotFound
    return comment


def get_comment_for(view: SpaceView, document: Document, comment_id: int, action: Action) -> Comment:
    """A comment with which the reader may do `action`, for pages that ask first. Raises NotFound, NotAllowed."""
    comment = get_comment(document, comment_id)
    Rights(view, document).require(action, comment)
    return comment


def find_posted(author: Person, idempotency_key: str) -> Comment | None:
    """What this author already posted under this key."""
    return db.session.scalar(
        select(Comment).where(Comment.author_id == author.id, Comment.idempotency_key == idempotency_key)
    )


def thread_of(comment: Comment) -> Comment:
    """The top-level comment that `comment` stands under, or is."""
    return comment if comment.thread_id is None else db.session.get_one(Comment, comment.thread_id)
