"""Tables of the shared outcome: records, entries, confirmations, movements, items set aside."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import Stage
from policyspace.foundation.db import Base, Facts, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

STAGES = [stage.value for stage in Stage]


class Record(Base):
    """The shared outcome of one proposal, and the stage it is at."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("document_id"), one_of("stage", STAGES))

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    stage: Mapped[str] = short(16)
    created_at: Mapped[datetime]


class Entry(InCapacity, Base):
    """One answer to a prompt of a stage. Changing one makes a new row that replaces the old; words are kept."""

    __tablename__ = "entry"
    __table_args__ = (
        one_of("stage", STAGES),
        CheckConstraint("length(words) > 0", name="words_given"),
        UniqueConstraint("replaces_id"),
        UniqueConstraint("author_id", "idempotency_key"),
        *capacity_is_sound(),
        Index("ix_entry_stage", "record_id", "stage", "id"),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    stage: Mapped[str] = short(16)
    prompt: Mapped[str] = short(40)
    words: Mapped[str]
    html: Mapped[str]
    facts: Mapped[Facts]
    author_id: Mapped[int] = refers_to("person.id")
    replaces_id: Mapped[int | None] = refers_to("entry.id")
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    acceptances: Mapped[list[Acceptance]] = relationship(lazy="selectin", order_by="Acceptance.id")


class Acceptance(InCapacity, Base):
    """A person's word, for the side an entry concerns: it says it right, or it does not. Bound to its digest."""

    __tablename__ = "acceptance"
    __table_args__ = (
        CheckConstraint("accepted OR length(note) > 0", name="correction_in_words"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        *capacity_is_sound(),
        Index("ix_acceptance_entry_id", "entry_id", "id"),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = refers_to("entry.id")
    person_id: Mapped[int] = refers_to("person.id")
    accepted: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = short(64)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Confirmation(InCapacity, Base):
    """One person's word on a stage, bound to the digest of the stage's words. Only the newest of each counts."""

    __tablename__ = "confirmation"
    __table_args__ = (
        one_of("stage", STAGES),
        one_of("kind", ("confirm", "reservation", "not_yet")),
        CheckConstraint("kind = 'confirm' OR length(words) > 0", name="words_unless_plain"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        *capacity_is_sound(),
        Index("ix_confirmation_stage", "record_id", "stage", "id"),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    stage: Mapped[str] = short(16)
    person_id: Mapped[int] = refers_to("person.id")
    kind: Mapped[str] = short(12)
    words: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_date: Mapped[date | None]
    digest: Mapped[str] = short(64)
    attests: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Movement(InCapacity, Base):
    """The facilitator moved the record from one stage to another: forward, back or past an unmet stage."""

    __tablename__ = "movement"
    __table_args__ = (
        one_of("from_stage", STAGES),
        one_of("to_stage", STAGES),
        one_of("kind", ("forward", "back", "exception")),
        CheckConstraint("from_stage <> to_stage", name="goes_somewhere"),
        CheckConstraint("kind = 'forward' OR length(reason) > 0", name="reason_given"),
        *capacity_is_sound(),
        Index("ix_movement_record_id", "record_id", "id"),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    from_stage: Mapped[str] = short(16)
    to_stage: Mapped[str] = short(16)
    kind: Mapped[str] = short(10)
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def from_word(self) -> Stage:
        """The stage it left, by its word."""
        return Stage(self.from_stage)

    @property
    def to_word(self) -> Stage:
        """The stage it reached, by its word."""
        return Stage(self.to_stage)


class SetAside(Base):
    """A required item that this record does without, and why."""

    __tablename__ = "set_aside"
    __table_args__ = (
        UniqueConstraint("record_id", "requirement"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    requirement: Mapped[str] = short(60)
    reason: Mapped[str]
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]
