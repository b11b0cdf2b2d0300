"""What is counted and listed of answers, and what an answer does to the comment it is given to."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import AnswerStatus
from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import (
    Wanted,
    answers_of,
    comments_awaiting,
    comments_of,
    threads_of,
)
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.answers import (
    a_draft_answer,
    an_answer,
    answer_counts,
    published,
)
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, posted, the_space
from tests.builders.spaces import the_facilitator
from tests.conftest import QueryCount


@pytest.fixture
def problem(app: Flask) -> Document:
    return a_discussed_problem()


def seen_by(document: Document, reader: Person | None = None) -> SpaceView:
    space = the_space(document)
    return view_of(space, reader) if reader else SpaceView(space, None, None)


def test_counts_follow_comments_that_go_and_come_back(problem: Document) -> None:
    facilitator = the_facilitator(the_space(problem))
    block = a_block_of(problem, 1)
    comment, other = a_comment(problem), a_comment(problem)
    a_reply(comment)
    an_answer(comment, status=AnswerStatus.ADOPTED, revision_number=1, block_id=block)
    assert answer_counts(problem) == (2, 1, 1)
    services.hide_comment(facilitator, comment, reason="spam")
    assert answer_counts(problem) == (1, 0, 0)
    services.unhide_comment(facilitator, comment)
    assert answer_counts(problem) == (2, 1, 1)
    services.withdraw_comment(comment.author, comment)
    services.withdraw_comment(other.author, other)
    assert answer_counts(problem) == (0, 0, 0)


def test_what_was_hidden_before_its_answer_is_published_counts_once_it_is_shown(problem: Document) -> None:
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    answer = a_draft_answer(comment)
    services.hide_comment(facilitator, comment, reason="spam")
    published(answer)
    assert answer_counts(problem) == (0, 0, 0)
    services.unhide_comment(facilitator, posted(comment))
    assert answer_counts(problem) == (1, 1, 0)


def test_an_answered_comment_keeps_its_words(problem: Document) -> None:
    comment = a_comment(problem)
    an_answer(comment)
    with pytest.raises(Conflict, match="has an answer"):
        services.edit_comment(comment.author, comment, body="Something else.")
    said = threads_of(seen_by(problem, comment.author), problem, Wanted()).threads[0].comment
    assert "edit_comment" not in said.may


def test_lists_of_answers_are_read_in_the_same_number_of_statements_however_long(
    problem: Document, count_queries: type[QueryCount]
) -> None:
    view = seen_by(problem, the_facilitator(the_space(problem)))

    def statements() -> int:
        with count_queries() as queries:
            comments_awaiting(view, problem, Span(limit=2))
            page = answers_of(view, problem, Span(limit=2))
            found = comments_of(view, problem, [each.id for each in page.items], most=1)
        assert all(len(each) <= 1 for each in found.values())
        return len(queries)

    an_answer(a_comment(problem))
    a_comment(problem)
    few = statements()
    an_answer(*(a_comment(problem) for _ in range(3)))
    an_answer(a_comment(problem), a_comment(problem))
    for _ in range(4):
        a_comment(problem)
    assert statements() == few
    first = answers_of(view, problem, Span(limit=2))
    rest = answers_of(view, problem, Span(limit=2, before=first.older))
    assert [each.comment_count for each in (*first.items, *rest.items)] == [2, 3, 1]
    assert rest.older is None
    everything = db.session.query(Comment.id).filter(Comment.answer_id.is_(None)).count()
    assert everything == 5
