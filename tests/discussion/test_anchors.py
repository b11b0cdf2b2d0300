"""Comments in place: kept with their words, carried by every new revision, shown on old revisions where they were."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from policyspace.app import create_app
from policyspace.discussion import services
from policyspace.discussion.models import Anchor, Comment, EarlierPlace
from policyspace.discussion.queries.places import places_on
from policyspace.discussion.services.anchoring import MOST_STEPS
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.migrations import migrate, unmigrate
from tests.builders.discussion import (
    TEXT,
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    counts_of,
    posted,
    the_space,
)
from tests.builders.drafting import a_key, a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import a_suggestion, accepted, an_open_text
from tests.conftest import QueryCount, settings_for

CHILDREN = "Children who change schools."
WITHOUT = TEXT.replace(f"{CHILDREN}\n\n", "")


def on_children(problem: Document, quote: str = "change schools", **said: Any) -> Comment:
    return a_comment(problem, block_id=a_block_of(problem, 2), quote=quote, **said)


def stands(comment: Comment) -> tuple[str, str | None, int]:
    """In which state, on which words, since when."""
    row = db.session.get_one(Anchor, comment.id, populate_existing=True)
    return row.state, row.words or row.quote, row.since


def test_a_comment_on_words_keeps_where_they_stand(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = on_children(problem)
    row = db.session.get_one(Anchor, comment.id)
    assert (row.block_id, row.start_at, row.end_at, row.quote) == (comment.block_id, 13, 27, "change schools")
    assert stands(comment) == ("here", "change schools", 1)
    assert counts_of(problem) == (1, {comment.block_id: 1})
    assert db.session.get(Anchor, a_comment(problem).id) is None


@pytest.mark.parametrize(
    ("place", "field", "says"),
    [
        ({"quote": "leave school"}, "quote", "do not stand in the paragraph"),
        ({"quote": "e"}, "quote", "do not stand in the paragraph"),
        ({"quote": "change schools", "block_id": None}, "block_id", "Choose the paragraph"),
    ],
)
def test_words_that_are_not_there_are_refused(
    app: Flask, place: dict[str, Any], field: str, says: str
) -> None:
    problem = a_discussed_problem()
    with pytest.raises(Invalid) as refusal:
        a_comment(problem, **{"block_id": a_block_of(problem, 2), **place})
    assert [*refusal.value.fields] == [field]
    assert says in str(refusal.value.fields[field])
    assert counts_of(problem) == (0, {})


def test_words_that_stand_more_than_once_are_asked_for_again_unless_what_is_before_them_tells(
    app: Flask,
) -> None:
    problem = a_discussed_problem()
    a_revision(problem, "We wait. Rosa said: we wait and they\nsaid: we wait.\n")
    block = a_block_of(problem, 1)
    with pytest.raises(Invalid) as refusal:
        a_comment(problem, block_id=block, quote="we wait")
    assert "2 times" in str(refusal.value.fields["quote"])
    comment = a_comment(problem, block_id=block, quote="we  wait", before="they said:")
    assert db.session.get_one(Anchor, comment.id).start_at == 43


def test_saves_and_merges_carry_comments(app: Flask) -> None:
    problem = a_discussed_problem()
    comment, whole = on_children(problem), on_children(problem, quote="")
    a_revision(problem, TEXT.replace("Children", "Since May, children"))
    assert stands(comment) == ("here", "change schools", 2)
    assert stands(whole) == ("changed", None, 2)
    drafter = the_facilitator(the_space(problem))
    drafting.save_revision(  # from revision 1: merged with the second
        drafter,
        problem,
        base_number=1,
        title=problem.title,
        text=TEXT.replace("schools.", "schools twice."),
        idempotency_key=a_key(),
    )
    assert problem.revision_count == 3
    assert stands(comment) == ("here", "change schools", 2)
    a_revision(problem, WITHOUT)
    assert stands(comment) == ("detached", "change schools", 4)
    assert stands(whole) == ("detached", "Since May, children who change schools twice.", 4)
    assert posted(comment).block_id is None
    a_revision(problem, f"{WITHOUT}\nThey change schools.\n")
    assert stands(comment) == ("moved", "change schools", 5)


def test_an_accepted_suggestion_carries_comments(app: Flask) -> None:
    problem = an_open_text()
    why, moves = (
        a_comment(problem, block_id=a_block_of(problem, 2), quote=quote)
        for quote in ("Nobody tells them why", "They move three times. Nobody")
    )
    accepted(a_suggestion(problem), the_facilitator(the_space(problem)))
    assert stands(why) == ("here", "Nobody tells them why", 2)
    assert stands(moves) == ("changed", "They move twice. Nobody", 2)


def test_counts_follow_a_thread_from_block_to_block(app: Flask) -> None:
    problem = a_discussed_problem()
    one, two = a_block_of(problem, 1), a_block_of(problem, 2)
    comment = on_children(problem)
    reply = a_reply(comment)
    services.withdraw_comment(reply.author, reply)
    a_reply(a_reply(comment))
    a_comment(problem, block_id=one)
    services.hide_comment(
        the_facilitator(the_space(problem)), on_children(problem, quote=CHILDREN), reason="spam"
    )
    assert counts_of(problem) == (4, {one: 1, two: 3})
    a_revision(problem, WITHOUT.replace("room.", "room, and they change schools."))
    assert posted(comment).block_id == one
    assert counts_of(problem) == (4, {one: 4, two: 0})
    a_revision(problem, "Nothing of it.\n")
    assert counts_of(problem) == (4, {one: 0, two: 0})


def test_old_revisions_show_comments_where_they_were(app: Flask) -> None:
    problem = a_discussed_problem()
    two = a_block_of(problem, 2)
    comment, whole = on_children(problem), on_children(problem, quote="")
    a_revision(problem, TEXT.replace("change schools", "change their schools"))
    a_revision(problem, WITHOUT)
    later = a_comment(problem, block_id=a_block_of(problem, 1))
    a_revision(problem, f"New.\n\n{WITHOUT}")

    def seen(number: int) -> dict[int, tuple[str | None, int | None, str | None, str]]:
        found = places_on(problem, number)
        return {key: (each.block_id, each.start, each.words, each.state) for key, each in found.items()}

    assert seen(1) == {comment.id: (two, 13, None, "here"), whole.id: (two, None, None, "here")}
    assert seen(2) == {
        comment.id: (two, 13, "change their schools", "changed"),
        whole.id: (two, None, None, "changed"),
    }
    gone = {each.id: (None, None, None, "detached") for each in (comment, whole)}
    assert seen(3) == gone | {later.id: (later.block_id, None, None, "here")}
    assert seen(4) == seen(3)


def test_a_comment_on_an_older_revision_is_carried_to_the_newest(app: Flask) -> None:
    problem = a_discussed_problem()
    two = a_block_of(problem, 2)
    a_revision(problem, TEXT.replace("change schools", "change their schools"))
    a_revision(problem, f"New.\n\n{WITHOUT}")
    comment = a_comment(problem, block_id=two, quote="change schools", revision_number=1)
    assert stands(comment) == ("detached", "change schools", 3)
    assert [places_on(problem, number)[comment.id].state for number in (1, 2, 3)] == [
        "here",
        "changed",
        "detached",
    ]
    for number in range(MOST_STEPS):
        a_revision(problem, f"New {number}.\n\n{TEXT}")
    far = a_comment(problem, block_id=two, quote="change schools", revision_number=1)
    assert stands(far) == ("moved", "change schools", problem.revision_count)
    shown = [
        number for number in range(1, problem.revision_count + 1) if far.id in places_on(problem, number)
    ]
    assert shown == [1, problem.revision_count]


def test_posting_costs_as_many_statements_however_many_comments_there_are(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    problem = a_discussed_problem()
    rosa = a_resident()
    on_children(problem, author=rosa)

    def cost() -> int:
        db.session.expire_all()
        with count_queries() as queries:
            on_children(problem, author=rosa)
        return len(queries)

    few = cost()
    for _ in range(20):
        on_children(problem, author=rosa)
    assert cost() == few


def test_carrying_costs_as_many_statements_however_many_comments_there_are(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    problem = a_discussed_problem()
    rosa = a_resident()

    def cost(text: str) -> int:
        db.session.expire_all()
        with count_queries() as queries:
            a_revision(problem, text)
        return len(queries)

    on_children(problem, author=rosa)
    few = cost(f"New.\n\n{WITHOUT}\nThey change schools.\n")
    a_revision(problem, TEXT)
    for _ in range(30):
        on_children(problem, author=rosa)
    assert cost(f"New.\n\n{WITHOUT}\nAll change schools.\n") <= few


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "detached"},
        {"state": "here", "block_id": None},
        {"start_at": 5},
        {"start_at": 5, "end_at": 5, "quote": "x"},
        {"start_at": 5, "end_at": 9},
        {"quote": "x"},
        {"words": "x"},
        {"start_at": 5, "end_at": 9, "quote": "x", "state": "changed"},
        {"since": 0},
        {"state": "guessed"},
    ],
)
def test_a_place_that_cannot_be_is_refused_by_the_database(app: Flask, broken: dict[str, Any]) -> None:
    comment = a_comment(a_discussed_problem())
    sound = {
        "comment_id": comment.id,
        "document_id": comment.document_id,
        "block_id": "b",
        "state": "here",
        "since": 1,
    }
    with pytest.raises(IntegrityError):
        db.session.execute(insert(Anchor).values(**(sound | broken)))


def test_comments_made_before_there_were_anchors_get_theirs(own_database: str) -> None:
    migrate(own_database)
    app = create_app(settings_for(own_database))
    with app.app_context():
        problem = a_discussed_problem()
        for number in (1, 2, 3):
            a_reply(a_comment(problem, block_id=a_block_of(problem, number)))
        a_revision(problem, TEXT.replace("Families", "Some families"))
        a_revision(problem, WITHOUT.replace("Families", "Many families"))
        before = _everything(problem)
        db.session.remove()
        db.engine.dispose()
        unmigrate(own_database, "0014")
        migrate(own_database)
        assert _everything(problem) == before
        assert {state for _key, state, *_ in before[0]} == {"here", "changed", "detached"}
        db.session.remove()
        db.engine.dispose()


def _everything(problem: Document) -> tuple[Any, ...]:
    places = [
        sorted(tuple(row) for row in db.session.execute(select(*columns)))
        for columns in (
            (Anchor.comment_id, Anchor.state, Anchor.since),
            (EarlierPlace.comment_id, EarlierPlace.state, EarlierPlace.since, EarlierPlace.until),
        )
    ]
    blocks = {row[0]: row[1] for row in db.session.execute(select(Comment.id, Comment.block_id))}
    return places[0], places[1], blocks, counts_of(problem)
