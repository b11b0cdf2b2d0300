"""One comment, to be changed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, or_, select

from policyspace.charter.actions import Action
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.rights import Rights
from policyspace.drafting.models import Document
from policyspace.drafting.queries import UNPUBLISHED
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.prepared import run
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

_POSTED = select(Comment.id).where(
    Comment.author_id == bindparam("author_id"), Comment.idempotency_key == bindparam("idempotency_key")
)


def get_comment(document: Document, comment_id: int) -> Comment:
    """A comment that stands on `document`, which its reader may read. Raises NotFound."""
    query = select(Comment).where(
        Comment.id == comment_id, Comment.document_id == document.id, Comment.entry_id.is_(None), _stands()
    )
    comment = db.session.scalar(query)
    if comment is None:
        raise NotFound
    return comment


def get_discussed(view: SpaceView, number: int, comment_id: int) -> tuple[Document, Comment]:
    """A comment that stands on the document with `number`, or on an entry of the record beside it, and the document.

    One statement. Raises NotFound, as where the reader may not read what the comment is about.
    """
    query = (
        select(Document, Comment)
        .join(Comment, Comment.document_id == Document.id)
        .where(
            Document.space_id == view.space.id,
            Document.number == number,
            Comment.id == comment_id,
            _stands(),
        )
    )
    found = db.session.execute(query).first()
    if found is None or not _may_read(view, *found):
        raise NotFound
    return found[0], found[1]


def get_comment_for(
    view: SpaceView, number: int, comment_id: int, action: Action
) -> tuple[Document, Comment]:
    """A comment with which the reader may do `action`, for pages that ask first, and the document that it is about.

    Raises NotFound, NotAllowed.
    """
    document, comment = get_discussed(view, number, comment_id)
    Rights(view, document).require(action, comment)
    return document, comment


def find_posted(author: Person, idempotency_key: str) -> Comment | None:
    """What this author already posted under this key."""
    found = run(_POSTED, author_id=author.id, idempotency_key=idempotency_key).scalar()
    return None if found is None else db.session.get_one(Comment, found)


def thread_of(comment: Comment) -> Comment:
    """The top-level comment that `comment` stands under, or is."""
    return comment if comment.thread_id is None else db.session.get_one(Comment, comment.thread_id)


def _stands() -> ColumnElement[bool]:
    return or_(Comment.withdrawn_at.is_(None), Comment.reply_count > 0)


def _may_read(view: SpaceView, document: Document, comment: Comment) -> bool:
    if comment.entry_id is not None:
        return view.may(Action.READ_RECORD, document_state=document.state_word)
    return document.state not in UNPUBLISHED or view.may(Action.READ_DRAFT_DOCUMENT)
