"""Whom a record waits for by name, and nudging them: one letter, and not more than once in three days."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Role, Stage, WaitKind
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed, NotFound
from policyspace.outcomes import services
from policyspace.outcomes.models import Deed
from policyspace.outcomes.queries import waited_for
from policyspace.outcomes.services import RecordClosed
from policyspace.people.models import Person
from policyspace.spaces.services import end_membership
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    declare_all,
    fill_flexibility,
    fill_trust,
    the_record,
)
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.outcomes.test_at_once import at_once, refusals

SOON = "Before the committee on Tuesday, please."


@pytest.fixture
def table(app: Flask) -> Table:
    table = a_table()
    for person in (table.central, table.local, table.neighbour, table.resident):
        assert person.id
    return table


def waits(table: Table) -> dict[int, set[WaitKind]]:
    """By the id of a person, what they are asked."""
    record = the_record(table)
    found = waited_for([record])[table.document.id]
    return {each.membership.person_id: {one.kind for one in each.wanted} for each in found.people}


def asked(*people: Person, kind: WaitKind) -> dict[int, set[WaitKind]]:
    return {person.id: {kind} for person in people}


def nudge(table: Table, person: Person, note: str = "", *, by: Person | None = None) -> Deed:
    membership = the_membership(table.space, person)
    return services.nudge(by or table.facilitator, table.document, whom=membership.id, note=note)


def without_an_address(person: Person) -> None:
    db.session.commit()
    with db.engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == person.id).values(email_confirmed_at=None))
    db.session.rollback()


def test_confirmers_are_waited_for_once_everything_is_there(table: Table) -> None:
    assert waits(table) == asked(table.central, table.local, kind=WaitKind.ANSWER)
    fill_trust(table)
    assert waits(table) == asked(table.central, table.local, table.neighbour, kind=WaitKind.CONFIRM)
    a_word(table, Stage.TRUST, table.central)
    assert waits(table) == asked(table.local, table.neighbour, kind=WaitKind.CONFIRM)
    later = (now() + timedelta(days=9)).date()
    a_word(table, Stage.TRUST, table.local, ConfirmationKind.NOT_YET, "After the vote", next_date=later)
    assert waits(table) == asked(table.neighbour, kind=WaitKind.CONFIRM)


def test_the_side_an_entry_describes_is_waited_for_and_then_whoever_has_to_correct_it(table: Table) -> None:
    fill_trust(table)
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want homes.")
    assert waits(table) == asked(table.local, kind=WaitKind.ACCEPT)
    an_acceptance(table, heard, table.local, yes=False, note="Homes people can pay for.")
    assert waits(table) == asked(table.central, kind=WaitKind.CORRECT)


def test_members_who_have_not_declared_are_waited_for_facilitators_too(table: Table) -> None:
    a_move(table, Stage.HONESTY, reason="Tuesday")
    before = waits(table)
    assert WaitKind.DECLARE in before[table.neighbour.id]
    assert WaitKind.DECLARE in before[table.facilitator.id]
    assert table.resident.id not in before
    declare_all(table, [table.neighbour])
    assert table.neighbour.id not in waits(table)


def test_since_when_is_told_from_the_words_and_never_before_someone_joined(table: Table) -> None:
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Now")
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        new = a_member(table.space, side=Side.LOCAL)
        joined = now()
        a_word(table, Stage.FLEXIBILITY, table.central)
    record = the_record(table)
    assert record.record is not None
    found = waited_for([record])[table.document.id]
    since = {each.membership.person_id: each.since for each in found.people}
    assert since == {table.local.id: record.record.waits_since, new.id: joined}
    assert record.record.waits_since < joined, "a confirmation writes nothing new"


def test_five_are_named_for_one_thing_drafters_and_who_confirmed_before_first(table: Table) -> None:
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Now")
    many = [a_member(table.space, side=Side.LOCAL) for _each in range(7)]
    a_word(table, Stage.FLEXIBILITY, many[-1])
    an_entry(table, Stage.FLEXIBILITY, "option", state="alive", words="A third way")
    found = waited_for([the_record(table)])[table.document.id]
    local = {each.membership.person_id for each in found.people if each.membership.side == "local"}
    assert found.more
    assert len(local) == 5
    assert {many[-1].id, table.local.id} < local


def test_a_person_is_nudged_once_in_three_days_whoever_nudges(table: Table) -> None:
    fill_trust(table)
    other = a_member(table.space, role=Role.FACILITATOR)
    start = now()
    with time_machine.travel(start, tick=False):
        deed = nudge(table, table.local, SOON)
        assert nudge(table, table.local, SOON).id == deed.id, "a double click is one nudge"
        nudge(table, table.neighbour)
    with time_machine.travel(start + timedelta(days=2, hours=23), tick=False):
        with pytest.raises(Invalid, match=rf"You nudged {table.local.display_name} on .* You can again on"):
            nudge(table, table.local, SOON)
        with pytest.raises(Invalid, match=rf"{table.facilitator.display_name} nudged .* You can again on"):
            nudge(table, table.local, by=other)
    with time_machine.travel(start + timedelta(days=3), tick=False):
        nudge(table, table.local, by=other)
    assert [row.facts["person"] for row in told("member.nudged")] == [
        table.local.id,
        table.neighbour.id,
        table.local.id,
    ]


def test_only_who_is_here_and_waited_for_can_be_nudged_and_only_by_facilitators(table: Table) -> None:
    fill_trust(table)
    with pytest.raises(NotAllowed):
        nudge(table, table.local, by=table.central)
    with pytest.raises(Invalid, match="Nothing waits for"):
        nudge(table, table.resident)
    with pytest.raises(Invalid, match="It is you"):
        nudge(table, table.facilitator)
    elsewhere = a_space()
    stranger = the_membership(elsewhere, the_facilitator(elsewhere)).id
    for whom in (stranger, 2**31):
        with pytest.raises(NotFound):
            services.nudge(table.facilitator, table.document, whom=whom)
    without_an_address(table.neighbour)
    with pytest.raises(Invalid, match="no letter reaches them"):
        nudge(table, table.neighbour)
    membership = the_membership(table.space, table.local)
    end_membership(table.facilitator, membership)
    with pytest.raises(Invalid, match="takes part in this space no more"):
        services.nudge(table.facilitator, table.document, whom=membership.id)
    services.close_record(table.facilitator, table.document, reason="Done")
    with pytest.raises(RecordClosed):
        nudge(table, table.neighbour)
    assert waited_for([the_record(table)]) == {}


def test_two_facilitators_who_nudge_at_once_send_one_letter(app: Flask, table: Table) -> None:
    fill_trust(table)
    other = a_member(table.space, role=Role.FACILITATOR)
    membership = the_membership(table.space, table.local).id

    def deed(person: Person, document: object) -> int:
        return services.nudge(person, document, whom=membership, note=SOON).id  # type: ignore[arg-type]  # it is one

    given = at_once(app, table, [(table.facilitator, deed), (other, deed)])
    assert [type(each) for each in refusals(given)] == [Invalid]
    assert len(told("member.nudged")) == 1
