"""Books the service keeps about documents: who looked when, who is writing where. Keeping them is nobody's deed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, bookkeeping, refers_to, short


@bookkeeping
class LastLook(Base):
    """Which revision a person saw when they last looked at a document, and which one before this visit, and when.

    `earlier_number` and `earlier_at` are None until there was a visit before.
    """

    __tablename__ = "last_look"
    __table_args__ = (
        CheckConstraint("revision_number >= 1", name="revision_from_one"),
        CheckConstraint(
            "earlier_number IS NULL OR (earlier_number >= 1 AND earlier_number <= revision_number)",
            name="earlier_is_not_newer",
        ),
        CheckConstraint("(earlier_number IS NULL) = (earlier_at IS NULL)", name="earlier_has_moment"),
    )

    person_id: Mapped[int] = refers_to("person.id", primary_key=True)
    document_id: Mapped[int] = refers_to("document.id", primary_key=True, index=True)
    revision_number: Mapped[int]
    earlier_number: Mapped[int | None]
    earlier_at: Mapped[datetime | None]
    looked_at: Mapped[datetime]


@bookkeeping
class Editing(Base):
    """A person has an editor open: on the section that the heading block `section` begins, "" for the whole text.

    It is told to others until `shown_until`, which moves on while the editor says that it is still there.
    """

    __tablename__ = "editing"
    __table_args__ = (
        CheckConstraint("opened_at <= shown_until", name="shown_after_opening"),
        Index("ix_editing_shown", "document_id", "shown_until"),
    )

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    person_id: Mapped[int] = refers_to("person.id", primary_key=True, index=True)
    section: Mapped[str] = mapped_column(String(16), primary_key=True, default="")
    section_title: Mapped[str] = short(160)
    opened_at: Mapped[datetime]
    shown_until: Mapped[datetime]
