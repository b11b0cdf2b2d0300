"""Everything said about a document at once, up to a bound, as its reader may see it."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import HideReason
from policyspace.discussion import services
from policyspace.discussion.queries import AllSaid, all_said
from policyspace.discussion.rules import CommentState
from policyspace.drafting.models import Document
from policyspace.spaces.queries import SpaceView
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.conftest import QueryCount


def read(document: Document, *, until: int = 99, **bounds: int) -> AllSaid:
    """What a visitor reads."""
    return all_said(SpaceView(the_space(document), None, None), document, until=until, **bounds)


def words(found: AllSaid) -> list[tuple[str, list[str]]]:
    """The words of each thread: of its head, and of its replies."""
    return [(each.comment.html, [reply.html for reply in each.replies]) for each in found.threads]


def test_threads_come_oldest_first_each_with_all_its_replies(app: Flask) -> None:
    problem = a_discussed_problem()
    first, second = a_comment(problem, body="One."), a_comment(problem, body="Two.")
    for each in range(7):
        a_reply(second, body=f"Two {each}.")
    a_reply(first, body="One 0.")
    found = read(problem)
    assert words(found) == [
        ("<p>One.</p>", ["<p>One 0.</p>"]),
        ("<p>Two.</p>", [f"<p>Two {each}.</p>" for each in range(7)]),
    ]
    assert not found.more
    assert not any(each.more for each in found.threads)


def test_nothing_past_the_bound_is_read_and_it_is_told(app: Flask) -> None:
    problem = a_discussed_problem()
    threads = [a_comment(problem, body=f"Thread {each}.") for each in range(3)]
    for each in range(3):
        a_reply(threads[0], body=f"Reply {each}.")
    cut = read(problem, most=3)
    assert [len(replies) for _head, replies in words(cut)] == [2]
    assert (cut.more, cut.threads[0].more) == (True, True)
    later = read(problem, most=5)
    assert [len(replies) for _head, replies in words(later)] == [3, 0]
    assert (later.more, later.threads[0].more) == (True, False)
    assert not read(problem, most=6).more


def test_long_words_are_bounded_too(app: Flask) -> None:
    problem = a_discussed_problem()
    for letter in "abc":
        a_comment(problem, body=letter * 1_000)
    found = read(problem, characters=2_500)
    assert [head[3] for head, _replies in words(found)] == ["a", "b"]
    assert found.more


def test_comments_made_on_later_revisions_do_not_belong_to_an_earlier_one(app: Flask) -> None:
    problem = a_discussed_problem()
    first = a_comment(problem, body="Early.")
    a_revision(problem, "Other words.\n")
    a_comment(problem, body="Late.")
    a_reply(first, body="Late reply.")
    assert words(read(problem, until=1)) == [("<p>Early.</p>", ["<p>Late reply.</p>"])]
    assert len(read(problem, until=2).threads) == 2


def test_hidden_and_withdrawn_words_are_not_given_to_a_visitor(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident()
    hidden, withdrawn = a_comment(problem, body="Hide me."), a_comment(problem, body="Mine.", author=author)
    a_reply(withdrawn)
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason=HideReason.ABUSE)
    services.withdraw_comment(author, withdrawn)
    found = read(problem)
    assert [each.comment.state for each in found.threads] == [CommentState.HIDDEN, CommentState.WITHDRAWN]
    assert [each.comment.html for each in found.threads] == ["", ""]


def test_it_costs_two_statements_however_much_was_said(app: Flask, count_queries: type[QueryCount]) -> None:
    problem = a_discussed_problem()
    for _ in range(4):
        a_reply(a_comment(problem))
    visitor = SpaceView(the_space(problem), None, None)
    with count_queries() as queries:
        all_said(visitor, problem, until=9)
    assert len(queries) == 2
