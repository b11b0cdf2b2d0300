"""Tables of answers: what became of comments, and what was done with each answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import AnswerDeed, AnswerState, AnswerStatus
from policyspace.foundation.db import Base, Blocks, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

MOST_PASSED_TO = 200
BLOCK_ID_LENGTH = 16
CHANGING = (AnswerStatus.ADOPTED, AnswerStatus.IN_PART)
"""What became of a comment because of which the text changed, where a revision is named."""


class Answer(InCapacity, Base):
    """What became of one or more top-level comments on a document, which name it by `answer_id`.

    `words` are Markdown and `html` is safe, made when saved. `revision_number` is the revision that changed the
    text, `block_id` the passage: a block of it, or one of the revision before that it took out. `change` is what
    became of the passage then: {"mark": "equal", "insert" or "delete", "text"}, in order. The capacity is that of
    `drafter`. `version` counts the states of the draft; `comment_count` is how many comments it answers.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("drafted_by", "idempotency_key"),
        one_of("status", [status.value for status in AnswerStatus]),
        one_of("state", [state.value for state in AnswerState]),
        CheckConstraint(
            "status NOT IN ('not_adopted', 'out_of_scope') OR length(words) > 0", name="says_why"
        ),
        CheckConstraint("(status = 'passed_on') = (passed_to IS NOT NULL)", name="passed_on_to_someone"),
        CheckConstraint("passed_to IS NULL OR length(passed_to) > 0", name="passed_to_named"),
        CheckConstraint(
            "length(words) > 0 OR revision_number IS NOT NULL OR status = 'passed_on'", name="says_something"
        ),
        CheckConstraint("revision_number IS NULL OR revision_number >= 1", name="revision_from_one"),
        CheckConstraint("block_id IS NULL OR revision_number IS NOT NULL", name="passage_of_a_revision"),
        CheckConstraint("(block_id IS NULL) = (change IS NULL)", name="passage_shown"),
        CheckConstraint("(cleared_at IS NULL) = (cleared_by IS NULL)", name="cleared_by_someone"),
        CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published_by_someone"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at_some_time"),
        CheckConstraint("published_at IS NULL OR cleared_at IS NOT NULL", name="cleared_before_published"),
        CheckConstraint("version >= 1 AND comment_count >= 0", name="counts_not_negative"),
        CheckConstraint("state = 'discarded' OR comment_count > 0", name="answers_something"),
        *capacity_is_sound(),
        Index("ix_answer_listed", "document_id", "state", "id"),
        Index("ix_answer_mine", "drafted_by", "document_id", "state", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    state: Mapped[str] = short(10)
    status: Mapped[str] = short(12)
    words: Mapped[str]
    html: Mapped[str]
    passed_to: Mapped[str | None] = short(MOST_PASSED_TO)
    revision_number: Mapped[int | None]
    block_id: Mapped[str | None] = short(BLOCK_ID_LENGTH)
    change: Mapped[Blocks | None]
    version: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int]
    drafted_by: Mapped[int] = refers_to("person.id")
    cleared_by: Mapped[int | None] = refers_to("person.id")
    published_by: Mapped[int | None] = refers_to("person.id")
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    drafter: Mapped[Person] = relationship(foreign_keys=[drafted_by], lazy="select")
    clearer: Mapped[Person | None] = relationship(foreign_keys=[cleared_by], lazy="select")

    @property
    def status_word(self) -> AnswerStatus:
        """What became of the comments, by its word."""
        return AnswerStatus(self.status)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The change as pairs of equal, insert or delete and the words."""
        return [(each["mark"], each["text"]) for each in self.change or ()]

    @property
    def changed_text(self) -> bool:
        """Whether the text changed because of the comments it answers."""
        return self.revision_number is not None and self.status in CHANGING


class AnswerStep(InCapacity, Base):
    """Something that was done with an answer, by whom, and the answer as it stood then: nothing of it is lost.

    `version` is the state of the draft that was made, cleared or published; `reason` tells why a published one was
    taken back.
    """

    __tablename__ = "answer_step"
    __table_args__ = (
        one_of("step", [deed.value for deed in AnswerDeed]),
        one_of("status", [status.value for status in AnswerStatus]),
        CheckConstraint("step <> 'taken_back' OR length(reason) > 0", name="taken_back_with_reason"),
        *capacity_is_sound(),
        Index("ix_answer_step_answer_id", "answer_id", "id"),
    )

    id: Mapped[Key]
    answer_id: Mapped[int] = refers_to("answer.id")
    step: Mapped[str] = short(12)
    version: Mapped[int]
    status: Mapped[str] = short(12)
    words: Mapped[str]
    passed_to: Mapped[str | None] = short(MOST_PASSED_TO)
    revision_number: Mapped[int | None]
    block_id: Mapped[str | None] = short(BLOCK_ID_LENGTH)
    reason: Mapped[str] = short(500)
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def deed(self) -> AnswerDeed:
        """What was done, by its word."""
        return AnswerDeed(self.step)

    @property
    def status_word(self) -> AnswerStatus:
        """What the answer said became of the comments, by its word."""
        return AnswerStatus(self.status)
