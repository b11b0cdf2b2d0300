"""What shared outcomes ask of a person."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes import services
from policyspace.people.models import Person
from policyspace.reporting.asks import asks_of
from policyspace.reporting.asks.ask import Ask
from policyspace.spaces.queries import view_of
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    fill_trust,
    meet_trust,
    new_words,
)
from tests.builders.spaces import a_member
from tests.conftest import QueryCount

TITLE = "Buy empty homes"
BEGIN = f"Write your side’s answers on Trust for “{TITLE}”"


def asked(table: Table, person: Person) -> list[Ask]:
    return asks_of(view_of(table.space, person))


def sentences(table: Table, person: Person) -> list[str]:
    return [each.sentence for each in asked(table, person)]


def test_what_describes_a_side_asks_that_side_for_its_word(app: Flask) -> None:
    table = a_table(title=TITLE)
    entry = an_entry(table, Stage.TRUST, "heard", by=table.central, about="local")
    (ask,) = [each for each in asked(table, table.local) if each.sentence != BEGIN]
    assert ask.sentence == f"Answer “Did they hear you right?” for “{TITLE}”"
    assert ask.why == "An entry in Trust is about your side."
    assert ask.endpoint == "outcomes.show"
    assert ask.values == {"slug": table.space.slug, "number": table.document.number, "stage": "trust"}
    for other in (table.central, table.resident, table.neighbour, table.facilitator):
        assert not any("hear you right" in each for each in sentences(table, other))
    an_acceptance(table, entry, table.local)
    assert sentences(table, table.local) == [BEGIN]


def test_who_writes_for_a_side_is_asked_to_begin_until_somebody_on_it_has(app: Flask) -> None:
    table = a_table(title=TITLE)
    for person in (table.central, table.local):
        assert sentences(table, person) == [BEGIN]
    for person in (
        table.resident,
        table.neighbour,
        table.facilitator,
        a_member(table.space, side=Side.LOCAL),
    ):
        assert sentences(table, person) == []
    entry = an_entry(table, Stage.TRUST, "priorities", by=table.local)
    assert sentences(table, table.local) == []
    assert sentences(table, table.central) == [BEGIN]
    services.end_entry(table.local, table.document, entry)
    assert sentences(table, table.local) == [BEGIN]
    a_move(table, Stage.CLARITY, reason="Now")
    assert BEGIN.replace("Trust", "Clarity") in sentences(table, table.central)
    services.close_record(table.facilitator, table.document, reason="Done")
    assert sentences(table, table.central) == []


def test_a_stage_with_all_its_evidence_asks_who_must_still_confirm(app: Flask) -> None:
    table = a_table(title=TITLE)
    fill_trust(table)
    confirm = f"Confirm Trust for “{TITLE}”"
    for person in (table.central, table.local, table.neighbour):
        assert confirm in sentences(table, person)
    for person in (table.resident, table.facilitator):
        assert confirm not in sentences(table, person)
    a_word(table, Stage.TRUST, table.central)
    assert confirm not in sentences(table, table.central)
    assert confirm in sentences(table, table.local)
    a_word(table, Stage.TRUST, table.local, ConfirmationKind.NOT_YET, "We need a month.")
    assert confirm not in sentences(table, table.local)


def test_changed_words_ask_those_who_confirmed_to_read_again(app: Flask) -> None:
    table = a_table(title=TITLE)
    meet_trust(table)
    again = f"Read Trust for “{TITLE}” again"
    assert again not in sentences(table, table.local)
    priorities = an_entry(table, Stage.TRUST, "place_politics", by=table.central)
    assert again in sentences(table, table.local)
    a_word(table, Stage.TRUST, table.local)
    assert again not in sentences(table, table.local)
    new_words(table, priorities, "Other words.")
    assert again in sentences(table, table.local)
    assert again not in sentences(table, table.resident)


def test_asks_of_records_take_the_same_statements_however_long_they_are(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    table = a_table()
    fill_trust(table)
    counts = []
    for _ in range(2):
        for _each in range(4):
            an_entry(table, Stage.TRUST, "heard", by=table.central, about="local")
        view = view_of(table.space, table.local)
        with count_queries() as queries:
            found = asks_of(view)
        counts.append(len(queries))
    assert len([each for each in found if "hear you right" in each.sentence]) == 8
    assert counts[0] == counts[1]
