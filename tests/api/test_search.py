"""Searching by a program."""

from __future__ import annotations

from flask import Flask

from tests.api.client import Program
from tests.builders.discussion import a_comment
from tests.builders.drafting import an_open_problem, space_of
from tests.builders.searching import Cast
from tests.builders.spaces import a_members_only_space, a_space


def test_a_program_finds_what_its_person_may_read(app: Flask) -> None:
    cast = Cast(a_members_only_space())
    problem = an_open_problem(cast.space)
    comment = a_comment(problem, author=cast.participant, body="Feed the **zebrafinch** now")
    answer = Program(app, cast.participant).get("/search", q="zebrafinches")
    assert answer.status_code == 200
    (item,) = answer.json["items"]
    assert item["kind"] == "comment"
    assert item["comment"] == comment.id
    assert item["document"] == problem.number
    assert item["space"] == cast.space.slug
    assert item["author"] == cast.participant.display_name
    assert item["capacity"]["side"] == "resident"
    assert [piece for piece in item["pieces"] if piece["hit"]] == [{"words": "zebrafinch", "hit": True}]
    assert item["url"].endswith(f"/comments/{comment.id}#c-{comment.id}")
    assert (answer.json["older"], answer.json["begins"]) == (None, False)
    assert Program(app).get("/search", q="zebrafinch").json["items"] == []


def test_pages_go_on_and_hold_as_many_as_asked(app: Flask) -> None:
    problem = an_open_problem(a_space())
    ids = [a_comment(problem, body="zebrafinch").id for _ in range(3)]
    program = Program(app)
    first = program.get("/search", q="zebrafinch", limit=2).json
    rest = program.get("/search", q="zebrafinch", limit=2, before=first["older"]).json
    assert [each["comment"] for each in first["items"] + rest["items"]] == ids[::-1]
    assert rest["older"] is None
    assert first["older"] < 2**53


def test_what_cannot_be_read_is_a_problem_by_field(app: Flask) -> None:
    program = Program(app)
    slug = space_of(an_open_problem()).slug
    for asked, field in (
        ({"q": "x" * 300}, "q"),
        ({"q": "x", "kind": "y"}, "kind"),
        ({"q": "x", "since": "tomorrow"}, "since"),
        ({"q": "x", "since": "2026-02-02", "until": "2026-02-01"}, "until"),
        ({"q": "x", "limit": 51}, "limit"),
    ):
        answer = program.get("/search", **asked)
        assert answer.status_code == 422
        assert [each["field"] for each in answer.json["errors"]] == [field]
    assert program.get("/search", q="the").json["items"] == []
    assert program.get("/search", space=slug).json["items"] == []
    assert program.get("/search", q="x", space="nothing").status_code == 404
