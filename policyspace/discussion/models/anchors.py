"""Tables of anchors: where comments stand on the newest revision, and where they stood on earlier ones."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.discussion.models.comments import BLOCK_ID_LENGTH
from policyspace.discussion.rules.anchoring import AnchorState
from policyspace.foundation.db import Base, one_of, refers_to, short


class InPlace:
    """The columns of a place on a text: a block and, for a passage, where its plain words (`plain_text` of its HTML)
    begin and end in those of the block. `state` is an AnchorState; a detached one is in no place, and only a passage
    whose words changed has `words`: what it says now."""

    block_id: Mapped[str | None] = short(BLOCK_ID_LENGTH)
    start_at: Mapped[int | None]
    end_at: Mapped[int | None]
    words: Mapped[str | None]
    state: Mapped[str] = short(10)


def place_is_sound() -> tuple[CheckConstraint, ...]:
    """Named constraints for a table with InPlace; give them in its `__table_args__`."""
    return (
        one_of("state", [state.value for state in AnchorState]),
        CheckConstraint("(state = 'detached') = (block_id IS NULL)", name="detached_from_block"),
        CheckConstraint("(start_at IS NULL) = (end_at IS NULL)", name="begins_and_ends"),
        CheckConstraint("start_at IS NULL OR block_id IS NOT NULL", name="passage_on_block"),
        CheckConstraint(
            "start_at IS NULL OR (start_at >= 0 AND start_at < end_at)", name="begins_before_end"
        ),
        CheckConstraint(
            "(words IS NOT NULL) = (state = 'changed' AND start_at IS NOT NULL)", name="words_when_changed"
        ),
    )


class Anchor(InPlace, Base):
    """Where a comment on a block or a passage stands on the newest revision, as it has since revision `since`.

    `quote` is what the passage said when it was commented on; a comment on a whole block has one, all the words
    of the block, only once it is detached: `since` is then the revision that took them out. What is said of the whole
    text has no anchor, and neither has a reply.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        CheckConstraint(
            "(quote IS NOT NULL) = (state = 'detached' OR start_at IS NOT NULL)", name="passage_is_quoted"
        ),
        CheckConstraint("since >= 1", name="since_from_one"),
        *place_is_sound(),
        Index("ix_anchor_document_id", "document_id", "comment_id"),
    )

    comment_id: Mapped[int] = refers_to("comment.id", primary_key=True)
    document_id: Mapped[int] = refers_to("document.id")
    quote: Mapped[str | None]
    since: Mapped[int]


class EarlierPlace(InPlace, Base):
    """Where a comment stood on the revisions `since` to `until`, before it came to stand elsewhere."""

    __tablename__ = "earlier_place"
    __table_args__ = (
        CheckConstraint("since >= 1 AND since <= until", name="since_until"),
        *place_is_sound(),
        Index("ix_earlier_place_document_id", "document_id", "since"),
    )

    comment_id: Mapped[int] = refers_to("comment.id", primary_key=True)
    since: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[int]
    document_id: Mapped[int] = refers_to("document.id")


class DiscussedPassage(Base):
    """How many visible comments stand on the same words of the newest revision, without replies; kept by the services
    that write and carry them. `comment_id` is one that stands, or stood, there: its anchor tells the words."""

    __tablename__ = "discussed_passage"
    __table_args__ = (
        CheckConstraint("comment_count >= 0", name="count_not_negative"),
        CheckConstraint("start_at >= 0 AND start_at < end_at", name="begins_before_end"),
        Index("ix_discussed_passage_most", "document_id", "comment_count", "comment_id"),
    )

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    block_id: Mapped[str] = mapped_column(String(BLOCK_ID_LENGTH), primary_key=True)
    start_at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    end_at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    comment_id: Mapped[int] = refers_to("comment.id")
    comment_count: Mapped[int]
