"""Hats and interests: asked again when the proposal moves, and every hat shown."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert

from policyspace.charter.capacity import Side
from policyspace.charter.words import Stage
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.outcomes import services
from policyspace.outcomes.queries import find_declared, get_entry
from policyspace.people.models import Affiliation
from policyspace.reporting.asks import asks_of
from policyspace.spaces.queries import view_of
from tests.api.client import Program
from tests.builders.ledger import told
from tests.builders.outcomes import Table, a_move, a_table, an_entry, state_of
from tests.builders.people import an_organisation
from tests.client import PageClient

AGAIN = "Are your hats and interests still the same?"


@pytest.fixture
def table(app: Flask) -> Table:
    """The people around a proposal."""
    return a_table()


def test_who_declared_is_asked_again_after_each_move_and_answers_with_one_button(
    client: PageClient, table: Table
) -> None:
    declared = an_entry(table, Stage.HONESTY, "interests", words="I rent here.")
    client.sign_in(table.central)
    record = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    assert AGAIN not in client.page(f"{record}/honesty").text
    a_move(table, Stage.HONESTY, reason="Tuesday")
    digest = state_of(table, Stage.HONESTY).digest
    same = f"{record}/entries/{declared.id}/still-the-same"
    for page in (record, f"{record}/honesty"):
        assert same in [a.attributes.get("href") for a in client.page(page).all("a")]
    assert AGAIN not in client.page(f"{record}/trust").text
    assert any(ask.endpoint == "outcomes.again" for ask in asks_of(view_of(table.space, table.central)))
    for _twice in range(2):
        services.say_again(table.central, table.document, declared)
    found = find_declared(table.document, table.central)
    assert found is not None
    assert (found.entry.words, found.entry.replaces_id, found.moved_at) == ("I rent here.", declared.id, None)
    assert len(told("entry.said_again")) == 1
    assert AGAIN not in client.page(record).text
    assert not [
        ask for ask in asks_of(view_of(table.space, table.central)) if ask.endpoint == "outcomes.again"
    ]
    assert state_of(table, Stage.HONESTY).digest == digest
    a_move(table, Stage.CLARITY, reason="Wednesday")
    again = f"{record}/entries/{found.entry.id}/still-the-same"
    assert client.send(again).status_code == 303


def test_a_declaration_names_the_other_organisations_of_whoever_makes_it(table: Table) -> None:
    council = an_organisation("Harbour Council", side=Side.LOCAL)
    row = {"person_id": table.central.id, "organisation_id": council.id, "means": "domain"}
    with db.engine.begin() as connection:
        connection.execute(insert(Affiliation), row | {"confirmed_at": now()})
    silent = an_entry(table, Stage.HONESTY, "interests", words="None")
    assert silent.facts == {"hats": "Harbour Council"}
    changed = services.change_entry(
        table.central,
        table.document,
        silent,
        words="None",
        facts={"hats": "School governor"},
        idempotency_key="a-key-of-its-own",
    )
    assert changed.facts == {"hats": "School governor, Harbour Council"}


def test_a_program_reads_that_it_is_asked_again_and_says_still_the_same(app: Flask, table: Table) -> None:
    declared = an_entry(table, Stage.HONESTY, "interests", words="I rent here.")
    other = an_entry(table, Stage.TRUST, "credit")
    program = Program(app, table.central)
    record = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    assert program.get(f"{record}/declaration").json["asked_again_since"] is None
    same = program.post(f"{record}/entries/{declared.id}/still-the-same")
    assert (same.status_code, same.json["id"]) == (200, declared.id)
    a_move(table, Stage.HONESTY, reason="Tuesday")
    assert program.get(f"{record}/declaration").json["asked_again_since"] is not None
    again = program.post(f"{record}/entries/{declared.id}/still-the-same")
    assert (again.json["words"], again.json["replaces"]) == ("I rent here.", declared.id)
    assert program.get(f"{record}/declaration").json["asked_again_since"] is None
    assert Program(app, table.local).get(f"{record}/declaration").status_code == 404
    assert Program(app, table.local).post(f"{record}/entries/{declared.id}/still-the-same").status_code == 403
    assert program.post(f"{record}/entries/{other.id}/still-the-same").status_code == 404
    services.end_entry(table.central, table.document, get_entry(table.document, again.json["id"]))
    assert program.post(f"{record}/entries/{declared.id}/still-the-same").status_code == 409
