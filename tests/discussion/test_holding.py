"""What waits for a facilitator: why, who can read it, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import (
    Wanted,
    all_said,
    get_held,
    held_in,
    own_held,
    threads_of,
    waiting_in,
)
from policyspace.discussion.rules import is_repeated
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, NotAllowed, NotFound
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space
from policyspace.spaces.queries import find_membership, view_of
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    counts_of,
    posted,
    the_space,
    words_of_a_comment,
)
from tests.builders.drafting import a_key, space_of
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator

LONG = "Everyone should buy the pills that my cousin sells at the market."


def held(document: Document, author: Person | None = None, **said: Any) -> Held:
    """A comment by somebody new, whose form a program filled in."""
    found = services.say_comment(author or a_resident(), document, trapped=True, **words_of_a_comment(**said))
    assert isinstance(found, Held)
    return found


def holds_first(space: Space) -> None:
    """Let `space` hold the first words of new accounts."""
    what = {name: getattr(space, name) for name in ("title", "question", "visibility", "time_zone")}
    spaces.edit_space(the_facilitator(space), space, **what, holds_first=True)


def test_what_a_program_seems_to_send_waits_and_is_counted_and_listed_nowhere(app: Flask) -> None:
    problem = a_discussed_problem()
    space, author = the_space(problem), a_resident()
    waits = held(problem, author, block_id=a_block_of(problem, 1))
    assert (waits.why, waits.state, counts_of(problem)) == ("form", "waiting", (0, {}))
    facilitator = the_facilitator(space)
    for reader in (facilitator, author, a_resident()):
        view = view_of(space, reader)
        assert threads_of(view, problem, Wanted()).threads == []
        assert all_said(view, problem, until=9).threads == []
    assert find_membership(space, author) is None
    assert told("comment.posted") == told("member.joined")[1:] == []
    assert [each.held for each in held_in(view_of(space, facilitator), Span()).items] == [waits]
    assert waiting_in(view_of(space, facilitator)).held == 1
    assert own_held(view_of(space, author), problem) == [waits]


def test_only_its_author_and_facilitators_read_it(app: Flask) -> None:
    problem = a_discussed_problem()
    space, author = the_space(problem), a_resident()
    waits = held(problem, author)
    drafter = a_member(space, role=Role.DRAFTER, side=Side.LOCAL)
    for reader in (author, the_facilitator(space)):
        assert get_held(view_of(space, reader), waits.id).held == waits
    for stranger in (drafter, a_resident()):
        with pytest.raises(NotFound):
            get_held(view_of(space, stranger), waits.id)
        with pytest.raises(NotAllowed):
            held_in(view_of(space, stranger), Span())
    assert own_held(view_of(space, drafter), problem) == []


def test_released_it_is_a_comment_like_any_other(app: Flask) -> None:
    problem = a_discussed_problem()
    author, block = a_resident(), a_block_of(problem, 2)
    waits = held(problem, author, block_id=block)
    comment = services.release_held(the_facilitator(the_space(problem)), waits)
    assert comment is not None
    assert (comment.author_id, comment.block_id, comment.body) == (author.id, block, waits.body)
    assert (counts_of(problem), waits.state, space_of(problem).held_count) == ((1, {block: 1}), "posted", 0)
    assert services.release_held(the_facilitator(the_space(problem)), waits) == comment
    assert [row.actor_id for row in told("comment.posted")] == [author.id]


def test_whose_words_stand_is_no_newcomer_any_more(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident()
    a_comment(problem, author=author)
    assert isinstance(
        services.say_comment(author, problem, trapped=True, **words_of_a_comment(body="More.")), Comment
    )


def test_a_space_can_hold_first_words_and_does_not_by_itself(app: Flask) -> None:
    problem = a_discussed_problem()
    assert isinstance(services.say_comment(a_resident(), problem, **words_of_a_comment()), Comment)
    holds_first(the_space(problem))
    author = a_resident()
    for _each in range(2):
        first = services.say_comment(author, problem, **words_of_a_comment())
        assert isinstance(first, Held)
        assert first.why == "first"
    assert isinstance(first, Held)
    services.release_held(the_facilitator(the_space(problem)), first)
    assert isinstance(services.say_comment(author, problem, **words_of_a_comment(body="Next.")), Comment)
    team = a_member(the_space(problem), role=Role.DRAFTER, side=Side.LOCAL)
    assert isinstance(services.say_comment(team, problem, **words_of_a_comment()), Comment)


def test_the_same_words_in_a_third_place_are_held(app: Flask) -> None:
    one, two, three = (a_discussed_problem() for _each in range(3))
    author = a_resident()
    said = [
        services.say_comment(author, document, **words_of_a_comment(body=body))
        for document, body in ((one, LONG), (two, LONG.upper()), (three, f"{LONG}!"))
    ]
    assert [type(each) for each in said] == [Comment, Comment, Held]
    with time_machine.travel(now() + timedelta(days=8)):
        assert isinstance(services.say_comment(author, three, **words_of_a_comment(body=LONG)), Comment)


@pytest.mark.parametrize(
    ("body", "earlier", "repeated"),
    [
        (LONG, [LONG], False),
        (LONG, [LONG, LONG], True),
        (LONG, [LONG.replace(" ", "  "), f"{LONG} !!"], True),
        (LONG, [LONG, LONG[:-12]], False),
        ("I agree.", ["I agree."] * 9, False),
    ],
)
def test_words_are_the_same_whatever_their_spaces_and_signs(
    body: str, earlier: list[str], repeated: bool
) -> None:
    assert is_repeated(body, earlier) is repeated


def test_the_same_key_twice_is_held_once(app: Flask) -> None:
    problem, author, words = a_discussed_problem(), a_resident(), words_of_a_comment()
    one, two = (services.say_comment(author, problem, trapped=True, **words) for _twice in range(2))
    assert one == two
    assert isinstance(one, Held)
    comment = services.release_held(the_facilitator(the_space(problem)), one)
    assert services.say_comment(author, problem, trapped=True, **words) == comment


def test_hidden_from_the_queue_it_can_be_appealed(app: Flask) -> None:
    problem = a_discussed_problem()
    author = a_resident()
    waits = held(problem, author)
    comment = services.hide_held(the_facilitator(the_space(problem)), waits, reason="spam", words="No.")
    assert comment is not None
    assert (comment.hidden_reason, counts_of(problem)[0]) == ("spam", 0)
    services.appeal(author, comment, words="It is no spam.")


def test_said_in_time_it_is_released_after_closing(app: Flask) -> None:
    problem = a_discussed_problem()
    waits = held(problem)
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    assert services.release_held(the_facilitator(the_space(problem)), waits) is not None
    assert counts_of(problem)[0] == 1


def test_what_cannot_be_posted_any_more_goes_back_to_its_author(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, top = the_facilitator(the_space(problem)), a_comment(problem)
    said = {"body": "The same here.", "idempotency_key": a_key()}
    reply = services.say_reply(a_resident(), top, trapped=True, **said)
    assert isinstance(reply, Held)
    services.hide_comment(facilitator, top, reason="spam")
    assert services.release_held(facilitator, reply) is None
    assert (reply.state, posted(top).reply_count, space_of(problem).held_count) == ("returned", 0, 0)
    with pytest.raises(Conflict, match="has it back"):
        services.release_held(facilitator, reply)


def test_a_held_suggestion_and_reply_are_released_as_such(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, top = the_facilitator(the_space(problem)), a_comment(problem)
    change = {
        "block_id": a_block_of(problem, 1),
        "base_number": 1,
        "words": "Families in two rooms.",
        "why": "There are two.",
        "idempotency_key": a_key(),
    }
    made = services.say_suggestion(a_resident(), problem, trapped=True, **change)
    said = {"body": "The same here.", "idempotency_key": a_key()}
    reply = services.say_reply(a_resident(), top, trapped=True, **said)
    assert isinstance(made, Held)
    assert isinstance(reply, Held)
    head, answer = (services.release_held(facilitator, each) for each in (made, reply))
    assert head is not None
    assert head.suggestion_id is not None
    assert answer is not None
    assert answer.parent_id == top.id


def test_its_author_can_take_it_back_and_nobody_decides_about_their_own(app: Flask) -> None:
    problem = a_discussed_problem()
    author = a_resident()
    waits = held(problem, author)
    with pytest.raises(NotAllowed, match="did not write"):
        services.release_held(author, waits)
    with pytest.raises(NotAllowed):
        services.withdraw_held(a_resident(), waits)
    services.withdraw_held(author, waits)
    assert (waits.state, space_of(problem).held_count) == ("withdrawn", 0)
    with pytest.raises(Conflict):
        services.release_held(the_facilitator(the_space(problem)), waits)


@pytest.mark.parametrize(
    "values",
    [{"state": "posted"}, {"state": "returned"}, {"said_as": "reply"}, {"why": "mood"}],
    ids=["posted-as-nothing", "ended-at-no-time", "reply-to-nothing", "for-no-reason"],
)
def test_the_database_refuses_what_cannot_be_held(app: Flask, values: dict[str, str]) -> None:
    held(a_discussed_problem())
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(update(Held).values(values))
