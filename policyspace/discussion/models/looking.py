"""The book of who saw what of a discussion when. Keeping it is nobody's deed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, bookkeeping, identifier, refers_to


@bookkeeping
class DiscussionLook(Base):
    """Up to which comment a person had seen what is said about a document, at this visit and at the one before.

    `seen_id` and `earlier_id` are ids of comments, 0 where there were none; what came later has a higher one.
    `earlier_id` and `earlier_at` are None until there was a visit before.
    """

    __tablename__ = "discussion_look"
    __table_args__ = (
        CheckConstraint("seen_id >= 0", name="seen_not_negative"),
        CheckConstraint(
            "earlier_id IS NULL OR (earlier_id >= 0 AND earlier_id <= seen_id)", name="earlier_is_not_newer"
        ),
        CheckConstraint("(earlier_id IS NULL) = (earlier_at IS NULL)", name="earlier_has_moment"),
    )

    person_id: Mapped[int] = refers_to("person.id", primary_key=True)
    document_id: Mapped[int] = refers_to("document.id", primary_key=True, index=True)
    seen_id: Mapped[int] = mapped_column(identifier)
    earlier_id: Mapped[int | None] = mapped_column(identifier)
    earlier_at: Mapped[datetime | None]
    looked_at: Mapped[datetime]
