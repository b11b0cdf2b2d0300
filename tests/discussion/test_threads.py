"""Lists of threads: order, filters, pages by key, first replies, and what a reader may see and do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.charter.actions import Action
from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import (
    Said,
    ThreadPage,
    Wanted,
    get_thread,
    read_discussed,
    threads_of,
    with_unreplied_questions,
)
from policyspace.discussion.rules import CommentState, Order
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.errors import NotFound
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, find_membership
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    the_space,
)
from tests.builders.people import KEEPER, a_resident
from tests.builders.spaces import a_member, the_facilitator


def seen_by(person: Person | None, document: Document) -> SpaceView:
    """The space of `document` as `person` sees it."""
    space = the_space(document)
    return SpaceView(space, person, find_membership(space, person) if person else None)


def ids(page: ThreadPage) -> list[int]:
    return [each.comment.id for each in page.threads]


def supported(comment: Comment, times: int) -> Comment:
    services.import_supports(KEEPER, comment, people=[a_resident() for _ in range(times)])
    return comment


@pytest.mark.parametrize("order", list(Order))
def test_pages_by_key_show_every_thread_once_in_every_order(app: Flask, order: Order) -> None:
    problem, author = a_discussed_problem(), a_resident()
    supports = [0, 2, 1, 2, 0, 3, 0]
    made = [supported(a_comment(problem, author=author), times) for times in supports]
    ranked = {
        Order.NEWEST: sorted(made, key=lambda each: -each.id),
        Order.OLDEST: sorted(made, key=lambda each: each.id),
        Order.SUPPORTED: sorted(made, key=lambda each: (-each.support_count, -each.id)),
    }[order]
    view, met, wanted = seen_by(None, problem), [], Wanted(order=order)
    for _ in range(4):
        page = threads_of(view, problem, wanted, limit=2)
        met += ids(page)
        wanted = Wanted(order=order, after=page.after)
    assert page.after is None
    assert met == [each.id for each in ranked]


def test_threads_are_filtered_by_kind_and_by_block(app: Flask) -> None:
    problem = a_discussed_problem()
    block, other = a_block_of(problem, 1), a_block_of(problem, 2)
    idea = a_comment(problem, kind=CommentKind.IDEA, block_id=block)
    concern = a_comment(problem, kind=CommentKind.CONCERN, block_id=block)
    elsewhere = a_comment(problem, kind=CommentKind.IDEA, block_id=other)
    view = seen_by(None, problem)
    for order in Order:
        assert set(ids(threads_of(view, problem, Wanted(order, kind=CommentKind.IDEA)))) == {
            idea.id,
            elsewhere.id,
        }
        assert set(ids(threads_of(view, problem, Wanted(order, block=block)))) == {idea.id, concern.id}
        both = Wanted(order, kind=CommentKind.IDEA, block=block)
        assert ids(threads_of(view, problem, both)) == [idea.id]


def test_each_thread_comes_with_its_first_five_replies_that_stand(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident()
    top = a_comment(problem)
    replies = [a_reply(top, author=author) for _ in range(8)]
    services.withdraw_comment(author, replies[1])
    few = a_comment(problem)
    a_reply(few)
    page = threads_of(seen_by(None, problem), problem, Wanted())
    assert [(len(each.replies), each.more) for each in page.threads] == [(1, False), (5, True)]
    assert [each.id for each in page.threads[1].replies] == [each.id for each in [replies[0], *replies[2:6]]]
    assert page.threads[1].comment.reply_count == 7


def test_comments_of_another_document_are_not_mixed_in(app: Flask) -> None:
    problem = a_discussed_problem()
    other = a_discussed_problem(the_space(problem))
    here, there = a_comment(problem), a_comment(other)
    assert ids(threads_of(seen_by(None, problem), problem, Wanted())) == [here.id]
    with pytest.raises(NotFound):
        get_thread(seen_by(None, problem), problem, there.id)


def test_what_was_withdrawn_without_replies_is_nowhere(app: Flask) -> None:
    problem = a_discussed_problem()
    gone = a_comment(problem)
    services.withdraw_comment(gone.author, gone)
    assert ids(threads_of(seen_by(None, problem), problem, Wanted())) == []
    with pytest.raises(NotFound):
        get_thread(seen_by(None, problem), problem, gone.id)


def the_one(person: Person | None, document: Document) -> Said:
    return threads_of(seen_by(person, document), document, Wanted(), with_body=True).threads[0].comment


def test_a_tombstone_holds_neither_words_nor_name(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    a_reply(top)
    services.withdraw_comment(top.author, top)
    for person in (None, top.author, the_facilitator(the_space(problem))):
        said = the_one(person, problem)
        assert (said.state, said.html, said.body, said.author, said.author_id) == (
            CommentState.WITHDRAWN,
            "",
            "",
            "",
            None,
        )
        assert said.may == frozenset()


def test_a_hidden_comment_is_read_by_its_author_and_facilitators_alone(app: Flask) -> None:
    problem = a_discussed_problem()
    top, facilitator = a_comment(problem), the_facilitator(the_space(problem))
    services.hide_comment(facilitator, top, reason="spam", words="Shorter")
    for person in (None, a_resident(), a_member(the_space(problem))):
        said = the_one(person, problem)
        assert (said.state, said.html, said.body, said.hidden_words) == (CommentState.HIDDEN, "", "", None)
        assert (said.hidden_reason, said.may) == ("spam", frozenset())
    for person in (top.author, facilitator):
        said = the_one(person, problem)
        assert (said.html, said.body, said.hidden_words) == (top.html, top.body, "Shorter")


def test_a_reader_is_told_what_they_support_in_the_same_statement(
    app: Flask, count_queries: type[object]
) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    mine, other = a_comment(problem), a_comment(problem)
    services.support_comment(rosa, mine)
    services.support_comment(a_resident(), other)
    view = seen_by(rosa, problem)
    with count_queries() as taken:  # type: ignore[attr-defined]  # the fixture gives a context manager
        page = threads_of(view, problem, Wanted())
    assert {each.comment.id: each.comment.supported for each in page.threads} == {
        mine.id: True,
        other.id: False,
    }
    assert len(taken) <= 2  # the list, and on SQLite the transaction it begins


def test_what_a_reader_may_do_with_a_comment_is_asked_of_the_charter(app: Flask) -> None:
    problem = a_discussed_problem()
    top, facilitator = a_comment(problem), the_facilitator(the_space(problem))
    part = {Action.REPLY, Action.SUPPORT, Action.REPORT_COMMENT}
    assert the_one(None, problem).may == frozenset()
    assert the_one(a_resident(), problem).may == part
    assert the_one(facilitator, problem).may == part | {Action.HIDE_COMMENT}
    own = {Action.REPLY, Action.WITHDRAW_COMMENT}
    assert the_one(top.author, problem).may == own | {Action.EDIT_COMMENT}
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert the_one(top.author, problem).may == own
    drafting.close_problem(facilitator, problem)
    assert the_one(top.author, problem).may == {Action.EDIT_COMMENT, Action.WITHDRAW_COMMENT}


def test_a_document_is_read_with_the_counts_of_its_blocks(app: Flask) -> None:
    problem = a_discussed_problem()
    one, two = a_block_of(problem, 1), a_block_of(problem, 2)
    a_reply(a_comment(problem, block_id=one))
    gone = a_comment(problem, block_id=two)
    view = seen_by(None, problem)
    assert read_discussed(view, 1)[2] == {one: 2, two: 1}
    services.withdraw_comment(gone.author, gone)
    document, revision, counts = read_discussed(view, 1)
    assert (document.id, revision.number, counts) == (problem.id, 1, {one: 2})
    with pytest.raises(NotFound):
        read_discussed(view, 2)


def test_documents_with_a_question_nobody_replied_to_are_told(app: Flask) -> None:
    problems = [a_discussed_problem() for _ in range(6)]
    waiting, other_kind, replied, hidden, withdrawn, _silent = problems
    questions = [a_comment(each, kind=CommentKind.QUESTION) for each in problems[2:5]]
    a_reply(questions[0])
    services.hide_comment(the_facilitator(the_space(hidden)), questions[1], reason="spam")
    services.withdraw_comment(questions[2].author, questions[2])
    a_comment(other_kind, kind=CommentKind.IDEA)
    a_comment(waiting, kind=CommentKind.QUESTION)
    assert with_unreplied_questions([each.id for each in problems]) == {waiting.id}
    assert with_unreplied_questions([replied.id, withdrawn.id]) == set()
    assert with_unreplied_questions([]) == set()
