"""Which comments an answer is given to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.services.answers.telling import desk_of, hold
from policyspace.discussion.services.counting import VISIBLE
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person

MOST_COMMENTS = 1_000


@command
def add_comments(actor: Person, answer: Answer, *, comment_ids: Collection[int]) -> None:
    """Give a drafted answer to these comments as well; those that have it already stay.

    It has to be cleared again. Raises Invalid for comments that ask for no answer or have another; Conflict when it
    is a draft no more; NotAllowed.
    """
    desk = desk_of(actor, db.session.get_one(Document, answer.document_id), Action.DRAFT_ANSWER)
    _hold(answer)
    known = set(db.session.scalars(select(Comment.id).where(Comment.answer_id == answer.id)))
    fresh = set(comment_ids) - known
    if not fresh:
        return
    take_up(answer, fresh)
    answer.comment_count += len(fresh)
    answer.cleared_at = answer.cleared_by = None
    desk.tell("answer.regrouped", answer, added=len(fresh), taken_out=0)


@command
def take_comments_out(actor: Person, answer: Answer, *, comment_ids: Collection[int]) -> None:
    """Leave these comments without the drafted answer again; others than its own are passed over.

    Raises Invalid when none would be left, Conflict when it is a draft no more, NotAllowed.
    """
    desk = desk_of(actor, db.session.get_one(Document, answer.document_id), Action.DRAFT_ANSWER)
    _hold(answer)
    its = Comment.answer_id == answer.id
    gone = db.session.scalar(select(func.count()).where(its, Comment.id.in_(comment_ids))) or 0
    if not gone:
        return
    if gone >= answer.comment_count:
        raise Invalid(comment_ids=lazy("Leave at least one comment, or throw the draft away."))
    db.session.execute(update(Comment).where(its, Comment.id.in_(comment_ids)).values(answer_id=None))
    answer.comment_count -= gone
    desk.tell("answer.regrouped", answer, added=0, taken_out=gone)


def take_up(answer: Answer, comment_ids: Collection[int]) -> None:
    """Let the comments name `answer`, all or none. Raises Invalid when one of them asks for no answer, or has one."""
    wanted = set(comment_ids)
    if not wanted:
        raise Invalid(comment_ids=lazy("Choose at least one comment"))
    if len(wanted) > MOST_COMMENTS:
        raise Invalid(comment_ids=lazy("Choose at most 1,000 comments"))
    db.session.flush()
    free = (
        Comment.document_id == answer.document_id,
        Comment.thread_id.is_(None),
        Comment.suggestion_id.is_(None),
        Comment.entry_id.is_(None),
        Comment.answer_id.is_(None),
        *VISIBLE,
    )
    done = db.session.execute(
        update(Comment).where(Comment.id.in_(wanted), *free).values(answer_id=answer.id)
    )
    if done.rowcount != len(wanted):  # type: ignore[attr-defined]  # an update gives a cursor, which counts
        raise Invalid(
            comment_ids=lazy(
                "Some of these comments were taken up, hidden or withdrawn meanwhile. Choose again."
            )
        )


def let_go(answer: Answer) -> int:
    """Leave every comment of `answer` without one; gives how many."""
    freed = update(Comment).where(Comment.answer_id == answer.id).values(answer_id=None)
    return int(db.session.execute(freed).rowcount)  # type: ignore[attr-defined]  # an update counts its rows


def _hold(answer: Answer) -> None:
    hold(answer)
    if answer.state != AnswerState.DRAFT:
        raise Conflict(lazy("This answer is a draft no more, so its comments stay as they are."))
