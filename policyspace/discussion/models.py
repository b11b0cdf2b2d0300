"""Tables of discussion: comments and the support they get."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import CommentKind, HideReason
from policyspace.foundation.db import Base, Facts, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person


class Comment(InCapacity, Base):
    """Markdown said about a document, a block of it, or another comment.

    A top-level comment has a kind; a reply has `parent_id`, the comment replied to, and `thread_id`, the
    top-level comment it stands under.
    `block_id` names a block of revision `revision_number`, on which it was made. `html` is safe, made when saved.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("author_id", "idempotency_key"),
        one_of("kind", [kind.value for kind in CommentKind], optional=True),
        one_of("hidden_reason", [reason.value for reason in HideReason], optional=True),
        CheckConstraint("(parent_id IS NULL) = (kind IS NOT NULL)", name="kind_on_top_level"),
        CheckConstraint("(parent_id IS NULL) = (thread_id IS NULL)", name="reply_in_thread"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_reason IS NULL)", name="hidden_with_reason"),
        CheckConstraint("support_count >= 0 AND reply_count >= 0", name="counts_not_negative"),
        *capacity_is_sound(),
        Index("ix_comment_newest", "document_id", "parent_id", "id"),
        Index("ix_comment_thread", "thread_id", "id"),
        Index("ix_comment_block", "document_id", "block_id"),
        Index("ix_comment_author", "author_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    parent_id: Mapped[int | None] = refers_to("comment.id", index=True)
    thread_id: Mapped[int | None] = refers_to("comment.id")
    kind: Mapped[str | None] = short(12)
    body: Mapped[str]
    html: Mapped[str]
    author_id: Mapped[int] = refers_to("person.id")
    revision_number: Mapped[int]
    block_id: Mapped[str | None] = short(16)
    support_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    idempotency_key: Mapped[str] = short(64)
    imported: Mapped[Facts | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by: Mapped[int | None] = refers_to("person.id")
    hidden_reason: Mapped[str | None] = short(24)
    hidden_words: Mapped[str | None] = short(500)

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)


class Support(Base):
    """One person's "me too" on a comment."""

    __tablename__ = "support"
    __table_args__ = (Index("ix_support_person_id", "person_id", "comment_id"),)

    comment_id: Mapped[int] = refers_to("comment.id", primary_key=True)
    person_id: Mapped[int] = refers_to("person.id", primary_key=True)
    created_at: Mapped[datetime]
