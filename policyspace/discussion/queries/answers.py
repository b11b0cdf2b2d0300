"""Answers as the team works on them, and as everyone reads them once they are published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState, CommentKind
from policyspace.discussion.models import Answer, AnswerStep, Comment, Held
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.queries.said import Said, comments, said, saying
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.rules.suggesting import SuggestionState
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

MOST_STEPS = 100
WITH_NAMES = (joinedload(Answer.drafter), joinedload(Answer.clearer))
OPEN = Suggestion.state == literal(SuggestionState.OPEN.value, literal_execute=True)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """How many visible comments on a document have no published answer, how many suggestions no decision, and how much
    is held.
    """

    comments: int
    suggestions: int
    held: int


def count_unanswered(document: Document) -> Unanswered:
    """What still waits on `document`: comments by its counters, the rest one by one. One statement."""
    waiting = (
        select(func.count())
        .select_from(Suggestion)
        .join(Comment, Comment.suggestion_id == Suggestion.id)
        .where(Suggestion.document_id == document.id, OPEN, Comment.hidden_at.is_(None))
    )
    held = select(func.count()).where(
        Held.space_id == document.space_id, Held.document_id == document.id, Held.state == "waiting"
    )
    both = select(waiting.scalar_subquery(), held.scalar_subquery())
    suggestions, waits = db.session.execute(both).one()
    return Unanswered(document.asked_count - document.answered_count, suggestions, waits)


def with_open_suggestion(document_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a suggestion on the document of that id, which everyone may read, waits for a decision."""
    head = select(Suggestion.id).join(Comment, Comment.suggestion_id == Suggestion.id)
    return head.where(Suggestion.document_id == document_id, OPEN, Comment.hidden_at.is_(None)).exists()


def get_answer(view: SpaceView, document: Document, answer_id: int) -> Answer:
    """An answer with the names of who drafted and cleared it; drafts are for the team. Raises NotFound."""
    query = select(Answer).where(Answer.id == answer_id, Answer.document_id == document.id)
    if not view.may(Action.READ_DRAFT_ANSWER):
        query = query.where(Answer.state == AnswerState.PUBLISHED.value)
    answer = db.session.scalar(query.options(*WITH_NAMES))
    if answer is None:
        raise NotFound
    return answer


def answers_of(
    view: SpaceView,
    document: Document,
    span: Span,
    *,
    state: AnswerState = AnswerState.PUBLISHED,
    drafter: Person | None = None,
) -> Page[Answer]:
    """The answers to comments on `document` in `state`, newest first. Raises NotAllowed for drafts of the team."""
    if state is not AnswerState.PUBLISHED:
        view.require(Action.READ_DRAFT_ANSWER)
    query = select(Answer).where(Answer.document_id == document.id, Answer.state == state.value)
    if drafter is not None:
        query = query.where(Answer.drafted_by == drafter.id)
    return page_of(query.options(*WITH_NAMES), Answer.id, lambda answer: answer, span)


def comments_of(
    view: SpaceView, document: Document, answer_ids: Collection[int], *, most: int
) -> Mapping[int, Sequence[Said]]:
    """By answer, the first `most` comments it is given to that still stand, oldest first. One statement."""
    place = func.row_number().over(partition_by=comments.c.answer_id, order_by=comments.c.id)
    placed = (
        select(comments.c.id, comments.c.answer_id, place.label("place"))
        .where(comments.c.answer_id.in_(answer_ids), comments.c.withdrawn_at.is_(None))
        .subquery()
    )
    found: dict[int, list[Said]] = {each: [] for each in answer_ids}
    query = select(placed.c.id).where(placed.c.place <= most)
    if answer_ids:
        for each in sorted(_read(view, document, query), key=lambda each: each.id):
            found[each.answer_id or 0].append(each)
    return found


def comments_awaiting(
    view: SpaceView, document: Document, span: Span, *, kind: CommentKind | None = None
) -> Page[Said]:
    """The comments on `document` for which no answer was drafted yet, newest first. Two statements.

    Raises NotAllowed for who is not of the team.
    """
    view.require(Action.READ_DRAFT_ANSWER)
    query = undrafted(document)
    if kind is not None:
        query = query.where(Comment.kind == kind.value)
    page = page_of(query, Comment.id, lambda each: each, span)
    read = comments_by_id(view, document, page.items)
    return Page([each for each in read if each.id in set(page.items)], page.newer, page.older)


def comments_by_id(view: SpaceView, document: Document, ids: Collection[int]) -> Sequence[Said]:
    """These top-level comments on `document`, newest first, as far as they stand."""
    if not ids:
        return []
    here = select(comments.c.id).where(
        comments.c.id.in_(ids),
        comments.c.document_id == document.id,
        comments.c.thread_id.is_(None),
        comments.c.entry_id.is_(None),
        comments.c.withdrawn_at.is_(None),
    )
    return sorted(_read(view, document, here), key=lambda each: -each.id)


def steps_of_answer(answer: Answer) -> Sequence[AnswerStep]:
    """What was done with `answer`, newest first; the last hundred."""
    query = select(AnswerStep).where(AnswerStep.answer_id == answer.id)
    return db.session.scalars(query.order_by(AnswerStep.id.desc()).limit(MOST_STEPS)).all()


def answers_by_state(document: Document) -> Mapping[AnswerState, int]:
    """How many answers there are in each state."""
    query = select(Answer.state, func.count()).where(Answer.document_id == document.id).group_by(Answer.state)
    return {AnswerState(state): count for state, count in db.session.execute(query)}


def undrafted(document: Document) -> Select[int]:
    """The ids of the visible comments on `document` that ask for an answer and have none, not even a draft."""
    return select(Comment.id).where(
        Comment.document_id == document.id,
        Comment.thread_id.is_(None),
        Comment.suggestion_id.is_(None),
        Comment.entry_id.is_(None),
        Comment.answer_id.is_(None),
        Comment.withdrawn_at.is_(None),
        Comment.hidden_at.is_(None),
    )


def _read(view: SpaceView, document: Document, ids: Select[int]) -> list[Said]:
    reader = view.reader
    statement = saying(ids.cte("ids"), to_reader=reader is not None, with_body=True)
    rights = Rights(view, document)
    asked = {"reader": reader.id if reader else None}
    return [said(row, rights) for row in db.session.execute(statement, asked).mappings()]
