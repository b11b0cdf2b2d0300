"""Commenting and replying: what is kept, who may, what is counted, and what is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import CommentKind, Role
from policyspace.discussion import services
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.spaces.models import Space
from policyspace.spaces.queries import find_membership
from policyspace.spaces.services import end_membership
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_draft_problem,
    a_reply,
    counts_of,
    posted,
    the_space,
)
from tests.builders.ledger import told
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator, the_membership


def test_a_comment_keeps_its_words_as_written_and_as_safe_html(app: Flask) -> None:
    comment = a_comment(a_discussed_problem(), body="**Nine** months <b>here</b>")
    assert comment.body == "**Nine** months <b>here</b>"
    assert comment.html == "<p><strong>Nine</strong> months &lt;b&gt;here&lt;/b&gt;</p>"


def test_a_comment_keeps_the_hat_it_was_made_in(app: Flask) -> None:
    problem = a_discussed_problem()
    official = a_member(the_space(problem), side=Side.CENTRAL)
    comment = a_comment(problem, author=official)
    assert comment.capacity == the_membership(the_space(problem), official).capacity
    assert "central government" in comment.capacity.text


def test_the_first_comment_of_a_resident_makes_them_a_member(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    comment = a_comment(problem, author=rosa)
    membership = the_membership(the_space(problem), rosa)
    assert (membership.role, membership.side) == (Role.PARTICIPANT, Side.RESIDENT)
    assert [row.subject_id for row in told("member.joined")][-1] == membership.id
    assert [row.subject_id for row in told("comment.posted")] == [comment.id]


def test_a_refused_comment_makes_nobody_a_member(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    with pytest.raises(Invalid):
        a_comment(problem, author=rosa, block_id="nowhere")
    assert find_membership(the_space(problem), rosa) is None
    assert counts_of(problem) == (0, {})


def test_an_official_says_in_which_capacity_they_join(app: Flask) -> None:
    problem, olive = a_discussed_problem(), an_official()
    with pytest.raises(Invalid, match="choose your capacity"):
        a_comment(problem, author=olive)
    hat = f"own-{olive.affiliations[0].organisation_id}"
    assert a_comment(problem, author=olive, capacity=hat).capacity.side is Side.LOCAL


def test_who_was_removed_cannot_come_back_by_commenting(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    a_comment(problem, author=rosa)
    space = the_space(problem)
    end_membership(the_facilitator(space), the_membership(space, rosa))
    with pytest.raises(NotAllowed, match="ended your membership"):
        a_comment(problem, author=rosa)


def test_the_ledger_is_told_who_where_and_in_which_hat_but_never_the_words(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem, body="Zanzibar", kind=CommentKind.QUESTION)
    row = told("comment.posted")[0]
    assert (row.actor_id, row.space_id, row.subject_id) == (comment.author_id, problem.space_id, comment.id)
    expected = {"document": 1, "kind": "question", "side": "resident", "organisation": None, "voice": "own"}
    assert row.facts == expected
    reply = a_reply(comment, body="Zanzibar")
    row = told("comment.replied")[0]
    assert (row.subject_id, row.facts["parent_author"]) == (reply.id, comment.author_id)
    assert "Zanzibar" not in str([each.facts for each in told("comment.posted") + told("comment.replied")])


def test_the_same_key_twice_posts_once(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    first = a_comment(problem, author=rosa, idempotency_key="key-00000001")
    again = a_comment(problem, author=rosa, idempotency_key="key-00000001", body="other words")
    assert (again.id, again.body) == (first.id, first.body)
    reply = a_reply(first, author=rosa, idempotency_key="key-00000002")
    assert a_reply(first, author=rosa, idempotency_key="key-00000002").id == reply.id
    assert counts_of(problem) == (2, {})
    assert posted(first).reply_count == 1


def test_a_retry_is_answered_though_comments_closed_meanwhile(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    first = a_comment(problem, author=rosa, idempotency_key="key-00000001")
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    assert a_comment(problem, author=rosa, idempotency_key="key-00000001").id == first.id


def test_a_key_is_one_authors_and_for_one_place(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    first = a_comment(problem, author=rosa, idempotency_key="key-00000001")
    assert a_comment(problem, idempotency_key="key-00000001").id != first.id
    with pytest.raises(Invalid) as refusal:
        a_reply(first, author=rosa, idempotency_key="key-00000001")
    assert list(refusal.value.fields) == ["idempotency_key"]


def test_a_comment_on_a_paragraph_that_was_taken_out_meanwhile_is_kept(app: Flask) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 2)
    drafter = the_facilitator(the_space(problem))
    drafting.save_revision(
        drafter,
        problem,
        base_number=1,
        title=problem.title,
        text="Another text.\n",
        idempotency_key="key-00000001",
    )
    comment = a_comment(problem, block_id=block, revision_number=1)
    assert (comment.block_id, comment.revision_number) == (None, 1)
    a_reply(comment)
    assert counts_of(problem) == (2, {})


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ({"block_id": "nowhere"}, "block_id"),
        ({"revision_number": 2}, "revision_number"),
        ({"revision_number": 0}, "revision_number"),
    ],
)
def test_a_place_that_is_not_there_is_refused_by_its_field(
    app: Flask, place: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        a_comment(a_discussed_problem(), **place)
    assert list(refusal.value.fields) == [field]


def test_a_text_that_would_cost_too_much_is_refused_by_its_field(app: Flask) -> None:
    problem = a_discussed_problem()
    with pytest.raises(Invalid) as refusal:
        a_comment(problem, body="[" * 4_000)
    assert list(refusal.value.fields) == ["body"]
    assert counts_of(problem) == (0, {})


def test_replies_to_replies_stay_in_one_thread_and_are_counted_where_they_belong(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    one = a_reply(top)
    two = a_reply(one)
    three = a_reply(two)
    assert [each.thread_id for each in (one, two, three)] == [top.id] * 3
    assert [each.parent_id for each in (one, two, three)] == [top.id, one.id, two.id]
    assert [posted(each).reply_count for each in (top, one, two, three)] == [3, 1, 1, 0]
    assert counts_of(problem) == (4, {})


def test_a_draft_takes_comments_from_those_who_write_it(app: Flask) -> None:
    problem = a_draft_problem()
    space = the_space(problem)
    a_comment(problem, author=a_member(space, role=Role.DRAFTER, side=Side.LOCAL))
    with pytest.raises(NotAllowed):
        a_comment(problem, author=a_member(space))


def test_only_members_comment_in_a_space_that_is_not_public(app: Flask) -> None:
    space = a_members_only_space()
    problem = a_discussed_problem(space)
    top = a_comment(problem, author=a_member(space))
    with pytest.raises(NotAllowed, match="only members can"):
        a_comment(problem)
    with pytest.raises(NotAllowed, match="only members can"):
        a_reply(top)


def test_a_closed_problem_takes_no_more_comments_or_replies(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    with pytest.raises(NotAllowed, match="while the problem is open"):
        a_comment(problem)
    with pytest.raises(NotAllowed, match="while the problem is open"):
        a_reply(top)
    assert counts_of(problem) == (1, {})


def test_a_problem_past_its_closing_date_takes_no_more_comments(app: Flask) -> None:
    problem = a_discussed_problem(closes_on=date.today() + timedelta(days=1))  # noqa: DTZ011 - a date someone typed
    a_comment(problem)
    with time_machine.travel(now() + timedelta(days=3)), pytest.raises(NotAllowed):
        a_comment(problem)


def test_a_problem_closed_between_reading_and_posting_refuses_the_comment_whole(app: Flask) -> None:
    problem = a_discussed_problem()
    rosa, facilitator = a_resident(), the_facilitator(the_space(problem))
    drafting.close_problem(facilitator, problem)
    db.session.expunge(problem)
    problem.state, problem.closes_at = "open", None  # as the request read it, a moment before
    with pytest.raises(Conflict, match="closed to comments"):
        a_comment(problem, author=rosa)
    assert find_membership(the_space(problem), rosa) is None


def test_nobody_replies_to_what_was_hidden_or_withdrawn(app: Flask) -> None:
    problem = a_discussed_problem()
    hidden, withdrawn = a_comment(problem), a_comment(problem)
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason="spam")
    services.withdraw_comment(withdrawn.author, withdrawn)
    for gone in (hidden, withdrawn):
        with pytest.raises(Conflict, match="nobody can reply"):
            a_reply(gone)
    assert counts_of(problem) == (0, {})


def test_what_was_said_elsewhere_keeps_its_date_and_where_it_comes_from(app: Flask) -> None:
    said_at = datetime(2018, 2, 13, 12, 58, tzinfo=UTC)
    imported = {"source": "pol.is", "id": "895", "at": said_at.isoformat()}
    comment = a_comment(a_discussed_problem(), imported=imported)
    assert (comment.created_at, comment.imported) == (said_at, imported)
    assert told("comment.posted")[0].at > said_at


def test_comments_in_one_space_are_not_counted_in_another(app: Flask) -> None:
    one, other = a_discussed_problem(), a_discussed_problem(a_space(title="Another"))
    a_comment(one)
    assert (counts_of(one), counts_of(other)) == ((1, {}), (0, {}))
    assert db.session.get_one(Space, one.space_id).resident_members == 1
