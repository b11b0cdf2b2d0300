"""Table of letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, Key, identifier, one_of, refers_to, short


class Letter(Base):
    """One email to one address: waiting, sent, kept (demonstration) or given up after many tries."""

    __tablename__ = "letter"
    __table_args__ = (
        one_of("state", ("waiting", "sent", "kept", "given_up")),
        UniqueConstraint("ledger_id", "to_address"),
        Index("ix_letter_waiting", "state", "not_before", "id"),
        Index("ix_letter_person_id", "person_id", "id"),
    )

    id: Mapped[Key]
    ledger_id: Mapped[int] = mapped_column(identifier)
    person_id: Mapped[int | None] = refers_to("person.id")
    to_address: Mapped[str] = short(254)
    subject: Mapped[str] = short(200)
    text: Mapped[str]
    html: Mapped[str]
    state: Mapped[str] = short(10)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
