"""Whatever happens in whatever order: a stage is met only by two people on two sides, on its very words.

The sequences are replayed on a small model of its own, which compares words themselves instead of digests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes.rules import StageFacts
from tests.outcomes.rules.records import (
    CENTRAL,
    GROUP,
    LOCAL,
    NOW,
    ORGANISATIONS,
    RESIDENT,
    WHO_CONFIRMS,
    WRITTEN,
    an_entry,
    aside,
    complete,
    keys,
    look,
    says,
    with_entries,
)

Step = Callable[["Story"], None]


@dataclass
class Story:
    """A record as it grows, and what the small model remembers of it."""

    stage: Stage
    facts: StageFacts
    minute: int = 0
    last: dict[int, dict[str, Any]] = field(default_factory=dict)

    def words(self) -> Any:
        """All that can be read in the record, compared as it is."""
        said = [
            (entry.prompt, entry.side, entry.words, sorted(entry.data.items()))
            for entry in self.facts.entries
        ]
        return sorted(said), sorted((item.requirement, item.reason) for item in self.facts.set_aside)


def confirming(person: int, side: Side, kind: ConfirmationKind, attests: bool) -> Step:
    def step(story: Story) -> None:
        story.minute += 1
        at = WRITTEN + timedelta(minutes=story.minute)
        organisation = ORGANISATIONS[GROUP] if side is Side.PARTNER else None
        capacity = {"side": side, "attests": attests, "organisation_id": organisation}
        story.facts = says(story.stage, story.facts, person, kind, at=at, **capacity)
        story.last[person] = {"side": side, "kind": kind, "attests": attests, "words": story.words()}

    return step


def everyone_confirms(story: Story) -> None:
    sides = {CENTRAL: Side.CENTRAL, LOCAL: Side.LOCAL, GROUP: Side.PARTNER, RESIDENT: Side.RESIDENT}
    for person in WHO_CONFIRMS[story.stage]:
        confirming(person, sides[person], ConfirmationKind.CONFIRM, False)(story)


def rewording(place: int, words: str) -> Step:
    def step(story: Story) -> None:
        entries = list(story.facts.entries)
        if entries:
            entries[place % len(entries)] = replace(entries[place % len(entries)], words=words)
            story.facts = replace(story.facts, entries=entries)

    return step


def adding(place: int) -> Step:
    def step(story: Story) -> None:
        prompts = [prompt.key for prompt in stage_row(story.stage).prompts if prompt.counts_as_words]
        story.facts = with_entries(story.facts, an_entry(prompts[place % len(prompts)]))

    return step


def removing(place: int) -> Step:
    def step(story: Story) -> None:
        entries = list(story.facts.entries)
        if entries:
            entries.pop(place % len(entries))
            story.facts = replace(story.facts, entries=entries)

    return step


def setting_aside(place: int) -> Step:
    def step(story: Story) -> None:
        items = stage_row(story.stage).requirements
        story.facts = aside(story.facts, items[place % len(items)].key)

    return step


def setting_all_aside(story: Story) -> None:
    story.facts = aside(story.facts, *keys(look(story.stage, story.facts).missing))


places = st.integers(0, 20)
steps = st.one_of(
    st.builds(
        confirming,
        st.integers(1, 4),
        st.sampled_from(Side),
        st.sampled_from(ConfirmationKind),
        st.booleans(),
    ),
    st.just(everyone_confirms),
    st.builds(rewording, places, st.sampled_from(["One", "Two", ""])),
    st.builds(adding, places),
    st.builds(removing, places),
    st.builds(setting_aside, places),
    st.just(setting_all_aside),
)


def those_who_stand(story: Story) -> dict[int, Side]:
    """By the small model: who last agreed, not as a facilitator, to the words as they are now."""
    now = story.words()
    return {
        person: said["side"]
        for person, said in story.last.items()
        if said["kind"] != ConfirmationKind.NOT_YET and not said["attests"] and said["words"] == now
    }


def tell(stage: Stage, told: list[Step]) -> Story:
    story = Story(stage, complete(stage))
    for step in told:
        step(story)
    return story


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(Stage), st.lists(steps, max_size=12))
def test_no_story_ends_met_without_two_people_on_two_sides_bound_to_its_words(
    stage: Stage, told: list[Step]
) -> None:
    story = tell(stage, told)
    state = look(stage, story.facts)
    standing = those_who_stand(story)
    event(f"met: {state.met}")
    if state.met:
        central = {person for person, side in standing.items() if side is Side.CENTRAL}
        local = {person for person, side in standing.items() if side is Side.LOCAL}
        assert central
        assert local
        assert not central & local
        assert stage is not Stage.CLARITY or Side.RESIDENT in standing.values()
        assert stage is not Stage.TRUST or {Side.PARTNER, Side.RESIDENT} & set(standing.values())
        assert not state.missing
        assert not state.awaiting


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([Stage.FLEXIBILITY, Stage.HONESTY, Stage.CLARITY]), st.lists(steps, max_size=12))
def test_a_story_that_lacks_nothing_is_met_exactly_when_the_small_model_says_so(
    stage: Stage, told: list[Step]
) -> None:
    story = tell(stage, [*told, setting_all_aside])
    state = look(stage, story.facts)
    needed = {Side.CENTRAL, Side.LOCAL} | ({Side.RESIDENT} if stage is Stage.CLARITY else set())
    waiting = "challenge" in keys(state.awaiting)
    assert state.met is (needed <= set(those_who_stand(story).values()) and not waiting)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(Stage), st.lists(steps, max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_handed_over_changes_nothing(
    stage: Stage, told: list[Step], shuffler: Any
) -> None:
    story = tell(stage, told)
    entries, said, items = (
        list(story.facts.entries),
        list(story.facts.confirmations),
        list(story.facts.set_aside),
    )
    for each in (entries, said, items):
        shuffler.shuffle(each)
    shuffled = replace(story.facts, entries=entries, confirmations=said, set_aside=items)
    one, other = look(stage, story.facts), look(stage, shuffled)
    assert (one.state, one.digest, one.current, one.stale_confirmations, one.not_yet) == (
        (other.state, other.digest, other.current, other.stale_confirmations, other.not_yet)
    )
    assert keys(one.missing) == keys(other.missing)
    assert one.awaiting == other.awaiting


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(Stage), st.lists(steps, max_size=12))
def test_each_person_stands_in_one_list_and_no_ones_last_word_is_lost(stage: Stage, told: list[Step]) -> None:
    story = tell(stage, told)
    state = look(stage, story.facts, NOW)
    lists = (state.current, state.stale_confirmations, state.lapsed, state.not_yet)
    people = [said.person_id for each in lists for said in each]
    assert sorted(people) == sorted(story.last)
