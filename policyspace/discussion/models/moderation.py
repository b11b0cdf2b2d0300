"""Tables of moderation: reports by readers, appeals by authors, and the public log of what facilitators did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import AppealOutcome, HideReason, Moderation, ReportReason
from policyspace.foundation.db import Base, Key, one_of, refers_to, short
from policyspace.people.models import Person

REPORT_WAITS = "settled_at IS NULL"
APPEAL_WAITS = "decided_at IS NULL"
WHERE_REPORT_WAITS: dict[str, Any] = {
    "sqlite_where": text(REPORT_WAITS),
    "postgresql_where": text(REPORT_WAITS),
}
WHERE_APPEAL_WAITS: dict[str, Any] = {
    "sqlite_where": text(APPEAL_WAITS),
    "postgresql_where": text(APPEAL_WAITS),
}


class Report(Base):
    """A reader asks the facilitators to look at a comment. Who it was is told to nobody.

    It is settled when the comment is hidden (`outcome` "hidden"), left as it is ("kept") or withdrawn ("dropped").
    """

    __tablename__ = "report"
    __table_args__ = (
        one_of("reason", [reason.value for reason in ReportReason]),
        one_of("outcome", ("hidden", "kept", "dropped"), optional=True),
        CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)",
            name="settled_somehow",
        ),
        CheckConstraint("reason <> 'other' OR length(words) > 0", name="other_in_words"),
        Index("uq_report_waiting", "comment_id", "reporter_id", unique=True, **WHERE_REPORT_WAITS),
        Index("ix_report_waiting", "space_id", "comment_id", "id", **WHERE_REPORT_WAITS),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    comment_id: Mapped[int] = refers_to("comment.id")
    reporter_id: Mapped[int] = refers_to("person.id")
    reason: Mapped[str] = short(24)
    words: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = refers_to("person.id")
    outcome: Mapped[str | None] = short(8)


class Appeal(Base):
    """The author of a hidden comment asks that another facilitator looks again: once for each time it is hidden.

    `reply` are the words of whoever decided it, to the author. Where it ended without a decision (the facilitator
    who hid the comment showed it again, or its author withdrew it), nobody decided.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("comment_id", "hidden_at"),
        one_of("outcome", [outcome.value for outcome in AppealOutcome], optional=True),
        CheckConstraint("length(words) > 0", name="words_given"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="ended_somehow"),
        CheckConstraint(
            "decided_by IS NULL OR (decided_by <> hidden_by AND decided_by <> author_id)",
            name="decided_by_another",
        ),
        CheckConstraint(
            "(decided_by IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('restored', 'upheld'))",
            name="decision_has_decider",
        ),
        Index("ix_appeal_waiting", "space_id", "id", **WHERE_APPEAL_WAITS),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    comment_id: Mapped[int] = refers_to("comment.id")
    author_id: Mapped[int] = refers_to("person.id")
    hidden_at: Mapped[datetime]
    hidden_by: Mapped[int] = refers_to("person.id")
    words: Mapped[str]
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = refers_to("person.id")
    outcome: Mapped[str | None] = short(10)
    reply: Mapped[str] = mapped_column(default="")

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="select")

    @property
    def outcome_word(self) -> AppealOutcome | None:
        """The outcome by its word, with its label."""
        return AppealOutcome(self.outcome) if self.outcome else None


class ModerationStep(Base):
    """A line of the public log: what was done about a comment, when and why; neither its words nor whose they are."""

    __tablename__ = "moderation_step"
    __table_args__ = (
        one_of("step", [each.value for each in Moderation]),
        one_of("reason", [reason.value for reason in HideReason]),
        Index("ix_moderation_step_space_id", "space_id", "id"),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    document_id: Mapped[int] = refers_to("document.id")
    comment_id: Mapped[int] = refers_to("comment.id")
    step: Mapped[str] = short(10)
    reason: Mapped[str] = short(24)
    on_appeal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
