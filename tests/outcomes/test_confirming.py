"""Confirming the words of a stage: bound to what was read, one word for each person, for both sides."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Role, Stage, StageStatus
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.outcomes import services
from policyspace.outcomes.models import Confirmation
from policyspace.outcomes.services import WordsChanged
from policyspace.spaces.services import change_role
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    awaited,
    declare_all,
    fill_clarity,
    fill_flexibility,
    fill_honesty,
    fill_trust,
    meet_trust,
    missing,
    new_words,
    state_of,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_membership

FLEXIBILITY = Stage.FLEXIBILITY


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


@pytest.fixture
def ready(table: Table) -> Table:
    """A table whose Flexibility lacks nothing but confirmations."""
    fill_flexibility(table)
    return table


def status(table: Table, stage: Stage = FLEXIBILITY) -> StageStatus:
    return state_of(table, stage).state


def test_both_sides_make_a_stage_met(ready: Table) -> None:
    assert (status(ready), awaited(ready, FLEXIBILITY)) == (StageStatus.READY, {"central", "local"})
    a_word(ready, FLEXIBILITY, ready.central)
    assert (status(ready), awaited(ready, FLEXIBILITY)) == (StageStatus.READY, {"local"})
    a_word(ready, FLEXIBILITY, ready.local)
    assert status(ready) is StageStatus.MET
    row = told("stage.confirmed")[-1]
    assert (row.actor_id, row.facts["stage"], row.facts["document"]) == (
        ready.local.id,
        "flexibility",
        ready.document.number,
    )


def test_a_reservation_confirms_and_is_kept(ready: Table) -> None:
    a_word(ready, FLEXIBILITY, ready.local)
    a_word(ready, FLEXIBILITY, ready.central, ConfirmationKind.RESERVATION, "Only until spring.")
    assert status(ready) is StageStatus.MET
    assert [each.words for each in state_of(ready, FLEXIBILITY).current if each.words] == [
        "Only until spring."
    ]
    assert "spring" not in str(told("stage.reserved")[0].facts)


def test_not_yet_takes_back_a_confirmation_and_says_what_next(ready: Table) -> None:
    for person in (ready.central, ready.local):
        a_word(ready, FLEXIBILITY, person)
    soon = now().date() + timedelta(days=3)
    said = a_word(
        ready,
        FLEXIBILITY,
        ready.local,
        ConfirmationKind.NOT_YET,
        "The director is away.",
        next_step="Ask again",
        next_date=soon,
    )
    assert (said.next_step, said.next_date) == ("Ask again", soon)
    assert (status(ready), awaited(ready, FLEXIBILITY)) == (StageStatus.READY, {"local"})
    assert len(told("stage.not_yet")) == 1


@pytest.mark.parametrize("kind", [ConfirmationKind.RESERVATION, ConfirmationKind.NOT_YET])
def test_a_reservation_and_a_not_yet_need_words(ready: Table, kind: ConfirmationKind) -> None:
    with pytest.raises(Invalid) as refusal:
        a_word(ready, FLEXIBILITY, ready.central, kind, "  ")
    assert list(refusal.value.fields) == ["words"]


def test_what_is_next_is_not_in_the_past(ready: Table) -> None:
    with pytest.raises(Invalid) as refusal:
        a_word(
            ready,
            FLEXIBILITY,
            ready.central,
            ConfirmationKind.NOT_YET,
            "Wait.",
            next_date=now().date() - timedelta(days=1),
        )
    assert list(refusal.value.fields) == ["next_date"]


def test_a_facilitator_attests_and_does_not_count(ready: Table) -> None:
    a_word(ready, FLEXIBILITY, ready.local)
    said = a_word(ready, FLEXIBILITY, ready.facilitator)
    assert (said.side, said.attests) == ("central", True)
    assert awaited(ready, FLEXIBILITY) == {"central"}
    change_role(
        a_member(ready.space, role=Role.FACILITATOR),
        the_membership(ready.space, ready.facilitator),
        role="drafter",
    )
    again = a_word(ready, FLEXIBILITY, ready.facilitator)
    assert not again.attests
    assert status(ready) is StageStatus.MET


def test_only_members_speak_and_residents_count_for_no_other_side(ready: Table) -> None:
    with pytest.raises(NotAllowed):
        a_word(ready, FLEXIBILITY, a_resident())
    a_word(ready, FLEXIBILITY, ready.resident)
    assert awaited(ready, FLEXIBILITY) == {"central", "local"}


def test_words_that_changed_since_they_were_read_cannot_be_confirmed(ready: Table) -> None:
    read = state_of(ready, FLEXIBILITY).digest
    an_entry(ready, FLEXIBILITY, "option", state="alive")
    with pytest.raises(WordsChanged) as refusal:
        a_word(ready, FLEXIBILITY, ready.central, digest=read)
    assert refusal.value.details == {"digest": state_of(ready, FLEXIBILITY).digest}
    assert db.session.scalars(select(Confirmation)).all() == []


def test_new_words_make_old_confirmations_stale_and_the_same_words_put_back_do_not(ready: Table) -> None:
    for person in (ready.central, ready.local):
        a_word(ready, FLEXIBILITY, person)
    [group] = the_record(ready).entries_for("affected_group")
    changed = new_words(ready, group, "Shops on the high street")
    state = state_of(ready, FLEXIBILITY)
    assert state.state is StageStatus.STALE
    assert {each.person_id for each in state.stale_confirmations} == {ready.central.id, ready.local.id}
    new_words(ready, changed, group.words)
    assert status(ready) is StageStatus.MET


def test_a_new_word_takes_the_place_of_the_old_one_which_is_kept(ready: Table) -> None:
    first = a_word(ready, FLEXIBILITY, ready.central)
    second = a_word(ready, FLEXIBILITY, ready.central, ConfirmationKind.RESERVATION, "Mind the cost.")
    rows = db.session.scalars(select(Confirmation).order_by(Confirmation.id)).all()
    assert [(row.id, row.ended_at) for row in rows] == [(first.id, second.created_at), (second.id, None)]


def test_the_same_word_twice_is_said_once(ready: Table) -> None:
    first = a_word(ready, FLEXIBILITY, ready.central, words="With pleasure.")
    assert a_word(ready, FLEXIBILITY, ready.central, words="With pleasure.") is first
    assert len(told("stage.confirmed")) == 1
    an_entry(ready, FLEXIBILITY, "option", state="alive")
    assert a_word(ready, FLEXIBILITY, ready.central, words="With pleasure.") is not first


def test_trust_waits_for_the_residents_group_it_names(table: Table) -> None:
    fill_trust(table)
    for person in (table.central, table.local, table.resident):
        a_word(table, Stage.TRUST, person)
    assert awaited(table, Stage.TRUST) == {"residents_group"}
    a_word(table, Stage.TRUST, table.neighbour)
    assert status(table, Stage.TRUST) is StageStatus.MET


def test_clarity_waits_for_a_resident(table: Table) -> None:
    fill_clarity(table)
    for person in (table.central, table.local):
        a_word(table, Stage.CLARITY, person)
    assert awaited(table, Stage.CLARITY) == {"resident"}
    a_word(table, Stage.CLARITY, table.resident)
    assert status(table, Stage.CLARITY) is StageStatus.MET


def test_honesty_waits_until_residents_had_their_time(table: Table) -> None:
    fill_honesty(table)
    for person in (table.central, table.local):
        a_word(table, Stage.HONESTY, person)
    assert awaited(table, Stage.HONESTY) == {"challenge"}
    with time_machine.travel(now() + timedelta(days=2)):
        assert status(table, Stage.HONESTY) is StageStatus.MET


def test_honesty_waits_for_the_team_and_the_organisations_not_for_every_resident(table: Table) -> None:
    for _ in range(3):
        a_member(table.space)
    declare_all(table)
    assert "interests" not in missing(table, Stage.HONESTY)
    official = a_member(table.space, side=Side.LOCAL)
    assert "interests" in missing(table, Stage.HONESTY)
    an_entry(table, Stage.HONESTY, "interests", by=official, words="None")
    writer = a_member(table.space, role=Role.DRAFTER)
    [lacking] = [each for each in state_of(table, Stage.HONESTY).missing if each.key == "interests"]
    assert lacking.names == (writer.display_name,)


def test_a_declaration_is_no_part_of_what_is_confirmed(table: Table) -> None:
    fill_honesty(table)
    before = state_of(table, Stage.HONESTY).digest
    an_entry(table, Stage.HONESTY, "interests", by=table.resident, words="I rent here.")
    assert state_of(table, Stage.HONESTY).digest == before


def test_an_acceptance_that_adds_no_words_makes_nothing_stale(table: Table) -> None:
    meet_trust(table)
    heard = next(each for each in the_record(table).entries_for("heard") if each.side == "central")
    an_acceptance(table, heard, a_member(table.space, side=Side.LOCAL))
    assert status(table, Stage.TRUST) is StageStatus.MET
    services.end_entry(table.central, table.document, heard)
    assert status(table, Stage.TRUST) is StageStatus.GATHERING
