"""The desk of a facilitator: which proposals it lists, in which order, and what it says of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.charter.words import ConfirmationKind, DeskList, Role, Stage, StageStatus
from policyspace.drafting.services import open_problem
from policyspace.foundation.paging import Span
from policyspace.outcomes import services
from policyspace.outcomes.queries import DeskRow, desk_of
from policyspace.people.models import Person
from policyspace.spaces.queries import facilitated_by
from tests.builders.drafting import a_problem, a_proposal
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_entry,
    fill_flexibility,
    meet_trust,
    the_record,
)
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.conftest import QueryCount

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock(app: Flask) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def desk(reader: Person, show: DeskList = DeskList.ALL, span: Span | None = None) -> list[DeskRow]:
    return list(desk_of(reader, facilitated_by(reader), show=show, span=span).items)


def titles(reader: Person, show: DeskList = DeskList.ALL) -> list[str]:
    return [each.record.document.title for each in desk(reader, show)]


def in_days(days: int) -> str:
    return (START + timedelta(days=days)).date().isoformat()


def test_what_is_overdue_comes_first_and_then_what_waits_longest(clock: time_machine.Traveller) -> None:
    space = a_space()
    reader = the_facilitator(space)
    tables = {}
    for day, title in enumerate(("Old", "Newer", "Due first", "Due next", "Empty")):
        clock.move_to(START + timedelta(hours=day))
        tables[title] = a_table(space, title=title)
    clock.move_to(START + timedelta(hours=9))
    an_entry(tables["Newer"], Stage.TRUST, "credit")
    an_entry(tables["Due first"], Stage.CLARITY, "task", who="We", date=in_days(1))
    an_entry(tables["Due next"], Stage.CLARITY, "task", who="We", date=in_days(2))
    assert titles(reader) == ["Old", "Due first", "Due next", "Empty", "Newer"]
    clock.move_to(START + timedelta(days=4))
    assert titles(reader)[:2] == ["Due first", "Due next"]
    assert titles(reader, DeskList.OVERDUE) == ["Due first", "Due next"]
    [(stage, late)] = desk(reader)[0].overdue
    assert (stage, late.day.isoformat(), late.words) == (Stage.CLARITY, in_days(1), "Our words on task.")
    [entry] = the_record(tables["Due first"]).entries_for("task")
    services.end_entry(tables["Due first"].facilitator, tables["Due first"].document, entry)
    assert titles(reader, DeskList.OVERDUE) == ["Due next"]


def test_days_of_a_not_yet_and_of_comments_are_on_the_desk(clock: time_machine.Traveller) -> None:
    space = a_space()
    problem = a_problem(space)
    open_problem(the_facilitator(space), problem, closes_on=(START + timedelta(days=5)).date())
    table = a_table(space, problems=[problem.number])
    reader = table.facilitator
    later = (START + timedelta(days=2)).date()
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.NOT_YET, "Wait", next_date=later)
    assert [each.day.day for _stage, each in desk(reader)[0].ahead] == [4, 7]
    clock.move_to(START + timedelta(days=9))
    assert [each.day.day for _stage, each in desk(reader, DeskList.OVERDUE)[0].overdue] == [4, 7]


def test_each_list_holds_what_its_name_says(clock: time_machine.Traveller) -> None:
    space = a_space()
    reader = the_facilitator(space)
    ready, met, reserved, stale, closed, mine = (
        a_table(space, title=title) for title in ("Ready", "Met", "Reserved", "Stale", "Closed", "Mine")
    )
    fill_flexibility(ready)
    a_move(ready, Stage.FLEXIBILITY, reason="Now")
    meet_trust(met)
    a_word(reserved, Stage.HONESTY, reserved.local, ConfirmationKind.RESERVATION, "Not in winter.")
    a_word(stale, Stage.CLARITY, stale.local)
    an_entry(stale, Stage.CLARITY, "in_scope")
    services.close_record(reader, closed.document, reason="Done")
    other = a_member(space, role=Role.FACILITATOR)
    services.hand_over(reader, mine.document, to=the_membership(space, other).id, note="Yours")
    assert "Met" not in titles(reader, DeskList.WAITING)
    assert "Ready" in titles(reader, DeskList.WAITING)
    assert titles(reader, DeskList.RESERVATIONS) == ["Reserved"]
    assert titles(reader, DeskList.STALE) == ["Stale"]
    assert titles(reader, DeskList.CLOSED) == ["Closed"]
    assert (titles(other, DeskList.MINE), titles(reader, DeskList.MINE)) == (["Mine"], [])
    assert "Closed" not in titles(reader)
    rows = {each.record.document.title: each for each in desk(reader)}
    states = {title: row.record.states[row.record.stage].state for title, row in rows.items()}
    assert (states["Ready"], states["Met"]) == (StageStatus.READY, StageStatus.MET)
    [(stage, said, name)] = rows["Reserved"].reservations
    assert (stage, said.words, name) == (Stage.HONESTY, "Not in winter.", reserved.local.display_name)
    [(stage, said, _name)] = rows["Stale"].stale
    assert (stage, said.person_id) == (Stage.CLARITY, stale.local.id)
    assert rows["Mine"].looked_after_by == other.display_name


def test_a_facilitator_sees_their_own_spaces_only(app: Flask) -> None:
    table, elsewhere = a_table(), a_table()
    assert [row.record.document.id for row in desk(table.facilitator)] == [table.document.id]
    assert desk(table.central) == []
    assert elsewhere.document.id not in {row.record.document.id for row in desk(table.facilitator)}


def test_pages_follow_one_another_whatever_the_list(clock: time_machine.Traveller) -> None:
    space = a_space()
    reader = the_facilitator(space)
    for each in range(7):
        clock.move_to(START + timedelta(minutes=each))
        table = Table(space, a_proposal(space, title=f"Number {each}"))
        if each % 3 == 0:
            an_entry(table, Stage.CLARITY, "task", by=reader, who="We", date=in_days(1))
    clock.move_to(START + timedelta(days=3))
    for show in (DeskList.ALL, DeskList.WAITING):
        whole = [each.record.document.id for each in desk(reader, show, Span(limit=50))]
        seen: list[int] = []
        before: int | None = None
        while True:
            page = desk_of(reader, facilitated_by(reader), show=show, span=Span(before=before, limit=2))
            seen += [each.record.document.id for each in page.items]
            before = page.older
            if before is None:
                break
        assert seen == whole
        assert len(set(whole)) == len(whole)
    nowhere = desk_of(reader, facilitated_by(reader), span=Span(before=2**40, limit=50))
    assert len(nowhere.items) == 7


def test_the_desk_asks_as_often_for_forty_as_for_one(
    clock: time_machine.Traveller, count_queries: type[QueryCount]
) -> None:
    space = a_space()
    reader = the_facilitator(space)

    def fill(number: int) -> None:
        for each in range(number):
            table = a_table(space, title=f"Proposal {each}")
            table.__dict__.update(central=people[0], local=people[1])
            fill_flexibility(table)
            a_move(table, Stage.HONESTY if each % 2 else Stage.FLEXIBILITY, reason="Now")
            a_word(table, Stage.CLARITY, people[1], ConfirmationKind.RESERVATION, "Not in winter.")

    first = a_table(space)
    people = [first.central, first.local]
    fill(2)

    def cost() -> dict[DeskList, int]:
        counted = {}
        for show in DeskList:
            with count_queries() as queries:
                desk(reader, show)
            counted[show] = len(queries)
        return counted

    few = cost()
    fill(8)
    assert cost() == few
    assert max(few.values()) <= 11
