"""How a stage stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Stage, StageStatus
from policyspace.outcomes.rules import ConfirmationFact
from tests.outcomes.rules.records import (
    ALL_WELL,
    CENTRAL,
    FACILITATOR,
    GROUP,
    LOCAL,
    RESIDENT,
    WHO_CONFIRMS,
    WRITTEN,
    an_entry,
    aside,
    complete,
    confirmed,
    keys,
    look,
    reworded,
    says,
    with_entries,
    without,
)

RESERVATION, NOT_YET = ConfirmationKind.RESERVATION, ConfirmationKind.NOT_YET
TRUST, FLEXIBILITY, CLARITY = Stage.TRUST, Stage.FLEXIBILITY, Stage.CLARITY
SUSTAINABILITY = Stage.SUSTAINABILITY


def people(said: tuple[ConfirmationFact, ...]) -> list[int]:
    return [each.person_id for each in said]


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_nobody_has_touched_is_not_begun(stage: Stage) -> None:
    state = look(stage, replace(complete(stage), entries=[]))
    assert state.state == StageStatus.NOT_BEGUN


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_that_lacks_something_is_gathering_whoever_confirmed(stage: Stage) -> None:
    facts = replace(complete(stage), entries=complete(stage).entries[:1])
    assert look(stage, confirmed(stage, facts)).state == StageStatus.GATHERING


@pytest.mark.parametrize("stage", Stage)
def test_a_complete_stage_is_ready_and_names_who_must_still_confirm(stage: Stage) -> None:
    state = look(stage, complete(stage))
    assert state.state == StageStatus.READY
    assert len(state.awaiting) == len(WHO_CONFIRMS[stage])
    assert all(str(awaited.sentence) for awaited in state.awaiting)


@pytest.mark.parametrize("stage", Stage)
def test_a_complete_stage_confirmed_by_all_who_must_is_met(stage: Stage) -> None:
    state = look(stage, confirmed(stage))
    assert state.state == StageStatus.MET
    assert state.met
    assert [*state.missing, *state.awaiting, *state.stale_confirmations, *state.not_yet] == []
    assert people(state.current) == list(WHO_CONFIRMS[stage])


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_while_one_who_must_has_not_confirmed_it_is_not_met_and_says_who(stage: Stage, place: int) -> None:
    who = WHO_CONFIRMS[stage]
    absent = who[min(place, len(who) - 1)]
    facts = confirmed(stage)
    facts = replace(facts, confirmations=[said for said in facts.confirmations if said.person_id != absent])
    state = look(stage, facts)
    assert state.state == StageStatus.READY
    names = {
        CENTRAL: "central",
        LOCAL: "local",
        RESIDENT: "resident",
        GROUP: "residents_group",
    }
    assert keys(state.awaiting) == [names[absent]]


def test_a_reservation_counts_and_is_kept() -> None:
    facts = says(CLARITY, confirmed(CLARITY), LOCAL, RESERVATION, words="If the beds come")
    state = look(CLARITY, facts)
    assert state.met
    assert [said.words for said in state.current if said.kind == RESERVATION] == ["If the beds come"]


def test_not_yet_replaces_what_the_same_person_confirmed_earlier() -> None:
    facts = says(CLARITY, confirmed(CLARITY), LOCAL, NOT_YET, words="The cost changed")
    state = look(CLARITY, facts)
    assert state.state == StageStatus.READY
    assert keys(state.awaiting) == ["local"]
    assert people(state.not_yet) == [LOCAL]
    assert look(CLARITY, says(CLARITY, facts, LOCAL)).met


def test_not_yet_of_one_person_does_not_undo_what_another_on_that_side_confirmed() -> None:
    facts = says(CLARITY, confirmed(CLARITY), 99, NOT_YET, side=Side.LOCAL)
    state = look(CLARITY, facts)
    assert state.met
    assert people(state.not_yet) == [99]


@pytest.mark.parametrize("stage", Stage)
def test_new_words_make_old_confirmations_stale(stage: Stage) -> None:
    facts = confirmed(stage)
    first = facts.entries[0]
    changed = replace(facts, entries=[replace(first, words="Other words"), *facts.entries[1:]])
    state = look(stage, changed)
    assert state.state == StageStatus.STALE
    assert people(state.stale_confirmations) == list(WHO_CONFIRMS[stage])
    assert len(state.awaiting) == len(WHO_CONFIRMS[stage])
    assert look(stage, confirmed(stage, changed)).met


def test_words_put_back_as_they_were_are_confirmed_again() -> None:
    facts = confirmed(CLARITY)
    entry = facts.entries[0]
    changed = replace(facts, entries=[replace(entry, words="Other"), *facts.entries[1:]])
    assert not look(CLARITY, changed).met
    assert look(CLARITY, replace(changed, entries=facts.entries)).met


def test_it_is_met_again_once_both_sides_confirmed_the_new_words_though_a_third_has_not() -> None:
    facts = says(FLEXIBILITY, confirmed(FLEXIBILITY), RESIDENT)
    facts = with_entries(facts, an_entry("needs_of_place", LOCAL))
    state = look(FLEXIBILITY, confirmed(FLEXIBILITY, facts))
    assert state.met
    assert people(state.stale_confirmations) == [RESIDENT]


def test_setting_an_item_aside_later_asks_those_who_confirmed_again() -> None:
    facts = confirmed(TRUST, without(complete(TRUST), "meeting"))
    assert look(TRUST, facts).state == StageStatus.GATHERING
    assert look(TRUST, aside(facts, "visit")).state == StageStatus.STALE
    assert look(TRUST, confirmed(TRUST, aside(facts, "visit"))).met


@pytest.mark.parametrize("stage", Stage)
def test_with_everything_set_aside_both_sides_must_still_confirm(stage: Stage) -> None:
    empty = replace(complete(stage), entries=[])
    facts = aside(empty, *(gap.key for gap in look(stage, empty).missing))
    state = look(stage, facts)
    assert state.state == StageStatus.READY
    assert {"central", "local"} <= set(keys(state.awaiting))


def test_a_facilitator_attests_and_counts_for_no_side() -> None:
    facts = complete(FLEXIBILITY)
    for person, side in ((CENTRAL, Side.CENTRAL), (LOCAL, Side.LOCAL)):
        facts = says(FLEXIBILITY, facts, person, side=side, attests=True)
    state = look(FLEXIBILITY, facts)
    assert state.state == StageStatus.READY
    assert keys(state.awaiting) == ["central", "local"]
    assert look(FLEXIBILITY, says(FLEXIBILITY, confirmed(FLEXIBILITY), FACILITATOR)).met


def test_words_changed_after_only_a_facilitator_attested_leave_the_stage_ready() -> None:
    facts = says(FLEXIBILITY, complete(FLEXIBILITY), FACILITATOR)
    facts = with_entries(facts, an_entry("needs_of_place", LOCAL))
    state = look(FLEXIBILITY, facts)
    assert state.state == StageStatus.READY
    assert people(state.stale_confirmations) == [FACILITATOR]


def test_one_person_with_two_hats_does_not_make_two_sides() -> None:
    facts = says(FLEXIBILITY, complete(FLEXIBILITY), CENTRAL)
    facts = says(FLEXIBILITY, facts, CENTRAL, side=Side.LOCAL)
    state = look(FLEXIBILITY, facts)
    assert not state.met
    assert keys(state.awaiting) == ["central"]


def test_a_partner_confirms_beside_the_sides_and_stands_for_neither() -> None:
    facts = says(FLEXIBILITY, says(FLEXIBILITY, complete(FLEXIBILITY), CENTRAL), GROUP)
    assert keys(look(FLEXIBILITY, facts).awaiting) == ["local"]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"person_id": 31, "side": Side.PARTNER, "organisation_id": 30}, True),
        ({"person_id": 31, "side": Side.PARTNER, "organisation_id": 31}, False),
        ({"person_id": 31, "side": Side.RESIDENT, "organisation_id": None}, False),
        ({"person_id": 31, "side": Side.CENTRAL, "organisation_id": 30}, False),
    ],
)
def test_only_the_named_residents_group_confirms_for_residents(said: dict[str, Any], counts: bool) -> None:
    facts = says(TRUST, says(TRUST, complete(TRUST), CENTRAL), LOCAL)
    assert look(TRUST, says(TRUST, facts, GROUP, **said)).met is counts


@pytest.mark.parametrize("named", [True, False])
def test_a_resident_confirms_where_the_group_is_no_organisation_here_or_none_is_named(named: bool) -> None:
    facts = without(complete(TRUST), "residents_group")
    facts = with_entries(facts, an_entry("residents_group")) if named else aside(facts, "residents_group")
    facts = says(TRUST, says(TRUST, facts, CENTRAL), LOCAL)
    assert keys(look(TRUST, facts).awaiting) == ["residents_group"]
    assert not look(TRUST, says(TRUST, facts, GROUP)).met
    assert look(TRUST, says(TRUST, facts, RESIDENT)).met


def test_only_the_sponsor_who_is_named_or_who_wrote_it_confirms_for_a_side() -> None:
    facts = says(SUSTAINABILITY, complete(SUSTAINABILITY), CENTRAL)
    assert not look(SUSTAINABILITY, says(SUSTAINABILITY, facts, 77, side=Side.LOCAL)).met
    named = reworded(
        complete(SUSTAINABILITY),
        "sponsor",
        lambda entry: replace(entry, data={"member_id": 77}) if entry.person_id == LOCAL else entry,
    )
    named = says(SUSTAINABILITY, named, CENTRAL)
    assert not look(SUSTAINABILITY, says(SUSTAINABILITY, named, LOCAL)).met
    assert not look(SUSTAINABILITY, says(SUSTAINABILITY, named, 77, side=Side.CENTRAL)).met
    assert look(SUSTAINABILITY, says(SUSTAINABILITY, named, 77, side=Side.LOCAL)).met


def test_a_comment_that_loses_its_answer_takes_a_met_stage_back_to_gathering() -> None:
    facts = replace(confirmed(CLARITY), surroundings=replace(ALL_WELL, unanswered_comments=1))
    assert look(CLARITY, facts).state == StageStatus.GATHERING


def test_confirmations_are_compared_by_time_whatever_their_order() -> None:
    facts = says(CLARITY, confirmed(CLARITY), LOCAL, NOT_YET)
    backwards = replace(facts, confirmations=list(reversed(facts.confirmations)))
    assert look(CLARITY, backwards) == look(CLARITY, facts)
    assert facts.confirmations[0].at > WRITTEN
