"""Books the service keeps about documents: who looked when, who is writing where. Keeping them is nobody's deed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, bookkeeping, refers_to, short


@bookkeeping
class LastLook(Base):
    """Which revision a person saw when they last looked at a document, and which one at the visit before.

    `earlier_number` is None until a second visit.
    """

    __tablename__ = "last_look"
    __table_args__ = (
        CheckConstraint("revision_number >= 1", name="revision_from_one"),
        CheckConstraint(
            "earlier_number IS NULL OR (earlier_number >= 1 AND earlier_number <= revision_number)",
            name="earlier_is_not_newer",
        ),
    )

    person_id: Mapped[int] = refers_to("person.id", primary_key=True)
    document_id: Mapped[int] = refers_to("document.id", primary_key=True, index=True)
    revision_number: Mapped[int]
    earlier_number: Mapped[int | None]
    looked_at: Mapped[datetime]


@bookkeeping
class Editing(Base):
    """A person has an editor open: on the section that the heading block `section` begins, "" for the whole text."""

    __tablename__ = "editing"
    __table_args__ = (
        CheckConstraint("opened_at <= seen_at", name="opened_before_seen"),
        Index("ix_editing_seen_at", "document_id", "seen_at"),
    )

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    person_id: Mapped[int] = refers_to("person.id", primary_key=True, index=True)
    section: Mapped[str] = mapped_column(String(16), primary_key=True, default="")
    section_title: Mapped[str] = short(160)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
