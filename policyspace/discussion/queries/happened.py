"""What happened to what I said: a person's own comments, in all spaces they may read, each with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.queries.answered import Answered, shown_answer
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.queries import readable_across
from policyspace.drafting.rules.suggesting import SuggestionState
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import READER, own_membership


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
    """The top-level comments of `person` on texts that they did not withdraw, newest first. One statement."""
    published = and_(Answer.id == Comment.answer_id, Answer.state == AnswerState.PUBLISHED.value)
    query = (
        select(Comment, Document, Space, Answer, Suggestion.id, Suggestion.state)
        .join(Document, Document.id == Comment.document_id)
        .join(Space, Space.id == Document.space_id)
        .outerjoin(Membership, own_membership())
        .outerjoin(Answer, published)
        .outerjoin(Suggestion, Suggestion.id == Comment.suggestion_id)
        .where(
            Comment.author_id == person.id,
            Comment.thread_id.is_(None),
            Comment.entry_id.is_(None),
            Comment.withdrawn_at.is_(None),
            readable_across(),
        )
        .options(joinedload(Answer.drafter), joinedload(Answer.clearer))
    )
    return page_of(query.params({READER: person.id}), Comment.id, _happened, span)


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
