"""What the passing of time does to a stage: reviews, a sponsor's year, the time to challenge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policyspace.charter.words import Stage, StageStatus
from policyspace.outcomes.rules import ConfirmationFact
from policyspace.outcomes.rules.judging import months_later
from tests.outcomes.rules.records import (
    CENTRAL,
    LOCAL,
    NOW,
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

SUSTAINABILITY = Stage.SUSTAINABILITY


def people(said: tuple[ConfirmationFact, ...]) -> list[int]:
    return [each.person_id for each in said]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2027-09-30", StageStatus.MET), ("2027-10-01", StageStatus.LAPSED), ("2028-01-01", StageStatus.LAPSED)],
)
def test_sustainability_lapses_when_its_review_day_comes(day: str, state: StageStatus) -> None:
    facts = confirmed(SUSTAINABILITY)
    facts = with_entries(facts, an_entry("review", date="2028-01-15"))
    facts = confirmed(SUSTAINABILITY, facts)
    now = datetime.fromisoformat(f"{day}T12:00+00:00")
    judged = look(SUSTAINABILITY, facts, now)
    assert judged.state == state
    assert people(judged.lapsed) == ([CENTRAL, LOCAL] if state == StageStatus.LAPSED else [])


def test_after_a_review_it_is_met_again_once_both_sponsors_confirmed_anew() -> None:
    facts = with_entries(complete(SUSTAINABILITY), an_entry("review", date="2028-01-15"))
    review = datetime(2027, 10, 1, 9, tzinfo=UTC)
    facts = confirmed(SUSTAINABILITY, facts)
    facts = says(SUSTAINABILITY, facts, CENTRAL, at=review)
    half = look(SUSTAINABILITY, facts, review)
    assert half.state == StageStatus.LAPSED
    assert keys(half.awaiting) == ["local"]
    assert look(SUSTAINABILITY, says(SUSTAINABILITY, facts, LOCAL, at=review), review).met


def test_a_review_day_that_came_with_none_ahead_lapses_and_says_what_is_missing() -> None:
    state = look(SUSTAINABILITY, confirmed(SUSTAINABILITY), datetime(2027, 10, 1, tzinfo=UTC))
    assert state.state == StageStatus.LAPSED
    assert keys(state.missing) == ["review"]


@pytest.mark.parametrize(("days", "met"), [(366, True), (367, False)])
def test_a_sponsor_counts_for_twelve_months(days: int, met: bool) -> None:
    facts = reworded(
        complete(SUSTAINABILITY), "review", lambda entry: replace(entry, data={"date": "2030-01-01"})
    )
    facts = confirmed(SUSTAINABILITY, facts)
    made = facts.confirmations[0].at
    assert look(SUSTAINABILITY, facts, made + timedelta(days=days)).met is met


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC).date()
    assert months_later(leap, 12).isoformat() == "2029-02-28"
    assert months_later(leap, 11).isoformat() == "2029-01-29"


@pytest.mark.parametrize(
    ("open_until", "day", "met"),
    [
        ("2027-03-31", "2027-04-01", True),
        ("2027-03-31", "2027-03-31", False),
        ("2027-03-02", "2027-03-03", True),
        ("2027-03-01", "2027-04-01", False),
    ],
    ids=["over", "last day", "one day long", "no time given"],
)
def test_honesty_waits_until_residents_had_time_to_challenge(open_until: str, day: str, met: bool) -> None:
    facts = reworded(
        complete(Stage.HONESTY),
        "residents_view",
        lambda entry: replace(entry, data={"open_until": open_until}),
    )
    now = datetime.fromisoformat(f"{day}T12:00+00:00")
    state = look(Stage.HONESTY, confirmed(Stage.HONESTY, facts), now)
    assert state.met is met
    assert keys(state.awaiting) == ([] if met else ["challenge"])


def test_a_residents_view_that_is_rewritten_is_open_to_challenge_afresh() -> None:
    facts = reworded(complete(Stage.HONESTY), "residents_view", lambda entry: replace(entry, at=NOW))
    assert keys(look(Stage.HONESTY, confirmed(Stage.HONESTY, facts)).awaiting) == ["challenge"]


def test_where_the_residents_view_is_set_aside_there_is_nothing_to_wait_for() -> None:
    facts = aside(without(complete(Stage.HONESTY), "residents_view"), "residents_view")
    assert look(Stage.HONESTY, confirmed(Stage.HONESTY, facts)).met
