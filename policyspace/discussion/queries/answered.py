"""A published answer as it is shown beside each comment it was given to; read with the comments, by columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, RowMapping, and_

from policyspace.charter.capacity import Capacity, read_capacity
from policyspace.charter.words import AnswerStatus
from policyspace.discussion.models import Answer, Comment
from policyspace.foundation.db import Blocks
from policyspace.people.models import Person

answers = Answer.__table__
_comments = Comment.__table__
_drafters = Person.__table__.alias("drafter")
_clearers = Person.__table__.alias("clearer")
_NAMES = (
    "status",
    "html",
    "passed_to",
    "revision_number",
    "block_id",
    "change",
    "comment_count",
    "published_at",
    "side",
    "voice",
    "organisation_id",
    "organisation_name",
)
ANSWER_COLUMNS: tuple[ColumnElement[Any], ...] = (
    answers.c.id.label("answer_id"),
    *(answers.c[name].label(f"answer_{name}") for name in _NAMES),
    _drafters.c.display_name.label("answer_drafter"),
    _clearers.c.display_name.label("answer_clearer"),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a comment: who drafted the answer, in which capacity, who cleared it, and what changed.

    `change` is what became of the passage `block_id` in revision `revision_number`, as `Answer` keeps it;
    `comment_count` is how many comments got this answer.
    """

    id: int
    status: AnswerStatus
    html: str
    passed_to: str | None
    revision_number: int | None
    block_id: str | None
    change: Blocks | None
    comment_count: int
    published_at: datetime
    drafter: str
    capacity: Capacity
    clearer: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The change as pairs of equal, insert or delete and the words."""
        return [(each["mark"], each["text"]) for each in self.change or ()]


def shown_answer(answer: Answer) -> Answered | None:
    """A published answer as it is shown; None for a draft."""
    if answer.published_at is None or answer.clearer is None:
        return None
    return Answered(
        id=answer.id,
        status=AnswerStatus(answer.status),
        html=answer.html,
        passed_to=answer.passed_to,
        revision_number=answer.revision_number,
        block_id=answer.block_id,
        change=answer.change,
        comment_count=answer.comment_count,
        published_at=answer.published_at,
        drafter=answer.drafter.display_name,
        capacity=answer.capacity,
        clearer=answer.clearer.display_name,
    )


def with_answers(rows: FromClause) -> FromClause:
    """`rows`, which hold the comments, joined with the published answer of each."""
    published = and_(answers.c.id == _comments.c.answer_id, _comments.c.answered_at.is_not(None))
    return (
        rows.outerjoin(answers, published)
        .outerjoin(_drafters, _drafters.c.id == answers.c.drafted_by)
        .outerjoin(_clearers, _clearers.c.id == answers.c.cleared_by)
    )


def answered(values: RowMapping) -> Answered | None:
    """The published answer among the columns of a comment, if it has one."""
    if values["answer_id"] is None:
        return None
    return Answered(
        id=values["answer_id"],
        status=AnswerStatus(values["answer_status"]),
        html=values["answer_html"],
        passed_to=values["answer_passed_to"],
        revision_number=values["answer_revision_number"],
        block_id=values["answer_block_id"],
        change=values["answer_change"],
        comment_count=values["answer_comment_count"],
        published_at=values["answer_published_at"],
        drafter=values["answer_drafter"],
        capacity=read_capacity(
            values["answer_side"],
            values["answer_organisation_name"],
            values["answer_organisation_id"],
            values["answer_voice"],
        ),
        clearer=values["answer_clearer"],
    )
