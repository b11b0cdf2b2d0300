"""Every page of a record asks the database as often for 300 entries, words and members as for three."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.db import db
from policyspace.foundation.paging import Span
from policyspace.outcomes.models import Confirmation, Movement
from policyspace.outcomes.queries import everything_said
from policyspace.people.models import Person
from policyspace.spaces.models import Membership
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    declare_all,
    fill_clarity,
    fill_flexibility,
    fill_honesty,
    fill_trust,
    many_entries,
    new_words,
    the_record,
)
from tests.builders.spaces import the_membership
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.web.outcome_pages import path_of

MANY = 300
PROMPTS = {
    Stage.TRUST: ("heard", "meeting"),
    Stage.FLEXIBILITY: ("open_question", "option", "affected_group", "decision"),
    Stage.HONESTY: ("cannot",),
    Stage.CLARITY: ("cost",),
}


@pytest.fixture
def table(app: Flask) -> Table:
    """A record with something of each kind, at Honesty, and one earlier version of a word."""
    table = a_table()
    fill_trust(table)
    fill_flexibility(table)
    fill_honesty(table)
    fill_clarity(table)
    declare_all(table, [table.resident])
    for stage in PROMPTS:
        a_word(table, stage, table.resident)
        a_word(table, stage, table.central, ConfirmationKind.RESERVATION, "In winter.")
    new_words(table, the_record(table).entries_for("outcome")[0], "Nobody waits longer than a month.")
    a_move(table, Stage.HONESTY, reason="Start here")
    return table


def grow(table: Table) -> None:
    """Three hundred more of everything that can grow, written straight into the tables."""
    people = [
        {
            "email": f"many{number}@homes.example",
            "display_name": f"Neighbour {number}",
            "created_at": table.document.created_at,
        }
        for number in range(MANY)
    ]
    membership = _values(the_membership(table.space, table.resident))
    said = {stage: _values(a_word(table, stage, table.resident)) for stage in PROMPTS}
    moved = _values(db.session.query(Movement).one())
    for stage, prompts in PROMPTS.items():
        for prompt in prompts:
            many_entries(table, stage, prompt, 90)
    many_entries(table, Stage.HONESTY, "interests", 90)
    with db.engine.begin() as connection:
        ids = connection.scalars(insert(Person).returning(Person.id), people).all()
        connection.execute(insert(Membership), [membership | {"person_id": each} for each in ids])
        for values in said.values():
            connection.execute(insert(Confirmation), [values | {"person_id": each} for each in ids])
        connection.execute(insert(Movement), [moved] * MANY)
    db.session.commit()


def _values(row: object) -> dict[str, object]:
    columns = row.__table__.c  # type: ignore[attr-defined]  # every row of a table has one
    return {column.name: getattr(row, column.name) for column in columns if column.name != "id"}


def pages(table: Table) -> list[str]:
    record = the_record(table)
    entry = record.entries_for("outcome")[0]
    return [
        "",
        "/movements",
        "/agreement",
        "/honesty/answers/interests",
        "/clarity/said",
        "/clarity/history",
        "/flexibility/confirm",
        f"/entries/{entry.id}/history",
        f"/entries/{entry.id}/comments",
        *(f"/{stage.value}" for stage in Stage),
    ]


def test_pages_ask_as_often_for_three_hundred_as_for_three(
    client: PageClient, table: Table, count_queries: type[QueryCount]
) -> None:
    client.sign_in(table.local)

    def cost() -> dict[str, int]:
        counts = {}
        for page in pages(table):
            client.page(path_of(table, page))
            with count_queries() as count:
                client.page(path_of(table, page))
            counts[page] = len(count)
        return counts

    before = cost()
    grow(table)
    assert cost() == before
    assert max(before.values()) <= 11, before


def test_long_lists_are_shown_a_page_at_a_time(client: PageClient, table: Table) -> None:
    grow(table)
    client.sign_in(table.local)
    stage = client.page(path_of(table, "/clarity"))
    shown = [each for each in stage.all("li") if "ps-confirmation " in each.attributes.get("class", "")]
    assert len(shown) == 20
    assert "In winter." in shown[0].text
    seen, path = 0, path_of(table, "/clarity/said")
    while path:
        page = client.page(path)
        seen += len(
            [each for each in page.all("li") if "ps-confirmation " in each.attributes.get("class", "")]
        )
        path = next(
            (each.attributes["href"] for each in page.all("a") if each.attributes.get("rel") == "next"), ""
        )
    assert seen == len(everything_said(table.document, Stage.CLARITY, Span(limit=1000)).items) > MANY
    record = client.page(path_of(table))
    assert (
        len([each for each in record.all("li") if each.attributes.get("class") == "ps-activity__item"]) == 5
    )
