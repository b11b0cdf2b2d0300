"""Shared outcomes through the API: the same shapes, the same services, problem details for what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.charter.words import ConfirmationKind, Stage, Visibility
from policyspace.people.models import Person
from tests.api.client import Program
from tests.builders.drafting import a_key
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    fill_flexibility,
    meet_trust,
    new_words,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space
from tests.conftest import QueryCount


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def path_of(table: Table, page: str = "") -> str:
    return f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome{page}"


def program(app: Flask, person: Person | None) -> Program:
    return Program(app, person)


def fields_refused(reply: Any) -> set[str]:
    assert reply.mimetype == "application/problem+json"
    return {each["field"] for each in reply.json["errors"]}


ANSWER = {"stage": "trust", "prompt": "credit", "words": "Both **names**."}


def test_the_whole_record_is_told(app: Flask, table: Table) -> None:
    meet_trust(table)
    an_entry(table, Stage.HONESTY, "interests", words="None")
    a_word(table, Stage.TRUST, table.facilitator)
    told_whole = program(app, table.resident).get(path_of(table)).json
    assert told_whole["stage"] == "trust"
    assert [each["stage"] for each in told_whole["stages"]] == [stage.value for stage in Stage]
    trust, honesty = told_whole["stages"][0], told_whole["stages"][2]
    state = the_record(table).states[Stage.TRUST]
    assert (trust["state"], trust["digest"], trust["missing"], trust["awaiting"]) == (
        "met",
        state.digest,
        [],
        [],
    )
    heard = next(each for each in trust["entries"] if each["prompt"] == "heard")
    assert heard["acceptances"][0]["accepted"] is True
    assert {each["attests"] for each in trust["confirmations"]} == {True, False}
    assert honesty["entries"] == []
    missing = {each["key"]: each for each in honesty["missing"]}
    assert missing["cannot_local"]["from_whom"] == "local"
    assert table.local.display_name in missing["interests"]["names"]


def test_one_stage_says_what_it_asks(app: Flask, table: Table) -> None:
    stage = program(app, table.central).get(path_of(table, "/trust")).json
    prompts = {each["key"]: each for each in stage["prompts"]}
    assert prompts["meeting"]["accepted_by"] == "host"
    kinds = {each["key"]: each["choices"] for each in prompts["meeting"]["fields"]}
    assert kinds == {
        "kind": ["visit", "hosted_day", "conversation"],
        "date": None,
        "place": None,
        "host": ["central", "local"],
    }
    assert program(app, table.central).get(path_of(table, "/hope")).status_code == 404


def test_an_entry_is_added_changed_and_taken_off(app: Flask, table: Table) -> None:
    central = program(app, table.central)
    key = a_key()
    made = central.post(path_of(table, "/entries"), **ANSWER, idempotency_key=key)
    assert made.status_code == 201, made.json
    assert (made.json["prompt"], made.json["fields"], made.json["replaces"]) == ("credit", {}, None)
    assert "<strong>names</strong>" in made.json["html"]
    assert (
        central.post(path_of(table, "/entries"), **ANSWER, idempotency_key=key).json["id"] == made.json["id"]
    )
    entry = path_of(table, f"/entries/{made.json['id']}")
    changed = central.put(entry, words="One name.", idempotency_key=a_key())
    assert (changed.status_code, changed.json["replaces"]) == (200, made.json["id"])
    again = central.put(entry, words="No name.", idempotency_key=a_key())
    assert (again.status_code, again.json["standing"]) == (409, changed.json["id"])
    newer = path_of(table, f"/entries/{changed.json['id']}")
    assert [each["words"] for each in central.get(f"{newer}/versions").json["items"]] == [
        "One name.",
        "Both **names**.",
    ]
    gone = central.client.delete(f"/api/v1{newer}", headers=central.headers)
    assert (gone.status_code, gone.data) == (204, b"")
    assert central.get(newer).json["ended_at"] is not None
    assert [len(told(f"entry.{verb}")) for verb in ("added", "changed", "ended")] == [1, 1, 1]


def test_fields_are_read_by_the_shape_of_the_prompt(app: Flask, table: Table) -> None:
    central = program(app, table.central)
    sent: dict[str, Any] = {
        "stage": "trust",
        "prompt": "meeting",
        "words": "We met.",
        "idempotency_key": a_key(),
    }
    reply = central.post(path_of(table, "/entries"), **sent, fields={"kind": "party", "colour": "red"})
    assert (reply.status_code, fields_refused(reply)) == (422, {"kind", "date", "host", "colour"})
    good = {"kind": "visit", "date": "2026-10-10", "host": "local"}
    assert central.post(path_of(table, "/entries"), **sent, fields=good).json["fields"] == good
    reply = central.post(path_of(table, "/entries"), **sent | {"words": "", "shape": "round"})
    assert fields_refused(reply) == {"words", "shape"}
    assert central.post(path_of(table, "/entries"), **sent | {"prompt": "luck"}).status_code == 404
    assert fields_refused(central.post(path_of(table, "/entries"))) == {
        "stage",
        "prompt",
        "words",
        "idempotency_key",
    }


def test_a_side_accepts_an_entry(app: Flask, table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    local = program(app, table.local)
    accept = path_of(table, f"/entries/{heard.id}/accept")
    assert fields_refused(local.post(accept, accepted=False)) == {"note"}
    said = local.post(accept, accepted=True, note="Well put.")
    assert (said.status_code, said.json["note"], said.json["capacity"]["side"]) == (201, "Well put.", "local")
    assert program(app, table.central).post(accept, accepted=True).status_code == 403


def test_a_stage_is_confirmed_by_its_digest_and_by_no_other(app: Flask, table: Table) -> None:
    fill_flexibility(table)
    local = program(app, table.local)
    path = path_of(table, "/flexibility/confirmations")
    read = local.get(path_of(table, "/flexibility")).json["digest"]
    assert fields_refused(local.post(path, kind="not_yet", digest=read)) == {"words"}
    assert fields_refused(local.post(path, kind="confirm")) == {"digest"}
    an_entry(table, Stage.FLEXIBILITY, "option", state="alive")
    late = local.post(path, kind="confirm", digest=read)
    now = local.get(path_of(table, "/flexibility")).json["digest"]
    assert (late.status_code, late.json["digest"]) == (409, now)
    said = local.post(
        path, kind="not_yet", digest=now, words="Wait.", next_step="Ask", next_date="2099-03-27"
    )
    assert (said.status_code, said.json["next_date"], said.json["attests"]) == (201, "2099-03-27", False)
    stage = local.get(path_of(table, "/flexibility")).json
    assert [each["kind"] for each in stage["confirmations"]] == ["not_yet"]


def test_stale_words_are_named(app: Flask, table: Table) -> None:
    fill_flexibility(table)
    said = a_word(table, Stage.FLEXIBILITY, table.central, ConfirmationKind.RESERVATION, "In winter.")
    new_words(table, the_record(table).entries_for("affected_group")[0], "Shops on the high street")
    stage = program(app, table.local).get(path_of(table, "/flexibility")).json
    assert (stage["stale"], [each["id"] for each in stage["confirmations"]]) == ([said.id], [said.id])


def test_a_facilitator_moves_sets_aside_and_lifts(app: Flask, table: Table) -> None:
    facilitator = program(app, table.facilitator)
    move: dict[str, Any] = {"from_stage": "trust", "to": "honesty"}
    assert fields_refused(facilitator.post(path_of(table, "/movements"), **move)) == {"reason"}
    moved = facilitator.post(path_of(table, "/movements"), **move, reason="Tuesday")
    assert (moved.status_code, moved.json["kind"], moved.json["reason"]) == (201, "exception", "Tuesday")
    late = facilitator.post(
        path_of(table, "/movements"), from_stage="trust", to="clarity", reason="Wednesday"
    )
    assert (late.status_code, late.mimetype) == (409, "application/problem+json")
    aside = path_of(table, "/set-aside/visit")
    assert facilitator.put(aside, reason="Snow").json["requirement"] == "visit"
    assert [each["reason"] for each in facilitator.get(path_of(table, "/trust")).json["set_aside"]] == [
        "Snow"
    ]
    assert facilitator.client.delete(f"/api/v1{aside}", headers=facilitator.headers).status_code == 204
    assert facilitator.get(path_of(table, "/trust")).json["set_aside"] == []
    assert facilitator.put(path_of(table, "/set-aside/luck"), reason="x").status_code == 404
    assert facilitator.post(path_of(table, "/lift"), reason="A court date").status_code == 204
    record = facilitator.get(path_of(table)).json
    assert record["publication_lifted"] == "A court date"
    assert [each["to"] for each in record["movements"]] == ["honesty"]


def test_who_may_not_is_told_so_and_nothing_changes(app: Flask, table: Table) -> None:
    resident = program(app, table.resident)
    answer = ANSWER | {"idempotency_key": a_key()}
    refused = [
        resident.post(path_of(table, "/entries"), **answer),
        resident.post(path_of(table, "/movements"), from_stage="trust", to="honesty", reason="x"),
        resident.put(path_of(table, "/set-aside/visit"), reason="x"),
        resident.post(path_of(table, "/lift"), reason="x"),
    ]
    assert {reply.status_code for reply in refused} == {403}
    assert {reply.mimetype for reply in refused} == {"application/problem+json"}
    assert program(app, None).post(path_of(table, "/entries"), **answer).status_code == 401
    assert the_record(table).record is None


@pytest.mark.parametrize("visibility", Visibility)
def test_a_record_nobody_outside_may_read_is_not_there(app: Flask, visibility: Visibility) -> None:
    table = a_table(a_space(visibility=visibility))
    entry = an_entry(table, Stage.TRUST, "credit")
    strangers = [
        program(app, person) for person in (None, a_resident(), a_member(a_space(title="Elsewhere")))
    ]
    reads = [
        "",
        "/trust",
        "/movements",
        "/trust/confirmations",
        "/honesty/answers/interests",
        f"/entries/{entry.id}",
    ]
    for stranger in strangers:
        for path in reads:
            assert stranger.get(path_of(table, path)).status_code == 404, path
    for stranger in strangers[1:]:
        reply = stranger.post(path_of(table, "/entries"), **ANSWER, idempotency_key=a_key())
        assert reply.status_code == 404
    member = program(app, table.resident)
    assert [member.get(path_of(table, path)).status_code for path in reads] == [200] * len(reads)


def test_lists_are_paged_by_key(app: Flask, table: Table) -> None:
    for person in (table.central, table.local, table.resident):
        an_entry(table, Stage.HONESTY, "interests", by=person, words=f"Of {person.id}")
        a_word(table, Stage.HONESTY, person)
    reader = program(app, table.resident)
    for path in ("/honesty/answers/interests", "/honesty/confirmations"):
        first = reader.get(path_of(table, path), limit=2).json
        second = reader.get(path_of(table, path), limit=2, before=first["older"]).json
        ids = [each["id"] for each in (*first["items"], *second["items"])]
        assert ids == sorted(ids, reverse=True)
        assert (len(ids), second["older"]) == (3, None)


def test_reading_a_record_costs_the_same_whatever_it_holds(
    app: Flask, table: Table, count_queries: type[QueryCount]
) -> None:
    reader = program(app, table.resident)
    an_acceptance(table, an_entry(table, Stage.TRUST, "heard", about="local"), table.local)
    a_word(table, Stage.TRUST, table.central)

    def cost() -> list[int]:
        counts = []
        for path in ("", "/trust", "/honesty/answers/interests", "/trust/confirmations"):
            reader.get(path_of(table, path))
            with count_queries() as count:
                assert reader.get(path_of(table, path)).status_code == 200
            counts.append(len(count))
        return counts

    an_entry(table, Stage.HONESTY, "interests")
    before = cost()
    for _ in range(3):
        official = a_member(table.space)
        an_entry(table, Stage.HONESTY, "interests", by=official)
        a_word(table, Stage.TRUST, official)
        an_acceptance(table, an_entry(table, Stage.TRUST, "heard", about="local"), table.local, note="Yes.")
    assert cost() == before
