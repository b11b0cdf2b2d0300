"""What a confirmation is bound to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.outcomes.rules import EntryFact, SetAsideFact, digest_of, entry_digest
from tests.outcomes.rules.records import (
    CENTRAL,
    LOCAL,
    WRITTEN,
    accepted,
    an_entry,
    complete,
)

HELD = (
    '{"entries":['
    '{"data":{"amount":"£20,000","payer":"local"},"notes":[{"accepted":true,"note":"Agreed","side":"local"}],'
    '"organisation":20,"prompt":"cost","side":"local","words":"Beds"},'
    '{"data":{},"notes":[],"organisation":10,"prompt":"outcome","side":"central",'
    '"words":"Nobody sleeps rough in Northfield"}],'
    '"form":1,"set_aside":[],"stage":"clarity"}'
)

quiet = settings(deadline=None)  # a busy machine is not a defect
stages = st.sampled_from(Stage)
texts = st.text(min_size=1, max_size=40)


@st.composite
def entries_of(draw: st.DrawFn, stage: Stage) -> list[EntryFact]:
    prompts = [prompt.key for prompt in stage_row(stage).prompts if prompt.counts_as_words]
    return [
        EntryFact(
            id=number,
            prompt=draw(st.sampled_from(prompts)),
            side=draw(st.sampled_from(Side)),
            person_id=draw(st.integers(1, 5)),
            words=draw(texts),
            at=WRITTEN,
            data=draw(st.dictionaries(st.sampled_from(["owner", "date", "post"]), texts, max_size=3)),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


@quiet
@given(st.data(), stages)
def test_the_order_of_entries_and_items_changes_nothing(data: st.DataObject, stage: Stage) -> None:
    entries = data.draw(entries_of(stage))
    items = [SetAsideFact(item.key, f"Because {item.key}") for item in stage_row(stage).requirements]
    shuffled = data.draw(st.permutations(entries))
    assert digest_of(stage, shuffled, reversed(items)) == digest_of(stage, entries, items)


@quiet
@given(st.data(), stages, texts)
def test_changing_any_words_changes_the_digest(data: st.DataObject, stage: Stage, words: str) -> None:
    entries = data.draw(entries_of(stage))
    place = data.draw(st.integers(0, len(entries) - 1))
    assume(normalize("NFC", words) != normalize("NFC", entries[place].words))
    changed = [*entries[:place], replace(entries[place], words=words), *entries[place + 1 :]]
    assert digest_of(stage, changed) != digest_of(stage, entries)
    assert entry_digest(changed[place]) != entry_digest(entries[place])


@quiet
@given(st.data(), stages, texts)
def test_changing_any_field_changes_the_digest(data: st.DataObject, stage: Stage, value: str) -> None:
    entries = data.draw(entries_of(stage))
    first = entries[0]
    assume(normalize("NFC", value) != normalize("NFC", str(first.data.get("owner", ""))))
    changed = [replace(first, data={**first.data, "owner": value}), *entries[1:]]
    assert digest_of(stage, changed) != digest_of(stage, entries)


@quiet
@given(st.data(), stages)
def test_adding_or_removing_an_entry_changes_the_digest(data: st.DataObject, stage: Stage) -> None:
    entries = data.draw(entries_of(stage))
    assert digest_of(stage, entries[1:]) != digest_of(stage, entries)
    assert digest_of(stage, [*entries, entries[0]]) != digest_of(stage, entries)


def test_words_cannot_slip_from_one_entry_or_field_into_another() -> None:
    one = [an_entry("champion", words="Ana", post="Director"), an_entry("handover", words="Ring her")]
    two = [an_entry("champion", words="Ring her", post="Director"), an_entry("handover", words="Ana")]
    three = [an_entry("champion", words="Director", post="Ana"), an_entry("handover", words="Ring her")]
    assert len({digest_of(Stage.SUSTAINABILITY, each) for each in (one, two, three)}) == 3


def test_the_same_words_written_with_other_code_points_are_the_same_words() -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert composed != apart
    first, second = an_entry("outcome", words=composed), an_entry("outcome", words=apart)
    assert digest_of(Stage.CLARITY, [first]) == digest_of(Stage.CLARITY, [second])


@pytest.mark.parametrize(
    "differing",
    [{"side": Side.LOCAL}, {"organisation_id": 99}, {"prompt": "brings"}],
    ids=["side", "organisation", "prompt"],
)
def test_the_same_words_said_by_another_party_are_other_words(differing: dict[str, object]) -> None:
    entry = an_entry("cannot", CENTRAL, limit="law")
    changed = replace(entry, **differing)  # type: ignore[arg-type]  # each case names a real field
    assert digest_of(Stage.HONESTY, [changed]) != digest_of(Stage.HONESTY, [entry])


def test_who_typed_it_when_and_under_which_id_are_not_words() -> None:
    entry = an_entry("outcome")
    again = replace(entry, id=999, person_id=LOCAL, at=WRITTEN + timedelta(days=3))
    assert digest_of(Stage.CLARITY, [again]) == digest_of(Stage.CLARITY, [entry])


def test_a_field_left_empty_is_as_good_as_absent() -> None:
    entry = an_entry("sponsor", CENTRAL)
    empty = replace(entry, data={"post": "", "member_id": None})
    assert digest_of(Stage.SUSTAINABILITY, [empty]) == digest_of(Stage.SUSTAINABILITY, [entry])


def test_the_note_of_the_party_concerned_is_part_of_the_words_and_a_bare_yes_is_not() -> None:
    heard = an_entry("heard", CENTRAL, about="local")
    bare, noted = accepted(heard, LOCAL), accepted(heard, LOCAL, note="Nearly", yes=False)
    assert digest_of(Stage.TRUST, [bare]) == digest_of(Stage.TRUST, [heard])
    assert digest_of(Stage.TRUST, [noted]) != digest_of(Stage.TRUST, [heard])


def test_a_note_on_words_that_have_changed_since_is_no_part_of_the_new_words() -> None:
    noted = accepted(an_entry("heard", CENTRAL, about="local"), LOCAL, note="Exactly")
    changed = replace(noted, words="Something else")
    bare = replace(changed, acceptances=())
    assert digest_of(Stage.TRUST, [changed]) == digest_of(Stage.TRUST, [bare])


def test_setting_an_item_aside_and_its_reason_are_part_of_what_is_confirmed() -> None:
    entries = complete(Stage.TRUST).entries
    plain = digest_of(Stage.TRUST, entries)
    small = digest_of(Stage.TRUST, entries, [SetAsideFact("visit", "We share a building")])
    other = digest_of(Stage.TRUST, entries, [SetAsideFact("visit", "Nobody had time")])
    assert len({plain, small, other}) == 3


def test_items_entries_and_declarations_of_elsewhere_change_nothing() -> None:
    facts = complete(Stage.HONESTY)
    more = [*facts.entries, an_entry("outcome"), an_entry("interests", LOCAL, words="None")]
    elsewhere = [SetAsideFact("visit", "We share a building")]
    assert digest_of(Stage.HONESTY, more, elsewhere) == digest_of(Stage.HONESTY, facts.entries)


def test_no_two_stages_share_a_digest_even_while_empty() -> None:
    digests = {digest_of(stage, []) for stage in Stage}
    assert len(digests) == len(Stage)
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in digests)


def test_the_form_of_the_digest_is_held_so_that_old_confirmations_stay_bound() -> None:
    entries = [
        an_entry("outcome", CENTRAL, words="Nobody sleeps rough in Northfield"),
        accepted(
            an_entry("cost", LOCAL, words="Beds", amount="£20,000", payer="local"), LOCAL, note="Agreed"
        ),
    ]
    assert digest_of(Stage.CLARITY, entries) == sha256(HELD.encode()).hexdigest()
