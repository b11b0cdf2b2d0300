"""Tables of the shared outcome: records, entries, confirmations, movements, items set aside, facilitators' deeds."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import RecordDeed, Stage
from policyspace.foundation.db import Base, Facts, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

STAGES = [stage.value for stage in Stage]
STANDS = "ended_at IS NULL"
ENDED_BY_SOMEONE = "(ended_at IS NULL) = (ended_by IS NULL)"


class Record(Base):
    """The shared outcome of one proposal, and the stage it is at.

    `digests` holds, by stage, the digest of its words as they are: a copy that each change of the words brings
    up to date, so that whose confirmation is stale can be asked of many records at once. Kept in the same way:
    `due_days`, by stage the first day on which something in it is due, `first_due` the first of all, and
    `waits_since`, when the record came to its stage or something was last written there.
    `looked_after_by`: the facilitator who was handed the record; nobody: all facilitators of the space.
    """

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("document_id"), one_of("stage", STAGES))

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    stage: Mapped[str] = short(16)
    digests: Mapped[Facts]
    due_days: Mapped[Facts] = mapped_column(default=dict)
    first_due: Mapped[date | None]
    waits_since: Mapped[datetime]
    looked_after_by: Mapped[int | None] = refers_to("person.id")
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Entry(InCapacity, Base):
    """One answer to a prompt of a stage, never changed once written.

    New words make a new row that replaces the old one; `first_id` is the first of such a chain. `facts` are the
    prompt's fields. An entry ends, by someone, when it is replaced or taken off the record; its words are kept.
    One that was carried over from another record names the entry it copies and who did it; its author stays.
    """

    __tablename__ = "entry"
    __table_args__ = (
        one_of("stage", STAGES),
        CheckConstraint("length(words) > 0", name="words_given"),
        CheckConstraint("(replaces_id IS NULL) = (first_id IS NULL)", name="chain_has_a_first"),
        CheckConstraint(ENDED_BY_SOMEONE, name="ended_by_someone"),
        CheckConstraint("(carried_from_id IS NULL) = (carried_by IS NULL)", name="carried_by_someone"),
        UniqueConstraint("replaces_id"),
        UniqueConstraint("record_id", "carried_from_id"),
        UniqueConstraint("author_id", "idempotency_key"),
        *capacity_is_sound(),
        Index("ix_entry_stage", "record_id", "stage", "id"),
        Index(
            "ix_entry_standing",
            *("record_id", "stage", "prompt", "author_id", "id"),
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index("ix_entry_first_id", "first_id", "id"),
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
    first_id: Mapped[int | None] = refers_to("entry.id")
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = refers_to("person.id")
    carried_from_id: Mapped[int | None] = refers_to("entry.id")
    carried_by: Mapped[int | None] = refers_to("person.id")

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)
    ender: Mapped[Person | None] = relationship(foreign_keys=[ended_by], lazy="select")
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
    """One person's word on a stage, bound to the digest of the words they read.

    It ends when the same person says something newer of that stage: each has one word that counts. `attests`:
    said as a facilitator, so it counts for no side.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        one_of("stage", STAGES),
        one_of("kind", ("confirm", "reservation", "not_yet")),
        CheckConstraint("kind = 'confirm' OR length(words) > 0", name="words_unless_plain"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        *capacity_is_sound(),
        Index("ix_confirmation_stage", "record_id", "stage", "id"),
        Index(
            "uq_confirmation_last_word",
            *("record_id", "stage", "person_id"),
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index(
            "ix_confirmation_person_id",
            *("person_id", "record_id"),
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
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
    ended_at: Mapped[datetime | None]

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


class SetAside(InCapacity, Base):
    """A required item that this record does without, and why.

    It ends when the item is asked for again, or set aside for another reason.
    """

    __tablename__ = "set_aside"
    __table_args__ = (
        one_of("stage", STAGES),
        CheckConstraint("length(reason) > 0", name="reason_given"),
        CheckConstraint(ENDED_BY_SOMEONE, name="ended_by_someone"),
        *capacity_is_sound(),
        Index("ix_set_aside_stage", "record_id", "stage", "id"),
        Index(
            "uq_set_aside_standing",
            *("record_id", "requirement"),
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    stage: Mapped[str] = short(16)
    requirement: Mapped[str] = short(60)
    reason: Mapped[str]
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = refers_to("person.id")

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    ender: Mapped[Person | None] = relationship(foreign_keys=[ended_by], lazy="select")


class Deed(InCapacity, Base):
    """What a facilitator did about a record as a whole: nudged someone, closed it, opened it again, handed it over.

    `whom_id`: who was nudged, or given the record. `words`: the note or the reason.
    """

    __tablename__ = "deed"
    __table_args__ = (
        one_of("kind", [kind.value for kind in RecordDeed]),
        CheckConstraint("(whom_id IS NOT NULL) = (kind IN ('nudged', 'handed_over'))", name="of_someone"),
        CheckConstraint("kind = 'nudged' OR length(words) > 0", name="words_given"),
        CheckConstraint(
            "whom_id IS NULL OR whom_id <> person_id OR kind = 'handed_over'", name="not_oneself"
        ),
        *capacity_is_sound(),
        Index("ix_deed_record_id", "record_id", "id"),
        Index("ix_deed_whom_id", "whom_id", "record_id", "id"),
    )

    id: Mapped[Key]
    record_id: Mapped[int] = refers_to("record.id")
    kind: Mapped[str] = short(12)
    whom_id: Mapped[int | None] = refers_to("person.id")
    words: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    whom: Mapped[Person | None] = relationship(foreign_keys=[whom_id], lazy="joined")

    @property
    def word(self) -> RecordDeed:
        """What was done, by its word."""
        return RecordDeed(self.kind)
