"""Documents and revisions through the API."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Role
from tests.api.client import Program
from tests.builders.drafting import TEXT, a_key, a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator


@pytest.fixture
def drafts(app: Flask) -> tuple[Program, str]:
    """A drafter's program and the path of a space's documents."""
    space = a_space()
    drafter = a_member(space, role=Role.DRAFTER)
    return Program(app, drafter), f"/spaces/{space.slug}/documents"


def test_a_document_is_created_read_and_revised(drafts: tuple[Program, str]) -> None:
    program, path = drafts
    made = program.post(path, kind="problem", title="A problem", text=TEXT, idempotency_key=a_key())
    assert made.status_code == 201, made.json
    number = made.json["number"]
    saved = program.post(
        f"{path}/{number}/revisions",
        base_number=1,
        title="A problem",
        text=TEXT.replace("600", "640"),
        why="New figures",
        idempotency_key=a_key(),
    )
    assert saved.status_code == 201, saved.json
    assert (saved.json["revision"]["number"], saved.json["new"], saved.json["merged"]) == (2, True, False)
    whole = program.get(f"{path}/{number}/revisions/2").json
    assert "640 families" in whole["text"]
    assert whole["capacity"]["text"] == "resident"
    listed = program.get(f"{path}/{number}/revisions").json
    assert [each["number"] for each in listed["items"]] == [2, 1]
    assert "text" not in listed["items"][0]
    compared = program.get(f"{path}/{number}/compare", **{"from": 1, "to": 2}).json
    parts = [tuple(part) for block in compared["blocks"] for part in block["parts"]]
    assert ("insert", "640") in parts


def test_a_program_sees_how_a_text_would_read_before_it_is_saved(drafts: tuple[Program, str]) -> None:
    program, path = drafts
    drawn = program.post(f"{path}/preview", text=TEXT).json["blocks"]
    made = program.post(path, kind="problem", title="A problem", text=TEXT, idempotency_key=a_key()).json
    saved = program.get(f"{path}/{made['number']}/revisions/1").json["blocks"]
    assert [each | {"id": ""} for each in drawn] == [each | {"id": ""} for each in saved]
    changed = program.post(f"{path}/{made['number']}/preview", text=TEXT.replace("600", "640")).json["blocks"]
    assert "640 families" in changed[1]["html"]
    assert program.get(f"{path}/{made['number']}").json["revision_count"] == 1
    heavy = program.post(f"{path}/preview", text="[" * 5000)
    assert (heavy.status_code, heavy.json["errors"][0]["field"]) == (422, "text")


def test_a_program_saves_one_section(app: Flask) -> None:
    document = a_problem()
    program = Program(app, the_facilitator(space_of(document)))
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions"
    heading = program.get(f"{path}/1").json["blocks"][2]
    assert (heading["kind"], heading["level"]) == ("heading", 2)
    new = {"base_number": 1, "title": document.title, "text": "## Now\n\nThey wait."}
    saved = program.post(path, **new, section=heading["id"], idempotency_key=a_key())
    assert saved.json["revision"]["text"] == TEXT[: TEXT.index("## What")] + "## Now\n\nThey wait.\n"
    refused = program.post(path, **new, section="nothing", idempotency_key=a_key())
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json["errors"]] == ["section"]


def test_a_program_is_told_from_where_to_where_a_block_moved(app: Flask) -> None:
    one, two, three = (
        f"{word} words stand here, and they are all alike but for one.\n\n"
        for word in ("One", "Two", "Three")
    )
    document = a_problem(text=one + two + three)
    a_revision(document, two + three + one)
    program = Program(app, the_facilitator(space_of(document)))
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/compare"
    blocks = program.get(path, **{"from": 1, "to": 2}).json["blocks"]
    assert [(each["change"], each["number"], each["old_number"], each["move"]) for each in blocks] == [
        ("same", 1, 2, None),
        ("same", 2, 3, None),
        ("moved", 3, 1, {"from_after": None, "to_after": 2}),
    ]


def test_a_program_makes_an_older_text_the_newest(app: Flask) -> None:
    document = a_problem()
    a_revision(document, "Other words.\n")
    program = Program(app, the_facilitator(space_of(document)))
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions"
    saved = program.post(f"{path}/1/use-again", base_number=2, idempotency_key=a_key())
    assert (saved.status_code, saved.json["revision"]["number"], saved.json["revision"]["text"]) == (
        201,
        3,
        TEXT,
    )
    assert program.post(f"{path}/9/use-again", base_number=2, idempotency_key=a_key()).status_code == 404


def test_the_same_words_changed_by_two_answer_409_with_both(app: Flask) -> None:
    document = a_problem()
    program = Program(app, the_facilitator(space_of(document)))
    a_revision(document, TEXT.replace("600", "640"))
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions"
    reply = program.post(
        path,
        base_number=1,
        title=document.title,
        text=TEXT.replace("600", "700"),
        idempotency_key=a_key(),
    )
    assert reply.status_code == 409
    assert reply.mimetype == "application/problem+json"
    assert reply.json["newest"] == 2
    [conflict] = reply.json["conflicts"]
    assert "700" in conflict["mine"]
    assert "640" in conflict["theirs"]


def test_unknown_and_bad_fields_are_refused_by_name(drafts: tuple[Program, str]) -> None:
    program, path = drafts
    reply = program.post(path, kind="poem", title="", text="T", colour="red", idempotency_key="x")
    assert reply.status_code == 422
    assert {each["field"] for each in reply.json["errors"]} == {"kind", "title", "colour", "idempotency_key"}
    assert reply.json["status"] == 422


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff"])
def test_json_that_cannot_be_read_is_refused(drafts: tuple[Program, str], body: bytes) -> None:
    program, path = drafts
    headers = program.headers | {"Content-Type": "application/json"}
    reply = program.client.post(f"/api/v1{path}", data=body, headers=headers)
    assert reply.status_code == 422, reply.data
    assert reply.mimetype == "application/problem+json"


def test_without_a_token_nothing_can_be_written(app: Flask) -> None:
    document = an_open_problem()
    path = f"/spaces/{space_of(document).slug}/documents"
    reply = Program(app).post(path, kind="problem", title="T", text="T", idempotency_key=a_key())
    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"] == "Bearer"
    assert Program(app).get(f"{path}/{document.number}").status_code == 200


def test_a_session_cookie_does_not_sign_in_to_the_api(app: Flask) -> None:
    space = a_space()
    client = app.test_client()
    client.sign_in(the_facilitator(space))  # type: ignore[attr-defined]  # the tests' own client class
    assert client.get("/api/v1/me").status_code == 401


def test_drafts_and_private_spaces_are_not_found_by_outsiders(app: Flask) -> None:
    hidden, draft = a_members_only_space(), a_problem()
    outsider = Program(app, a_member(a_space(title="Elsewhere")))
    assert outsider.get(f"/spaces/{hidden.slug}").status_code == 404
    assert outsider.get(f"/spaces/{hidden.slug}/documents").status_code == 404
    path = f"/spaces/{space_of(draft).slug}/documents"
    assert outsider.get(f"{path}/{draft.number}").status_code == 404
    assert outsider.get(path).json["items"] == []


def test_a_problem_moves_through_its_life(app: Flask) -> None:
    document = a_problem()
    program = Program(app, the_facilitator(space_of(document)))
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}"
    assert program.post(f"{path}/open", closes_on="2099-01-31").json["state"] == "open"
    assert program.post(f"{path}/close").json["state"] == "answering"
    assert program.post(f"{path}/frame").json["state"] == "framed"
    assert program.post(f"{path}/reopen").status_code == 422
    assert program.post(f"{path}/reopen", reason="New figures").json["state"] == "open"


def test_documents_are_listed_page_by_page(app: Flask) -> None:
    space = a_space()
    for each in range(3):
        a_problem(space, title=f"Problem {each}")
    program = Program(app, the_facilitator(space))
    path = f"/spaces/{space.slug}/documents"
    first = program.get(path, limit=2).json
    rest = program.get(path, limit=2, before=first["older"]).json
    assert [each["number"] for each in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["older"] is None
