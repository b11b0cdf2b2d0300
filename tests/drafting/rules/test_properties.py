"""Whatever the texts: a comparison can be applied and turned round, and a merge loses no word of either side.

`MERGE_CASES` in the environment asks for more merges of real texts than the gate's eight hundred.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.identity import carry_ids
from policyspace.drafting.rules.merge import merge, merge_line
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import TANGLE, ids_from, three_real_texts, three_texts
from tests.drafting.rules.promises import check_comparison, check_equal_inputs, check_merge

CASES = int(os.environ.get("MERGE_CASES", "800"))
TITLES = st.sampled_from(["", "Shelter", "Winter shelter", "Winter shelters"])


def cases(share: float) -> settings:
    return settings(
        max_examples=max(1, int(CASES * share)), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


@cases(0.3)
@given(three_texts())
def test_no_word_of_either_side_is_lost_in_a_merge(texts: tuple[str, str, str]) -> None:
    merged = check_merge(*texts)
    event("clean" if merged.text is not None else "conflict")


@cases(0.3)
@given(TANGLE, TANGLE, TANGLE)
def test_no_word_is_lost_however_signs_are_tangled(base: str, mine: str, theirs: str) -> None:
    check_merge(base, mine, theirs)


@cases(1)
@given(three_real_texts())
def test_no_word_of_a_real_policy_is_lost(texts: tuple[str, str, str]) -> None:
    merged = check_merge(*texts)
    event("clean" if merged.text is not None else "conflict")


@settings(max_examples=150, deadline=None)
@given(st.one_of(three_texts().map(lambda texts: texts[:2]), st.tuples(TANGLE, TANGLE)))
def test_equal_inputs_give_equal_text(texts: tuple[str, str]) -> None:
    check_equal_inputs(*texts)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        three_texts().map(lambda texts: texts[1:]), st.tuples(TANGLE, TANGLE), st.tuples(st.text(), st.text())
    )
)
def test_a_comparison_can_be_applied_and_turned_round(texts: tuple[str, str]) -> None:
    check_comparison(*texts)
    check_comparison(texts[0], texts[0])


@settings(max_examples=100, deadline=None)
@given(three_texts())
def test_ids_are_unique_and_last_where_the_words_last(texts: tuple[str, str, str]) -> None:
    new_id = ids_from("b")
    blocks = carry_ids([], split_blocks(texts[0]), new_id)
    for text in texts[1:]:
        sources = split_blocks(text)
        after = carry_ids(blocks, sources, new_id)
        assert [(block.source, block.kind, block.level) for block in after] == [
            (source.source, source.kind, source.level) for source in sources
        ]
        assert len({block.id for block in after}) == len(after)
        numbers = [block.number for block in after if block.number]
        assert numbers == list(range(1, len(numbers) + 1))
        blocks = after


@given(TITLES, TITLES, TITLES)
def test_titles_merge_alike_from_both_sides(base: str, mine: str, theirs: str) -> None:
    assert merge_line(base, mine, theirs).text == merge_line(base, theirs, mine).text
    assert merge_line(base, mine, mine).text == merge_line(base, base, mine).text == mine
    assert (merge(base, mine, theirs).text is None) <= (merge_line(base, mine, theirs).text is None)
