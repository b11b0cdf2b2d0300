"""Suggestions: edits proposed by people who may comment, and what became of them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.drafting.rules.suggesting import Obstacle, SuggestionState
from policyspace.foundation.db import Base, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

STATES = tuple(state.value for state in SuggestionState)
OBSTACLES = tuple(obstacle.value for obstacle in Obstacle)
STEPS = ("accepted", "declined", "withdrawn", "renewed")
OPEN = "state = 'open'"
WHERE_OPEN: dict[str, Any] = {"sqlite_where": text(OPEN), "postgresql_where": text(OPEN)}


class Suggestion(InCapacity, Base):
    """A proposed edit of one block: `words` (Markdown, "" to take it out) in the place of `passage`.

    It was made on revision `made_on`, where `first_passage` stood, by someone who wrote `first_words`. `passage` is
    the block `block_id` as revision `base_number` has it, without the blank lines around it, and `words` says what
    should stand there instead: both are carried forward with each new revision while the suggestion is open, so that
    `base_number` is the newest one. When they cannot be, `obstacle` says why, they stay as they were, and it needs its
    author. An accepted one became revision `revision_number`.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("author_id", "idempotency_key"),
        UniqueConstraint("document_id", "revision_number"),
        one_of("state", STATES),
        one_of("obstacle", OBSTACLES, optional=True),
        CheckConstraint("(state = 'accepted') = (revision_number IS NOT NULL)", name="accepted_as_revision"),
        CheckConstraint("made_on >= 1 AND base_number >= made_on", name="base_not_older"),
        CheckConstraint("revision_number IS NULL OR revision_number > base_number", name="accepted_later"),
        CheckConstraint("words <> passage", name="changes_something"),
        CheckConstraint("obstacle IS NULL OR state <> 'accepted'", name="nothing_in_the_way_of_accepted"),
        *capacity_is_sound(),
        Index("ix_suggestion_open", "document_id", "id", **WHERE_OPEN),
        Index("ix_suggestion_listed", "document_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    made_on: Mapped[int]
    base_number: Mapped[int]
    block_id: Mapped[str] = short(16)
    passage: Mapped[str]
    words: Mapped[str]
    first_passage: Mapped[str] = mapped_column(deferred=True)
    first_words: Mapped[str] = mapped_column(deferred=True)
    why: Mapped[str] = short(300)
    author_id: Mapped[int] = refers_to("person.id")
    state: Mapped[str] = short(10)
    obstacle: Mapped[str | None] = short(10)
    revision_number: Mapped[int | None]
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def digest(self) -> str:
        """Names the change: whoever accepts it says with it what they have read."""
        return sha256(f"{self.passage}\0{self.words}".encode()).hexdigest()[:32]

    @property
    def needs_author(self) -> bool:
        """Whether only its author can say what becomes of it: the text has changed under it."""
        return self.obstacle is not None


class SuggestionStep(InCapacity, Base):
    """What somebody did with a suggestion, in which capacity, and the reason given (needed to decline)."""

    __tablename__ = "suggestion_step"
    __table_args__ = (
        one_of("step", STEPS),
        CheckConstraint("step <> 'declined' OR length(reason) > 0", name="declined_with_reason"),
        *capacity_is_sound(),
        Index("ix_suggestion_step_suggestion_id", "suggestion_id", "id"),
    )

    id: Mapped[Key]
    suggestion_id: Mapped[int] = refers_to("suggestion.id")
    step: Mapped[str] = short(10)
    reason: Mapped[str] = short(500)
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
