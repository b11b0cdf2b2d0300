"""What is missing before a stage is ready, and from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.stages.rows import Asked
from policyspace.charter.words import Stage
from policyspace.outcomes.rules import EntryFact, StageFacts, missing
from tests.outcomes.rules.records import (
    ALL_WELL,
    CENTRAL,
    LOCAL,
    NOW,
    RESIDENT,
    accepted,
    an_entry,
    aside,
    complete,
    keys,
    reworded,
    with_entries,
    without,
)

EVERY_REQUIREMENT = [(row.stage, item.key) for row in STAGES for item in row.requirements]


def lacking(stage: Stage, facts: StageFacts, now: datetime = NOW) -> list[str]:
    return keys(missing(stage, facts, now))


def nothing(stage: Stage) -> StageFacts:
    around = replace(
        ALL_WELL, unanswered_comments=3, undeclared_members=("Ana",), you_said_we_did_published=False
    )
    return replace(complete(stage), entries=[], surroundings=around)


def put(**data: Any) -> Any:
    return lambda entry: replace(entry, data={**entry.data, **data})


@pytest.mark.parametrize("stage", Stage)
def test_an_empty_record_lacks_everything(stage: Stage) -> None:
    assert lacking(stage, nothing(stage)) == keys(stage_row(stage).requirements)


@pytest.mark.parametrize("stage", Stage)
def test_a_complete_record_lacks_nothing(stage: Stage) -> None:
    assert lacking(stage, complete(stage)) == []


# Each line takes one thing away from a complete record: then exactly these requirements are missing.
TAKEN_AWAY: list[tuple[Stage, Any, list[str]]] = [
    (Stage.TRUST, lambda f: without(f, "priorities", CENTRAL), ["priorities_central"]),
    (Stage.TRUST, lambda f: without(f, "priorities", LOCAL), ["priorities_local"]),
    (Stage.TRUST, lambda f: without(f, "heard", CENTRAL), ["heard_central"]),
    (Stage.TRUST, lambda f: without(f, "heard", LOCAL), ["heard_local"]),
    (Stage.TRUST, lambda f: with_entries(f, an_entry("heard", about="resident")), ["heard_accepted"]),
    (Stage.TRUST, lambda f: without(f, "meeting"), ["visit"]),
    (Stage.TRUST, lambda f: without(f, "contact", CENTRAL), ["contact_central"]),
    (Stage.TRUST, lambda f: without(f, "contact", LOCAL), ["contact_local"]),
    (Stage.TRUST, lambda f: without(f, "deputy", CENTRAL), ["deputy_central"]),
    (Stage.TRUST, lambda f: without(f, "deputy", LOCAL), ["deputy_local"]),
    (Stage.TRUST, lambda f: without(f, "residents_group"), ["residents_group"]),
    (Stage.FLEXIBILITY, lambda f: reworded(f, "open_question", put(state="closed")), ["question_open"]),
    (Stage.FLEXIBILITY, lambda f: reworded(f, "open_question", put(state="unknown")), ["question_settled"]),
    (Stage.FLEXIBILITY, lambda f: without(f, "option", LOCAL), ["options"]),
    (Stage.FLEXIBILITY, lambda f: reworded(f, "option", put(state="dropped")), ["options"]),
    (Stage.FLEXIBILITY, lambda f: without(f, "affected_group"), ["routes"]),
    (Stage.FLEXIBILITY, lambda f: with_entries(f, an_entry("affected_group", route=" ")), ["routes"]),
    (Stage.FLEXIBILITY, lambda f: without(f, "decision", CENTRAL), ["decision_central"]),
    (Stage.FLEXIBILITY, lambda f: without(f, "decision", LOCAL), ["decision_local"]),
    (
        Stage.FLEXIBILITY,
        lambda f: reworded(f, "decision", put(date="")),
        ["decision_central", "decision_local"],
    ),
    (Stage.FLEXIBILITY, lambda f: without(f, "senior_advice"), ["senior_advice"]),
    (Stage.HONESTY, lambda f: without(f, "cannot", CENTRAL), ["cannot_central"]),
    (Stage.HONESTY, lambda f: without(f, "cannot", LOCAL), ["cannot_local"]),
    (Stage.HONESTY, lambda f: without(f, "already_decided"), ["already_decided"]),
    (Stage.HONESTY, lambda f: without(f, "residents_view"), ["residents_view"]),
    (Stage.CLARITY, lambda f: without(f, "outcome"), ["outcome"]),
    (Stage.CLARITY, lambda f: without(f, "cost"), ["costs"]),
    (Stage.CLARITY, lambda f: without(f, "exit", CENTRAL), ["exit_central"]),
    (Stage.CLARITY, lambda f: without(f, "exit", LOCAL), ["exit_local"]),
    (Stage.SUSTAINABILITY, lambda f: without(f, "sponsor", CENTRAL), ["sponsor_central"]),
    (Stage.SUSTAINABILITY, lambda f: without(f, "sponsor", LOCAL), ["sponsor_local"]),
    (Stage.SUSTAINABILITY, lambda f: with_entries(f, an_entry("role", deputy="")), ["deputies"]),
    (Stage.SUSTAINABILITY, lambda f: without(f, "review"), ["review"]),
    (Stage.SUSTAINABILITY, lambda f: reworded(f, "review", put(date="2027-04-01")), ["review"]),
    (Stage.SUSTAINABILITY, lambda f: reworded(f, "review", put(date="next spring")), ["review"]),
]


@pytest.mark.parametrize(("stage", "take", "then"), TAKEN_AWAY)
def test_what_is_taken_away_is_missing_and_nothing_else(stage: Stage, take: Any, then: list[str]) -> None:
    assert lacking(stage, take(complete(stage))) == then


@pytest.mark.parametrize(
    ("stage", "around", "then"),
    [
        (Stage.HONESTY, {"undeclared_members": ("Ana", "Bo")}, "interests"),
        (Stage.CLARITY, {"unanswered_comments": 1}, "comments_answered"),
        (Stage.SUSTAINABILITY, {"you_said_we_did_published": False}, "you_said_we_did"),
    ],
)
def test_what_is_not_so_outside_the_record_is_missing(stage: Stage, around: Any, then: str) -> None:
    facts = replace(complete(stage), surroundings=replace(ALL_WELL, **around))
    assert lacking(stage, facts) == [then]


def test_members_who_have_not_declared_are_named() -> None:
    around = replace(ALL_WELL, undeclared_members=("Ana", "Bo"))
    (gap,) = missing(Stage.HONESTY, replace(complete(Stage.HONESTY), surroundings=around), NOW)
    assert gap.names == ("Ana", "Bo")


@pytest.mark.parametrize(("stage", "key"), EVERY_REQUIREMENT)
def test_each_item_can_be_set_aside_with_a_reason_and_never_without(stage: Stage, key: str) -> None:
    empty = nothing(stage)
    assert key not in lacking(stage, aside(empty, key))
    assert key in lacking(stage, aside(empty, key, reason="  "))
    assert len(lacking(stage, aside(empty, key))) == len(lacking(stage, empty)) - 1


def test_what_is_missing_is_said_in_plain_words_with_whom_to_ask() -> None:
    gap = missing(Stage.TRUST, without(complete(Stage.TRUST), "priorities", LOCAL), NOW)[0]
    assert str(gap.sentence) == "Priorities of the local side, in its own words"
    assert str(gap.from_whom.label) == "the local side"
    assert gap.from_whom.side is Side.LOCAL
    assert Asked.CONCERNED.side is None


def test_an_entry_that_says_nothing_is_no_evidence() -> None:
    facts = reworded(complete(Stage.CLARITY), "outcome", lambda entry: replace(entry, words=" \n"))
    assert lacking(Stage.CLARITY, facts) == ["outcome"]


def heard_by_central(facts: StageFacts) -> EntryFact:
    return next(entry for entry in facts.entries if entry.prompt == "heard" and entry.side == Side.CENTRAL)


def trust_with(change: Any) -> tuple[list[str], EntryFact]:
    """What Trust lacks once `change` is made to what the central side heard, and that entry."""
    facts = complete(Stage.TRUST)
    bare = replace(heard_by_central(facts), acceptances=())
    changed = change(bare)
    kept = [entry for entry in facts.entries if entry is not heard_by_central(facts)]
    return lacking(Stage.TRUST, replace(facts, entries=[*kept, changed])), changed


def test_what_was_heard_counts_once_the_side_it_describes_accepts_it() -> None:
    assert trust_with(lambda entry: entry)[0] == ["heard_accepted"]
    assert trust_with(lambda entry: accepted(entry, LOCAL))[0] == []


@pytest.mark.parametrize("person", [CENTRAL, RESIDENT])
def test_nobody_accepts_for_the_side_described(person: int) -> None:
    assert trust_with(lambda entry: accepted(entry, person))[0] == ["heard_accepted"]


def test_an_author_who_changes_sides_does_not_accept_their_own_words() -> None:
    def crossed_over(entry: EntryFact) -> EntryFact:
        noted = accepted(entry, LOCAL)
        return replace(noted, acceptances=[replace(noted.acceptances[0], person_id=entry.person_id)])

    assert trust_with(crossed_over)[0] == ["heard_accepted"]


def test_a_side_cannot_accept_what_it_says_of_itself() -> None:
    def about_itself(entry: EntryFact) -> EntryFact:
        by_a_colleague = accepted(replace(entry, data={"about": "central"}), CENTRAL)
        return replace(by_a_colleague, person_id=99)

    assert trust_with(about_itself)[0] == ["heard_central", "heard_accepted"]


def test_a_correction_after_an_acceptance_counts_as_not_accepted() -> None:
    lacks, entry = trust_with(
        lambda entry: accepted(accepted(entry, LOCAL), LOCAL, yes=False, note="Not quite")
    )
    assert lacks == ["heard_accepted"]
    assert trust_with(lambda _entry: accepted(entry, LOCAL))[0] == []


def test_new_words_need_a_new_acceptance_and_the_entry_is_pointed_at() -> None:
    facts = complete(Stage.TRUST)
    entry = heard_by_central(facts)
    facts = without(facts, "heard", CENTRAL)
    facts = with_entries(facts, replace(entry, words="They want something else"))
    (gap,) = missing(Stage.TRUST, facts, NOW)
    assert (gap.key, gap.entries) == ("heard_accepted", (entry.id,))


@pytest.mark.parametrize(
    ("kind", "note", "person", "counts"),
    [
        ("visit", "You were welcome", LOCAL, True),
        ("hosted_day", "You were welcome", LOCAL, True),
        ("conversation", "You were welcome", LOCAL, False),
        ("visit", "", LOCAL, False),
        ("visit", "You were welcome", CENTRAL, False),
        ("visit", "You were welcome", RESIDENT, False),
    ],
)
def test_a_visit_counts_with_a_note_by_its_host(kind: str, note: str, person: int, counts: bool) -> None:
    visit = accepted(an_entry("meeting", CENTRAL, kind=kind, host="local"), person, note=note)
    facts = with_entries(without(complete(Stage.TRUST), "meeting"), visit)
    assert ("visit" not in lacking(Stage.TRUST, facts)) is counts


def test_a_cost_counts_once_the_side_that_pays_confirms_it_even_on_its_own_row() -> None:
    own = an_entry("cost", LOCAL, amount="none", payer="local")
    rest = without(complete(Stage.CLARITY), "cost")
    assert lacking(Stage.CLARITY, with_entries(rest, own)) == ["costs"]
    assert lacking(Stage.CLARITY, with_entries(rest, accepted(own, CENTRAL))) == ["costs"]
    assert lacking(Stage.CLARITY, with_entries(rest, accepted(own, LOCAL))) == []


def test_every_cost_needs_its_payer_not_only_one_of_them() -> None:
    facts = with_entries(complete(Stage.CLARITY), an_entry("cost", amount="£1", payer="central"))
    assert lacking(Stage.CLARITY, facts) == ["costs"]


def test_days_are_counted_in_the_time_zone_of_the_space() -> None:
    facts = reworded(complete(Stage.SUSTAINABILITY), "review", put(date="2027-07-02"))
    late = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    assert lacking(Stage.SUSTAINABILITY, facts, late) == []
    assert lacking(Stage.SUSTAINABILITY, facts, late.astimezone(ZoneInfo("Europe/London"))) == ["review"]
