"""Tables of discussion: comments, the support they get, and how many there are of each sort and on each block."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.capacity import Side
from policyspace.charter.words import Answering, CommentKind, HideReason
from policyspace.foundation.db import Base, Facts, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

BLOCK_ID_LENGTH = 16
STANDS = "(withdrawn_at IS NULL OR reply_count > 0)"
TOP = f"thread_id IS NULL AND {STANDS}"
TOP_ON_BLOCK = f"block_id IS NOT NULL AND {TOP}"
REPLIES = f"thread_id IS NOT NULL AND {STANDS}"
UNREPLIED = "kind = 'question' AND reply_count = 0 AND withdrawn_at IS NULL AND hidden_at IS NULL"
UNDRAFTED = (
    "thread_id IS NULL AND suggestion_id IS NULL AND answer_id IS NULL"
    " AND withdrawn_at IS NULL AND hidden_at IS NULL"
)
UNANSWERED = "thread_id IS NULL AND answered_at IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL"
ANSWERED = f"answered_at IS NOT NULL AND {STANDS}"
ONE_BY_ONE = "id > 0"
"""True of every comment. Whoever reads them one by one, replies among the rest, asks for it and gets an index of their
own; no list of threads asks for it, and so none can be read through all replies, which SQLite once thought as cheap."""
ON_ENTRY = f"entry_id IS NOT NULL AND {TOP}"
WHERE_TOP: dict[str, Any] = {"sqlite_where": text(TOP), "postgresql_where": text(TOP)}
WHERE_TOP_ON_BLOCK: dict[str, Any] = {
    "sqlite_where": text(TOP_ON_BLOCK),
    "postgresql_where": text(TOP_ON_BLOCK),
}
WHERE_REPLY: dict[str, Any] = {"sqlite_where": text(REPLIES), "postgresql_where": text(REPLIES)}
WHERE_UNREPLIED: dict[str, Any] = {"sqlite_where": text(UNREPLIED), "postgresql_where": text(UNREPLIED)}
WHERE_UNDRAFTED: dict[str, Any] = {"sqlite_where": text(UNDRAFTED), "postgresql_where": text(UNDRAFTED)}
WHERE_UNANSWERED: dict[str, Any] = {"sqlite_where": text(UNANSWERED), "postgresql_where": text(UNANSWERED)}
WHERE_ANSWERED: dict[str, Any] = {"sqlite_where": text(ANSWERED), "postgresql_where": text(ANSWERED)}
WHERE_ON_ENTRY: dict[str, Any] = {"sqlite_where": text(ON_ENTRY), "postgresql_where": text(ON_ENTRY)}
WHERE_ONE_BY_ONE: dict[str, Any] = {"sqlite_where": text(ONE_BY_ONE), "postgresql_where": text(ONE_BY_ONE)}
WHERE_DRAFTED: dict[str, Any] = {
    "sqlite_where": text("answer_id IS NOT NULL"),
    "postgresql_where": text("answer_id IS NOT NULL"),
}
TELLS_WHY = "(hidden_at IS NULL) = (hidden_reason IS NULL) AND (hidden_at IS NULL) = (hidden_by IS NULL)"


class Comment(InCapacity, Base):
    """Markdown said about a document, a block of it, an entry of the record beside it, or another comment.

    A top-level comment has a kind; a reply has `parent_id`, the comment replied to, and `thread_id`, the
    top-level comment it stands under. It was made on revision `revision_number`. `block_id` names the block of the
    newest revision on which it stands, a copy of what its anchor says, for lists; replies stand where their thread
    stands. `html` is safe, made when saved. With a `suggestion_id` it is the head of the thread about that suggested
    edit, and says why. With an `entry_id` it is about an entry of the shared outcome of the document (the first of the
    words that stood in its place), and so are its replies: that is apart from what is said of the text, is not counted
    with it, asks for no answer, and is read by whoever may read the shared outcome.

    `reply_count` counts the replies that were not withdrawn: in the whole thread for a top-level comment,
    directly to it for a reply. A withdrawn comment stands, without its words, as long as it has any.

    `answer_id` is the answer to a top-level comment, published since `answered_at`, or still a draft without it.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("author_id", "idempotency_key"),
        UniqueConstraint("suggestion_id"),
        one_of("kind", [kind.value for kind in CommentKind], optional=True),
        one_of("hidden_reason", [reason.value for reason in HideReason], optional=True),
        CheckConstraint("(parent_id IS NULL) = (kind IS NOT NULL)", name="kind_on_top_level"),
        CheckConstraint("(parent_id IS NULL) = (thread_id IS NULL)", name="reply_in_thread"),
        CheckConstraint("parent_id IS NULL OR block_id IS NULL", name="reply_stands_with_thread"),
        CheckConstraint("suggestion_id IS NULL OR parent_id IS NULL", name="suggestion_heads_thread"),
        CheckConstraint("answered_at IS NULL OR answer_id IS NOT NULL", name="answered_by_answer"),
        CheckConstraint(
            "answer_id IS NULL OR (thread_id IS NULL AND suggestion_id IS NULL)", name="answer_on_top_level"
        ),
        CheckConstraint(
            "entry_id IS NULL OR (block_id IS NULL AND suggestion_id IS NULL AND answer_id IS NULL)",
            name="on_entry_or_text",
        ),
        CheckConstraint(TELLS_WHY, name="hidden_with_reason"),
        CheckConstraint("hidden_words IS NULL OR hidden_at IS NOT NULL", name="words_when_hidden"),
        CheckConstraint("revision_number >= 1", name="revision_from_one"),
        CheckConstraint("support_count >= 0 AND reply_count >= 0", name="counts_not_negative"),
        *capacity_is_sound(),
        Index("ix_comment_newest", "document_id", "id", **WHERE_TOP),
        Index("ix_comment_supported", "document_id", "support_count", "id", **WHERE_TOP),
        Index("ix_comment_kind", "document_id", "kind", "id", **WHERE_TOP),
        Index("ix_comment_kind_supported", "document_id", "kind", "support_count", "id", **WHERE_TOP),
        Index("ix_comment_side", "document_id", "side", "id", **WHERE_TOP),
        Index("ix_comment_side_supported", "document_id", "side", "support_count", "id", **WHERE_TOP),
        Index("ix_comment_block", "document_id", "block_id", "id", **WHERE_TOP_ON_BLOCK),
        Index(
            "ix_comment_block_supported",
            "document_id",
            "block_id",
            "support_count",
            "id",
            **WHERE_TOP_ON_BLOCK,
        ),
        Index("ix_comment_thread", "thread_id", "id", **WHERE_REPLY),
        Index("ix_comment_unreplied", "document_id", "id", **WHERE_UNREPLIED),
        Index("ix_comment_undrafted", "document_id", "id", **WHERE_UNDRAFTED),
        Index("ix_comment_unanswered", "document_id", "id", **WHERE_UNANSWERED),
        Index("ix_comment_unanswered_supported", "document_id", "support_count", "id", **WHERE_UNANSWERED),
        Index("ix_comment_answered", "document_id", "id", **WHERE_ANSWERED),
        Index("ix_comment_answered_supported", "document_id", "support_count", "id", **WHERE_ANSWERED),
        Index("ix_comment_answer", "answer_id", "id", **WHERE_DRAFTED),
        Index("ix_comment_entry", "entry_id", "id", **WHERE_ON_ENTRY),
        Index("ix_comment_entry_supported", "entry_id", "support_count", "id", **WHERE_ON_ENTRY),
        Index("ix_comment_document", "document_id", "id", **WHERE_ONE_BY_ONE),
        Index("ix_comment_author", "author_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    parent_id: Mapped[int | None] = refers_to("comment.id")
    thread_id: Mapped[int | None] = refers_to("comment.id")
    kind: Mapped[str | None] = short(12)
    body: Mapped[str]
    html: Mapped[str]
    author_id: Mapped[int] = refers_to("person.id")
    revision_number: Mapped[int]
    block_id: Mapped[str | None] = short(BLOCK_ID_LENGTH)
    suggestion_id: Mapped[int | None] = refers_to("suggestion.id")
    entry_id: Mapped[int | None] = refers_to("entry.id")
    answer_id: Mapped[int | None] = refers_to("answer.id")
    support_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    idempotency_key: Mapped[str] = short(64)
    imported: Mapped[Facts | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by: Mapped[int | None] = refers_to("person.id")
    hidden_reason: Mapped[str | None] = short(24)
    hidden_words: Mapped[str | None] = short(500)

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="select")

    @property
    def asks(self) -> bool:
        """Whether it asks for an answer: a reply is part of a thread, a suggestion is decided, an entry is changed."""
        return self.thread_id is None and self.suggestion_id is None and self.entry_id is None

    @property
    def answering(self) -> Answering:
        """Whether it has a published answer, or is still to get one."""
        if not self.asks:
            return Answering.SUGGESTED
        return Answering.UNANSWERED if self.answered_at is None else Answering.ANSWERED

    @property
    def is_visible(self) -> bool:
        """Whether everyone who reads the document may read its words."""
        return self.withdrawn_at is None and self.hidden_at is None


class Support(Base):
    """One person's "me too" on a comment."""

    __tablename__ = "support"
    __table_args__ = (Index("ix_support_person_id", "person_id", "comment_id"),)

    comment_id: Mapped[int] = refers_to("comment.id", primary_key=True)
    person_id: Mapped[int] = refers_to("person.id", primary_key=True)
    created_at: Mapped[datetime]


class DiscussedBlock(Base):
    """How many visible comments, replies included, stand on a block; kept by the services that write them."""

    __tablename__ = "discussed_block"
    __table_args__ = (CheckConstraint("comment_count >= 0", name="count_not_negative"),)

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    block_id: Mapped[str] = mapped_column(String(BLOCK_ID_LENGTH), primary_key=True)
    comment_count: Mapped[int] = mapped_column(default=0)


class CommentTally(Base):
    """How many visible top-level comments of one sort there are on a document; kept by the services that write them."""

    __tablename__ = "comment_tally"
    __table_args__ = (
        one_of("kind", [kind.value for kind in CommentKind]),
        one_of("side", [side.value for side in Side]),
        one_of("answering", [answering.value for answering in Answering]),
        CheckConstraint("comment_count >= 0", name="count_not_negative"),
    )

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    side: Mapped[str] = mapped_column(String(10), primary_key=True)
    answering: Mapped[str] = mapped_column(String(10), primary_key=True)
    comment_count: Mapped[int] = mapped_column(default=0)
