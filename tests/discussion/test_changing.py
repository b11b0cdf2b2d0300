"""What authors do with their own words: change them for a while, or take them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.discussion import services
from policyspace.discussion.queries import get_comment
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    counts_of,
    posted,
    the_space,
)
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator


def test_an_author_changes_words_and_kind(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    services.edit_comment(comment.author, comment, body="*Ten* months", kind="concern")
    assert (comment.body, comment.kind) == ("*Ten* months", "concern")
    assert comment.html == "<p><em>Ten</em> months</p>"
    assert comment.edited_at is not None
    assert [row.subject_id for row in told("comment.edited")] == [comment.id]
    assert "months" not in str(told("comment.edited")[0].facts)


def test_the_kind_stays_when_none_is_given_and_a_reply_has_none(app: Flask) -> None:
    comment = a_comment(a_discussed_problem(), kind="idea")
    services.edit_comment(comment.author, comment, body="Ten months")
    assert comment.kind == "idea"
    reply = a_reply(comment)
    services.edit_comment(reply.author, reply, body="Ten months too")
    with pytest.raises(Invalid) as refusal:
        services.edit_comment(reply.author, reply, body="Ten", kind="idea")
    assert list(refusal.value.fields) == ["kind"]


def test_saving_the_same_words_is_no_edit(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    services.edit_comment(comment.author, comment, body=comment.body)
    assert comment.edited_at is None
    assert told("comment.edited") == []


def test_after_fifteen_minutes_words_stay_as_they_are(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    with time_machine.travel(now() + timedelta(minutes=14, seconds=50)):
        services.edit_comment(comment.author, comment, body="In time")
    with (
        time_machine.travel(now() + timedelta(minutes=15, seconds=10)),
        pytest.raises(NotAllowed, match="15 minutes"),
    ):
        services.edit_comment(comment.author, comment, body="Too late")
    assert posted(comment).body == "In time"


def test_nobody_changes_or_withdraws_what_someone_else_said(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    for person in (a_resident(), the_facilitator(the_space(problem))):
        with pytest.raises(NotAllowed):
            services.edit_comment(person, comment, body="Other words")
        with pytest.raises(NotAllowed):
            services.withdraw_comment(person, comment)


def test_what_was_hidden_is_not_changed(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    services.hide_comment(the_facilitator(the_space(problem)), comment, reason="abuse")
    with pytest.raises(Conflict, match="cannot be changed"):
        services.edit_comment(comment.author, comment, body="Kinder words")


def test_an_edit_that_would_cost_too_much_is_refused_by_its_field(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    with pytest.raises(Invalid) as refusal:
        services.edit_comment(comment.author, comment, body="[" * 4_000)
    assert list(refusal.value.fields) == ["body"]


def test_a_comment_without_replies_that_is_withdrawn_is_gone(app: Flask) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    comment = a_comment(problem, block_id=block)
    services.withdraw_comment(comment.author, comment)
    services.withdraw_comment(comment.author, comment)
    assert counts_of(problem) == (0, {block: 0})
    assert len(told("comment.withdrawn")) == 1
    with pytest.raises(NotFound):
        get_comment(problem, comment.id)


def test_a_comment_with_replies_leaves_its_place_until_they_are_gone_too(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    one = a_reply(top)
    two = a_reply(one)
    services.withdraw_comment(one.author, one)
    assert get_comment(problem, one.id).withdrawn_at is not None
    assert [posted(each).reply_count for each in (top, one)] == [1, 1]
    services.withdraw_comment(top.author, top)
    assert counts_of(problem) == (1, {})
    services.withdraw_comment(two.author, two)
    assert [posted(each).reply_count for each in (top, one, two)] == [0, 0, 0]
    assert counts_of(problem) == (0, {})
    for each in (top, one, two):
        with pytest.raises(NotFound):
            get_comment(problem, each.id)


def test_words_can_be_taken_back_when_hidden_and_after_comments_closed(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    services.hide_comment(facilitator, comment, reason="off_topic")
    drafting.close_problem(facilitator, problem)
    services.withdraw_comment(comment.author, comment)
    assert counts_of(problem) == (0, {})
