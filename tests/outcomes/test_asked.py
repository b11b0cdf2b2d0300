"""What records ask of one person, in all their spaces."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Role, Stage
from policyspace.outcomes.queries import StageAsked, entries_awaiting, stages_awaiting, stale_words_of
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, view_of
from policyspace.spaces.services import accept_invitation
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    fill_clarity,
    fill_flexibility,
    fill_trust,
    many_entries,
    new_words,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, an_invitation
from tests.conftest import QueryCount


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def views(person: Person, *tables: Table) -> dict[int, SpaceView]:
    return {table.space.id: view_of(table.space, person) for table in tables}


def asked(found: Sequence[StageAsked]) -> list[tuple[str, Stage]]:
    return [(each.document.title, each.stage) for each in found]


def test_a_side_is_asked_about_what_describes_it_until_it_says_a_word(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    visit = an_entry(table, Stage.TRUST, "meeting", kind="visit", date="2026-10-01", host="local")
    cost = an_entry(table, Stage.CLARITY, "cost", by=table.local, amount="£10", payer="local")
    an_entry(table, Stage.TRUST, "heard", by=table.local, about="central")
    found = entries_awaiting(views(table.local, table))
    assert [(each.entry.id, each.prompt.key) for each in found] == [
        (cost.id, "cost"),
        (visit.id, "meeting"),
        (heard.id, "heard"),
    ]
    assert found[0].document.id == table.document.id
    an_acceptance(table, heard, table.local, yes=False, note="No.")
    assert [each.entry.id for each in entries_awaiting(views(table.local, table))] == [cost.id, visit.id]
    newer = new_words(table, heard, "They want to be asked.")
    assert entries_awaiting(views(table.local, table))[0].entry.id == newer.id


def test_nobody_is_asked_for_a_word_they_cannot_give(table: Table) -> None:
    an_entry(table, Stage.TRUST, "heard", about="local")
    an_entry(table, Stage.TRUST, "heard", about="central")
    for person in (table.central, table.facilitator, table.resident, table.neighbour):
        assert list(entries_awaiting(views(person, table))) == []
    outsider = a_resident()
    assert list(entries_awaiting(views(outsider, table))) == []


def test_each_hat_is_asked_in_its_own_space(table: Table) -> None:
    other = a_table(a_space(title="Buses"))
    official = a_member(table.space, side=Side.LOCAL)
    accept_invitation(official, an_invitation(other.space, email=official.email), capacity="resident")
    for each in (table, other):
        an_entry(each, Stage.TRUST, "heard", about="local")
    found = entries_awaiting(views(official, table, other))
    assert [each.view.space.id for each in found] == [table.space.id]


def test_a_person_whose_words_changed_is_asked_again(table: Table) -> None:
    fill_flexibility(table)
    for person in (table.central, table.local):
        a_word(table, Stage.FLEXIBILITY, person)
    a_word(table, Stage.FLEXIBILITY, table.resident, ConfirmationKind.NOT_YET, "Wait.")
    assert asked(stale_words_of(table.central, views(table.central, table))) == []
    an_entry(table, Stage.FLEXIBILITY, "option", state="alive")
    found = stale_words_of(table.central, views(table.central, table))
    assert asked(found) == [(table.document.title, Stage.FLEXIBILITY)]
    assert found[0].stale is not None
    assert asked(stale_words_of(table.resident, views(table.resident, table))) == []
    a_word(table, Stage.FLEXIBILITY, table.central)
    assert asked(stale_words_of(table.central, views(table.central, table))) == []


def test_a_side_is_asked_to_confirm_the_stage_a_proposal_is_at_once_nothing_is_missing(table: Table) -> None:
    fill_flexibility(table)
    fill_clarity(table)
    a_move(table, Stage.FLEXIBILITY, reason="Start here")
    for person in (table.central, table.local):
        assert asked(stages_awaiting(person, views(person, table))) == [
            (table.document.title, Stage.FLEXIBILITY)
        ]
    for person in (table.resident, table.neighbour, table.facilitator):
        assert asked(stages_awaiting(person, views(person, table))) == []
    a_word(table, Stage.FLEXIBILITY, table.central, ConfirmationKind.NOT_YET, "Wait.")
    assert asked(stages_awaiting(table.central, views(table.central, table))) == []
    colleague = a_member(table.space, role=Role.DRAFTER, side=Side.CENTRAL)
    assert asked(stages_awaiting(colleague, views(colleague, table))) == [
        (table.document.title, Stage.FLEXIBILITY)
    ]
    a_word(table, Stage.FLEXIBILITY, colleague)
    other = a_member(table.space, side=Side.CENTRAL)
    assert asked(stages_awaiting(other, views(other, table))) == []
    a_move(table, Stage.CLARITY, reason="Go on")
    assert asked(stages_awaiting(table.resident, views(table.resident, table))) == [
        (table.document.title, Stage.CLARITY)
    ]


def test_nobody_is_asked_to_confirm_while_something_is_missing(table: Table) -> None:
    fill_trust(table)
    assert asked(stages_awaiting(table.neighbour, views(table.neighbour, table))) != []
    [group] = the_record(table).entries_for("residents_group")
    new_words(table, group, "A group that is not here", by=table.central, organisation_id=None)
    an_entry(table, Stage.TRUST, "heard", about="local")
    for person in (table.central, table.neighbour):
        assert asked(stages_awaiting(person, views(person, table))) == []


def test_asking_costs_the_same_whatever_there_is(table: Table, count_queries: type[QueryCount]) -> None:
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Start here")
    here = views(table.central, table)

    def cost() -> int:
        with count_queries() as count:
            entries_awaiting(here)
            stale_words_of(table.central, here)
            stages_awaiting(table.central, here)
        return len(count)

    before = cost()
    many_entries(table, Stage.FLEXIBILITY, "option", 90, state="alive")
    for _ in range(3):
        other = a_table(table.space)
        fill_flexibility(other)
        a_move(other, Stage.FLEXIBILITY, reason="Start here")
    assert len(stages_awaiting(table.central, here)) == 4
    assert cost() == before
    assert before <= 8
