"""Comments on entries through the API."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Stage
from policyspace.outcomes.models import Entry
from tests.api.client import Program
from tests.builders.drafting import a_key
from tests.builders.outcomes import Table, a_table, an_entry
from tests.builders.people import a_resident
from tests.builders.talking import a_comment_on


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


@pytest.fixture
def entry(table: Table) -> Entry:
    return an_entry(table, Stage.TRUST, "credit", by=table.local)


def path_of(table: Table, entry: Entry) -> str:
    document = f"/spaces/{table.space.slug}/documents/{table.document.number}"
    return f"{document}/outcome/entries/{entry.id}/comments"


def test_a_program_comments_on_an_entry_and_does_with_it_what_is_done_with_comments(
    app: Flask, table: Table, entry: Entry
) -> None:
    resident, local = Program(app, table.resident), Program(app, table.local)
    said = {"kind": "concern", "body": "Ask the wardens.", "idempotency_key": a_key()}
    made = resident.post(path_of(table, entry), **said)
    assert (made.status_code, made.json["entry_id"], made.json["block_id"]) == (201, entry.id, None)
    assert resident.post(path_of(table, entry), **said).json["id"] == made.json["id"]
    own = f"/spaces/{table.space.slug}/documents/{table.document.number}/comments/{made.json['id']}"
    reply = local.post(f"{own}/replies", body="We will.", idempotency_key=a_key())
    assert (reply.status_code, reply.json["entry_id"]) == (201, entry.id)
    assert local.post(f"{own}/support").json["support_count"] == 1
    assert resident.patch(own, body="Ask the night wardens.").status_code == 200
    threads = local.get(path_of(table, entry)).json
    assert [each["comment"]["body"] for each in threads["items"]] == ["Ask the night wardens."]
    assert [each["body"] for each in threads["items"][0]["replies"]] == ["We will."]
    assert [each["body"] for each in resident.get(f"{own}/replies").json["items"]] == ["We will."]
    assert local.post(f"{own}/report", reason="spam").status_code == 204
    facilitator = Program(app, table.facilitator)
    assert facilitator.post(f"{own}/hide", reason="spam").json["state"] == "hidden"
    assert facilitator.get(own.rsplit("/", 1)[0]).json["items"] == []


def test_nobody_reads_or_says_anything_through_it_that_the_pages_refuse(
    app: Flask, table: Table, entry: Entry
) -> None:
    comment = a_comment_on(table, entry)
    own = f"/spaces/{table.space.slug}/documents/{table.document.number}/comments/{comment.id}"
    stranger = Program(app, a_resident())
    said = {"kind": "concern", "body": "Me, too.", "idempotency_key": a_key()}
    assert stranger.get(path_of(table, entry)).status_code == 404
    assert stranger.post(path_of(table, entry), **said).status_code == 404
    for way in ("", "/replies"):
        assert stranger.get(f"{own}{way}").status_code == 404
    assert stranger.post(f"{own}/support").status_code == 404
    bad = Program(app, table.resident).post(path_of(table, entry), body="")
    assert bad.status_code == 422
    assert {each["field"] for each in bad.json["errors"]} == {"kind", "body", "idempotency_key"}


def test_many_comments_come_a_page_at_a_time(app: Flask, table: Table, entry: Entry) -> None:
    ids = [a_comment_on(table, entry, body=f"Word {each}.").id for each in range(51)]
    program = Program(app, table.resident)
    first = program.get(path_of(table, entry)).json
    rest = program.get(path_of(table, entry), after=first["after"]).json
    found = [each["comment"]["id"] for page in (first, rest) for each in page["items"]]
    assert (found, rest["after"]) == (ids, None)
