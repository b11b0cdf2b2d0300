"""The facilitator's desk through the API, and nudging, closing and handing over by a program."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import ConfirmationKind, Role, Stage
from tests.api.client import Program
from tests.builders.outcomes import Table, a_move, a_table, a_word, fill_flexibility
from tests.builders.spaces import a_member, the_membership


@pytest.fixture
def table(app: Flask) -> Table:
    table = a_table()
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Now")
    a_word(table, Stage.FLEXIBILITY, table.central, ConfirmationKind.RESERVATION, "Not in winter.")
    return table


def test_a_program_reads_the_desk_and_nudges(app: Flask, table: Table) -> None:
    program = Program(app, table.facilitator)
    at = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    [row] = program.get("/desk").json["items"]
    assert (row["title"], row["stage"], row["state"]) == (table.document.title, "flexibility", "ready")
    assert [each["words"] for each in row["reservations"]] == ["Not in winter."]
    assert len(row["ahead"]) == 2
    [waits] = row["waiting_for"]
    assert (waits["membership"], waits["nudged"]) == (the_membership(table.space, table.local).id, None)
    assert [each["kind"] for each in waits["wanted"]] == ["confirm"]
    made = program.post(f"{at}/nudges", whom=waits["membership"], note="Please")
    assert (made.status_code, made.json["kind"]) == (201, "nudged")
    again = program.post(f"{at}/nudges", whom=waits["membership"], note="Now")
    assert again.status_code == 422
    [row] = program.get(f"/spaces/{table.space.slug}/desk", show="waiting", limit=1).json["items"]
    assert row["waiting_for"][0]["nudged"]["words"] == "Please"
    assert program.get("/desk", show="nonsense").status_code == 422
    assert Program(app, table.local).get("/desk").json == {"items": [], "older": None}
    assert Program(app, table.local).get(f"/spaces/{table.space.slug}/desk").status_code == 403


def test_a_program_closes_reopens_and_hands_over(app: Flask, table: Table) -> None:
    program = Program(app, table.facilitator)
    at = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    other = a_member(table.space, role=Role.FACILITATOR)
    handed = {"to": the_membership(table.space, other).id, "note": "Call on Mondays."}
    assert program.post(f"{at}/handovers", **handed).json["whom"] == other.display_name
    assert program.post(f"{at}/closings", reason="Done").status_code == 201
    move = {"from_stage": "flexibility", "to": "trust", "reason": "Now"}
    assert program.post(f"{at}/movements", **move).status_code == 409
    [row] = program.get("/desk", show="closed").json["items"]
    assert row["closed_at"]
    assert program.post(f"{at}/reopenings", reason="Not done").status_code == 201
    told = Program(app, table.local).get(f"{at}/facilitating").json["items"]
    assert [each["kind"] for each in told] == ["reopened", "closed", "handed_over"]


def test_a_program_hands_a_whole_space_over(app: Flask) -> None:
    table = a_table()
    other = a_member(table.space, role=Role.FACILITATOR)
    to = the_membership(table.space, other).id
    place = f"/spaces/{table.space.slug}/desk/handovers"
    facilitator = Program(app, table.facilitator)
    listed = {"document": table.document.number, "title": table.document.title}
    assert facilitator.get(place).json == {"mine": [], "unassigned": [listed]}
    nothing = facilitator.post(place, to=to, note="I retire.")
    assert nothing.status_code == 422
    done = facilitator.post(place, to=to, note="I retire.", unassigned=True)
    assert (done.status_code, [each["kind"] for each in done.json]) == (201, ["handed_over"])
    assert Program(app, other).get(place).json["mine"] == [listed]
    assert Program(app, table.local).get(place).status_code == 403
