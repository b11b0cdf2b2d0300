"""Table of letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, Key, bookkeeping, identifier, one_of, refers_to, short

STATES = ("waiting", "sent", "kept", "given_up")


@bookkeeping
class Letter(Base):
    """One email to one address: waiting, sent, kept to be read here, or given up after many tries.

    `not_before` is when a waiting letter may be taken next; whoever takes it puts that off and counts an
    attempt, so that nobody else takes it meanwhile. `not_after` is set where the letter is of no use later:
    its link has expired. Where a link opens something, `text` and `html` hold `rules.HELD_BACK` for the token.
    `stop_path` is the page on which its reader can stop letters of this kind, for those that can be stopped.
    """

    __tablename__ = "letter"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at_some_time"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        UniqueConstraint("ledger_id", "to_address"),
        Index("ix_letter_waiting", "state", "not_before", "id"),
        Index("ix_letter_person_id", "person_id", "id"),
    )

    id: Mapped[Key]
    ledger_id: Mapped[int] = mapped_column(identifier)
    person_id: Mapped[int | None] = refers_to("person.id")
    to_address: Mapped[str] = short(254)
    language: Mapped[str] = short(8)
    subject: Mapped[str] = short(200)
    text: Mapped[str]
    html: Mapped[str]
    stop_path: Mapped[str | None] = short(200)
    state: Mapped[str] = short(10)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    not_after: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
