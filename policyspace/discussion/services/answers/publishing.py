"""Answers cleared, published and taken back, one or a batch: whole or not at all, and told to the ledger once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerDeed, AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.services.answers.telling import Desk, desk_of
from policyspace.discussion.services.counting import count_answered
from policyspace.discussion.services.tallying import tally_answered
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person


@command
def clear_answers(actor: Person, document: Document, *, drafts: Mapping[int, int]) -> int:
    """Say that these drafts, by id the version that was read, may be published; gives how many were not cleared yet.

    Raises NotFound, Conflict when one changed meanwhile or is a draft no more, NotAllowed.
    """
    desk = desk_of(actor, document, Action.CLEAR_ANSWER)
    held = _held(desk, drafts, AnswerState.DRAFT)
    answers = [each for each in _as_read(held, drafts) if each.cleared_at is None]
    if answers:
        _clear(desk, answers)
        desk.tell("answers.cleared", document, answers=[each.id for each in answers])
    return len(answers)


@command
def publish_answers(actor: Person, document: Document, *, drafts: Mapping[int, int]) -> int:
    """Publish these drafts, by id the version that was read; gives how many are new.

    What nobody cleared is cleared by whoever publishes; what is published already stays so. Raises NotFound,
    Conflict when one changed meanwhile or was thrown away, NotAllowed.
    """
    lock(document)
    desk = desk_of(actor, document, Action.PUBLISH_ANSWER)
    held = _held(desk, drafts, AnswerState.DRAFT, AnswerState.PUBLISHED)
    answers = _as_read([each for each in held if each.state == AnswerState.DRAFT], drafts)
    if not answers:
        return 0
    _clear(desk, [each for each in answers if each.cleared_at is None])
    for answer in answers:
        answer.state = AnswerState.PUBLISHED.value
        answer.published_at, answer.published_by = desk.moment, actor.id
    desk.steps(answers, AnswerDeed.PUBLISHED)
    tally = _tally(answers)
    _mark(answers, desk)
    facts = {"answers": [each.id for each in answers], "comments": tally.comments}
    desk.tell("answers.published", document, **facts)
    count_answered(document, answered=tally.visible, changed=tally.changed)
    tally_answered(document, tally.sorts, back=False)
    return len(answers)


@command
def take_back_answers(actor: Person, document: Document, *, answer_ids: Collection[int], reason: str) -> int:
    """Make published answers drafts again, for a reason that is kept with them; gives how many were published.

    What was published stays among the steps of each. Raises NotFound, Conflict when one was thrown away, Invalid
    without a reason, NotAllowed.
    """
    if not reason.strip():
        raise Invalid(reason=lazy("Say why you take it back"))
    lock(document)
    desk = desk_of(actor, document, Action.TAKE_BACK_ANSWER)
    held = _held(desk, answer_ids, AnswerState.DRAFT, AnswerState.PUBLISHED)
    answers = [each for each in held if each.state == AnswerState.PUBLISHED]
    if not answers:
        return 0
    tally = _tally(answers)
    desk.steps(answers, AnswerDeed.TAKEN_BACK, reason=reason)
    for answer in answers:
        answer.state = AnswerState.DRAFT.value
        answer.published_at = answer.published_by = answer.cleared_at = answer.cleared_by = None
    _mark(answers, None)
    facts = {"answers": [each.id for each in answers], "comments": tally.comments}
    desk.tell("answers.taken_back", document, **facts)
    count_answered(document, answered=-tally.visible, changed=-tally.changed)
    tally_answered(document, tally.sorts, back=True)
    return len(answers)


def _held(desk: Desk, answer_ids: Collection[int], *states: AnswerState) -> Sequence[Answer]:
    """These answers of the document, held in the order of their ids. Raises NotFound, Conflict, Invalid."""
    wanted = set(answer_ids)
    if not wanted:
        raise Invalid(answer_ids=lazy("Choose at least one answer"))
    query = (
        select(Answer)
        .where(Answer.id.in_(wanted), Answer.document_id == desk.document.id)
        .order_by(Answer.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalars(query).all()
    if len(found) != len(wanted):
        raise NotFound
    if any(each.state not in states for each in found):
        raise Conflict(lazy("Some of these answers were published or thrown away meanwhile. Choose again."))
    return found


def _as_read(answers: Sequence[Answer], drafts: Mapping[int, int]) -> Sequence[Answer]:
    """`answers`, of which the versions in `drafts` were read. Raises Conflict when one says something else now."""
    if any(each.version != drafts[each.id] for each in answers):
        raise Conflict(
            lazy("Some of these drafts changed since you read them. Read them again, then choose.")
        )
    return answers


def _clear(desk: Desk, answers: Sequence[Answer]) -> None:
    for answer in answers:
        answer.cleared_at, answer.cleared_by = desk.moment, desk.actor.id
    if answers:
        desk.steps(answers, AnswerDeed.CLEARED)


@dataclass(frozen=True)
class _Tally:
    """How many comments some answers are given to, how many of those everyone reads, how many changed the text.

    `sorts`: how many of those that everyone reads are of each kind, from each side.
    """

    comments: int
    visible: int
    changed: int
    sorts: Counter[tuple[str, str]]


def _tally(answers: Sequence[Answer]) -> _Tally:
    """Counts the comments of `answers`, which are held from now on in the order of their ids."""
    changing = {each.id for each in answers if each.changed_text}
    query = (
        select(Comment.answer_id, Comment.kind, Comment.side, Comment.withdrawn_at, Comment.hidden_at)
        .where(Comment.answer_id.in_([each.id for each in answers]))
        .order_by(Comment.id)
        .with_for_update()
    )
    rows = db.session.execute(query).all()
    visible = [row for row in rows if row.withdrawn_at is None and row.hidden_at is None]
    sorts = Counter((row.kind, row.side) for row in visible)
    return _Tally(len(rows), len(visible), sum(row.answer_id in changing for row in visible), sorts)


def _mark(answers: Sequence[Answer], desk: Desk | None) -> None:
    its = Comment.answer_id.in_([each.id for each in answers])
    db.session.execute(update(Comment).where(its).values(answered_at=desk.moment if desk else None))
