"""Comments through the API: the same shapes, services and rights as the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.discussion import services
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.limits import LIMITS, take
from policyspace.people.models import Person
from tests.api.client import Program
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_draft_problem,
    a_reply,
    counts_of,
    the_space,
)
from tests.builders.drafting import a_key, a_revision
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator
from tests.conftest import QueryCount


def comments_of(document: Document, more: str = "") -> str:
    """The address of the comments on a document."""
    return f"/spaces/{the_space(document).slug}/documents/{document.number}/comments{more}"


def said(**words: Any) -> dict[str, Any]:
    """What a program sends to comment."""
    return {
        "kind": "idea",
        "body": "Rent *empty* homes.",
        "revision_number": 1,
        "idempotency_key": a_key(),
    } | words


def test_a_comment_on_words_says_where_they_stand_and_what_became_of_them(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    program, path = Program(app, rosa), comments_of(problem)
    block = a_block_of(problem, 2)
    made = program.post(path, **said(block_id=block, quote="change schools", before="who "))
    place = {"state": "here", "quote": "change schools", "words": None, "start": 13, "end": 27, "since": 1}
    assert (made.json["block_id"], made.json["place"]) == (block, place)
    a_revision(problem, "Children who change their schools.\n")
    now = program.get(f"{path}/{made.json['id']}").json
    assert now["place"] == place | {
        "state": "changed",
        "words": "change their schools",
        "end": 33,
        "since": 2,
    }
    assert program.post(path, **said()).json["place"] is None
    refused = program.post(path, **said(block_id=now["block_id"], quote="leave"))
    assert (refused.status_code, fields_of(refused)) == (422, ["quote"])


def fields_of(reply: Any) -> list[str]:
    return sorted(each["field"] for each in reply.json["errors"])


def test_a_comment_is_posted_read_edited_and_withdrawn(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    program, path = Program(app, rosa), comments_of(problem)
    block = a_block_of(problem, 2)
    made = program.post(path, **said(block_id=block))
    assert made.status_code == 201, made.json
    assert made.json["html"] == "<p>Rent <em>empty</em> homes.</p>"
    assert (made.json["author"], made.json["capacity"]["text"]) == ("Rosa Resident", "resident")
    assert (made.json["block_id"], made.json["kind"], made.json["state"]) == (block, "idea", "shown")
    assert made.json["may"] == ["edit_comment", "reply", "withdraw_comment"]
    own = comments_of(problem, f"/{made.json['id']}")
    assert program.get(own).json == made.json
    edited = program.patch(own, body="Buy them.", kind="concern")
    assert (edited.json["body"], edited.json["kind"]) == ("Buy them.", "concern")
    gone = program.post(f"{own}/withdraw")
    assert (gone.status_code, gone.data) == (204, b"")
    assert program.get(own).status_code == 404
    assert counts_of(problem) == (0, {block: 0})


def test_words_stay_as_they_are_after_fifteen_minutes(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    program = Program(app, comment.author)
    with time_machine.travel(now() + timedelta(minutes=16)):
        reply = program.patch(comments_of(problem, f"/{comment.id}"), body="Too late")
    assert (reply.status_code, reply.mimetype) == (403, "application/problem+json")
    assert "15 minutes" in reply.json["detail"]


def test_the_same_key_twice_posts_once(app: Flask) -> None:
    problem = a_discussed_problem()
    program, words = Program(app, a_resident()), said()
    first, again = (program.post(comments_of(problem), **words) for _ in range(2))
    assert first.json["id"] == again.json["id"]
    assert counts_of(problem) == (1, {})


def test_a_thread_is_replied_to_and_read_page_by_page(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident()
    top = a_comment(problem)
    for _ in range(52):
        a_reply(top, author=author)
    program = Program(app, a_resident())
    path = comments_of(problem, f"/{top.id}/replies")
    made = program.post(path, body="At last", idempotency_key=a_key())
    assert (made.status_code, made.json["thread_id"]) == (201, top.id)
    first = program.get(path).json
    assert len(first["items"]) == 50
    rest = program.get(path, after=first["after"]).json
    assert [each["body"] for each in rest["items"]] == ["The same here.", "The same here.", "At last"]
    assert rest["after"] is None
    listed = program.get(comments_of(problem)).json["items"][0]
    assert (len(listed["replies"]), listed["more"], listed["comment"]["reply_count"]) == (5, True, 53)


def test_threads_are_listed_by_kind_order_and_key(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident()
    made = [a_comment(problem, author=author, kind="idea") for _ in range(51)]
    concern = a_comment(problem, author=author, kind="concern")
    program, path = Program(app), comments_of(problem)
    first = program.get(path, kind="idea", order="oldest").json
    assert [each["comment"]["id"] for each in first["items"]] == [each.id for each in made[:50]]
    rest = program.get(path, kind="idea", order="oldest", after=first["after"]).json
    assert [each["comment"]["id"] for each in rest["items"]] == [made[50].id]
    assert rest["after"] is None
    assert program.get(path).json["items"][0]["comment"]["id"] == concern.id


def test_support_is_given_once_and_taken_back(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    program, path = Program(app, a_resident()), comments_of(problem, f"/{top.id}")
    for _ in range(2):
        reply = program.post(f"{path}/support")
        assert (reply.json["support_count"], reply.json["supported"]) == (1, True)
    reply = program.post(f"{path}/unsupport")
    assert (reply.json["support_count"], reply.json["supported"]) == (0, False)
    assert Program(app, top.author).post(f"{path}/support").status_code == 403


def test_a_facilitator_hides_and_shows_again_and_others_do_not_read_it(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem, body="Zanzibar")
    path = comments_of(problem, f"/{top.id}")
    facilitator = Program(app, the_facilitator(the_space(problem)))
    assert Program(app, a_resident()).post(f"{path}/hide", reason="spam").status_code == 403
    assert fields_of(facilitator.post(f"{path}/hide", reason="refused_elsewhere")) == ["reason"]
    hidden = facilitator.post(f"{path}/hide", reason="spam", words="Shorter")
    assert (hidden.json["state"], hidden.json["body"]) == ("hidden", "Zanzibar")
    for program in (Program(app), Program(app, a_member(the_space(problem)))):
        for reply in (program.get(path), program.get(comments_of(problem))):
            assert b"Zanzibar" not in reply.data
            assert b"Shorter" not in reply.data
    again = facilitator.post(f"{path}/show-again")
    assert again.json["state"] == "shown"
    assert b"Zanzibar" in Program(app).get(path).data


def test_a_withdrawn_comment_names_nobody(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem, author=a_resident("Sam Patel"), body="Zanzibar")
    a_reply(top)
    services.withdraw_comment(top.author, top)
    shown = Program(app).get(comments_of(problem, f"/{top.id}"))
    assert (shown.json["state"], shown.json["author_id"], shown.json["capacity"]) == ("withdrawn", None, None)
    assert b"Sam Patel" not in shown.data
    assert b"Zanzibar" not in shown.data


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        ({"body": " "}, ["body"]),
        ({"body": "[" * 4_000}, ["body"]),
        ({"kind": "rant"}, ["kind"]),
        ({"block_id": "nowhere"}, ["block_id"]),
        ({"revision_number": 9}, ["revision_number"]),
        ({"revision_number": 2**70}, ["revision_number"]),
        ({"colour": "red"}, ["colour"]),
        ({"imported": {"source": "me"}}, ["imported"]),
        ({"idempotency_key": "x"}, ["idempotency_key"]),
    ],
)
def test_bad_fields_are_refused_by_name(app: Flask, sent: dict[str, Any], names: list[str]) -> None:
    problem = a_discussed_problem()
    reply = Program(app, a_resident()).post(comments_of(problem), **said(**sent))
    assert (reply.status_code, reply.mimetype) == (422, "application/problem+json")
    assert fields_of(reply) == names
    assert counts_of(problem) == (0, {})


def test_bad_questions_are_refused_by_name(app: Flask) -> None:
    problem = a_discussed_problem()
    reply = Program(app).get(comments_of(problem), kind="rant", order="best", after="x", colour="red")
    assert fields_of(reply) == ["after", "colour", "kind", "order"]


def test_an_official_says_in_which_capacity_they_join(app: Flask) -> None:
    problem, olive = a_discussed_problem(), an_official()
    program = Program(app, olive)
    assert program.post(comments_of(problem), **said()).status_code == 422
    hat = f"own-{olive.affiliations[0].organisation_id}"
    made = program.post(comments_of(problem), **said(capacity=hat))
    assert made.json["capacity"]["side"] == Side.LOCAL


def test_who_is_not_signed_in_reads_and_no_more(app: Flask) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    nobody, path = Program(app), comments_of(problem)
    assert nobody.get(path).status_code == 200
    assert nobody.post(path, **said()).status_code == 401
    assert nobody.patch(f"{path}/{top.id}", body="x").status_code == 401
    for deed in ("support", "unsupport", "withdraw", "hide", "show-again", "replies"):
        assert nobody.post(f"{path}/{top.id}/{deed}").status_code in {401, 422}
    assert counts_of(problem) == (1, {})


def test_comments_of_what_one_may_not_read_are_not_found(app: Flask) -> None:
    draft = a_draft_problem()
    unread = [(draft, a_comment(draft, author=the_facilitator(the_space(draft))))]
    closed_space = a_members_only_space()
    private = a_discussed_problem(closed_space)
    unread.append((private, a_comment(private, author=a_member(closed_space))))
    people: list[Person | None] = [None, a_resident()]
    for document, comment in unread:
        for person in people:
            program = Program(app, person)
            for more in ("", f"/{comment.id}", f"/{comment.id}/replies"):
                assert program.get(comments_of(document, more)).status_code == 404
        assert program.post(comments_of(document), **said()).status_code == 404
        assert program.post(comments_of(document, f"/{comment.id}/support")).status_code == 404


def test_a_number_no_comment_can_have_is_not_found(app: Flask) -> None:
    problem = a_discussed_problem()
    for number in (0, 2**63 - 1, 2**63, 10**30):
        assert Program(app).get(comments_of(problem, f"/{number}")).status_code == 404


def test_too_many_comments_are_refused_with_the_time_to_wait(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    for _ in range(LIMITS["posting"].times):
        take("posting", key=rosa.id)
    reply = Program(app, rosa).post(comments_of(problem), **said())
    assert reply.status_code == 429
    assert int(reply.headers["Retry-After"]) > 0


def test_a_list_takes_as_many_statements_with_many_comments_as_with_few(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    problem, author = a_discussed_problem(), a_resident()
    program, path, taken = Program(app), comments_of(problem), []
    for _ in range(2):
        for _ in range(20):
            a_reply(a_comment(problem, author=author), author=author)
        program.get(path)
        with count_queries() as counted:
            program.get(path)
        taken.append(len(counted))
    assert taken[0] == taken[1] <= 4
