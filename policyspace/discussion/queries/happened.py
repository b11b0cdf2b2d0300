"""What happened to what I said: a person's own comments, in all spaces they may read, each with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from policyspace.charter.words import AnswerState, Role, Visibility
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.queries.answered import Answered, shown_answer
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.queries import UNPUBLISHED
from policyspace.drafting.rules.suggesting import SuggestionState
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space

WRITERS = (Role.DRAFTER.value, Role.FACILITATOR.value)


@dataclass(frozen=True, slots=True)
class Happened:
    """One's own top-level comment, where it stands, and what became of it.

    `answer` is the published one; a comment that made a suggestion has that and its state.
    """

    comment: Comment
    document: Document
    space: Space
    answer: Answered | None
    suggestion_id: int | None
    suggestion_state: SuggestionState | None


def what_happened_to(person: Person, span: Span) -> Page[Happened]:
    """The top-level comments of `person` that they did not withdraw, newest first. One statement."""
    published = and_(Answer.id == Comment.answer_id, Answer.state == AnswerState.PUBLISHED.value)
    own = and_(
        Membership.space_id == Space.id, Membership.person_id == person.id, Membership.ended_at.is_(None)
    )
    query = (
        select(Comment, Document, Space, Answer, Suggestion.id, Suggestion.state)
        .join(Document, Document.id == Comment.document_id)
        .join(Space, Space.id == Document.space_id)
        .outerjoin(Membership, own)
        .outerjoin(Answer, published)
        .outerjoin(Suggestion, Suggestion.id == Comment.suggestion_id)
        .where(
            Comment.author_id == person.id,
            Comment.thread_id.is_(None),
            Comment.withdrawn_at.is_(None),
            _may_read(),
        )
        .options(joinedload(Answer.drafter), joinedload(Answer.clearer))
    )
    return page_of(query, Comment.id, _happened, span)


def _may_read() -> ColumnElement[bool]:
    """What the front door and the list of documents let this reader read, in the words of the database."""
    in_space = or_(Space.visibility == Visibility.PUBLIC.value, Membership.id.is_not(None))
    return and_(in_space, or_(Document.state.not_in(UNPUBLISHED), Membership.role.in_(WRITERS)))


def _happened(
    comment: Comment,
    document: Document,
    space: Space,
    answer: Answer | None,
    suggestion_id: int | None,
    suggestion_state: str | None,
) -> Happened:
    return Happened(
        comment,
        document,
        space,
        shown_answer(answer) if answer else None,
        suggestion_id,
        SuggestionState(suggestion_state) if suggestion_state else None,
    )
