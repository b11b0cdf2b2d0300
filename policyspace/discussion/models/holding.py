"""Table of what was said and waits for a facilitator: apart from comments, so that it can leak into no list of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from policyspace.charter.words import HoldReason
from policyspace.foundation.db import Base, Facts, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

SAID_AS = ("comment", "reply", "suggestion")
STATES = ("waiting", "posted", "returned", "withdrawn")
WAITS = "state = 'waiting'"
WHERE_WAITS: dict[str, Any] = {"sqlite_where": text(WAITS), "postgresql_where": text(WAITS)}


class Held(InCapacity, Base):
    """Something said about a document, or an entry of its record, that its author and facilitators alone can read.

    `said` is what the service that posts it is called with, when a facilitator releases it. `state_then`: the
    state of the document when it was said, by which it is judged whether it was said in time. It ends "posted"
    as the comment `comment_id` (to be read or hidden at once), "returned" to its author where it could not be posted
    any more, or "withdrawn" by them.
    """

    __tablename__ = "held"
    __table_args__ = (
        UniqueConstraint("author_id", "idempotency_key"),
        one_of("said_as", SAID_AS),
        one_of("state", STATES),
        one_of("why", [reason.value for reason in HoldReason]),
        CheckConstraint("(said_as = 'reply') = (parent_id IS NOT NULL)", name="reply_has_parent"),
        CheckConstraint("(state = 'posted') = (comment_id IS NOT NULL)", name="posted_as_comment"),
        CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name="ends_once"),
        *capacity_is_sound(),
        Index("ix_held_waiting", "space_id", "id", **WHERE_WAITS),
        Index("ix_held_author", "author_id", "document_id", "id", **WHERE_WAITS),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    document_id: Mapped[int] = refers_to("document.id")
    entry_id: Mapped[int | None] = refers_to("entry.id")
    parent_id: Mapped[int | None] = refers_to("comment.id")
    author_id: Mapped[int] = refers_to("person.id")
    said_as: Mapped[str] = short(12)
    why: Mapped[str] = short(10)
    body: Mapped[str]
    html: Mapped[str]
    said: Mapped[Facts]
    state_then: Mapped[str] = short(12)
    idempotency_key: Mapped[str] = short(64)
    state: Mapped[str] = short(10)
    comment_id: Mapped[int | None] = refers_to("comment.id")
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = refers_to("person.id")

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="select")

    @property
    def why_word(self) -> HoldReason:
        """Why it is held, with its label."""
        return HoldReason(self.why)
