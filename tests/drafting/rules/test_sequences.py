"""Two sequences are matched by what stands in both, quickly even where everything looks alike."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.drafting.rules.sequences import longest_rising, match_sequences
from policyspace.drafting.rules.shortest_edit import Budget, shortest_edit

FEW_LETTERS = st.lists(st.sampled_from("abc"), max_size=12)


def matched(old: Sequence[str], new: Sequence[str]) -> str:
    return "".join("".join(old[run.old : run.old + run.size]) for run in match_sequences(old, new))


def longest_common(old: Sequence[str], new: Sequence[str]) -> int:
    """The length of the longest common subsequence, by the textbook."""
    row = [0] * (len(new) + 1)
    for item in old:
        last = row
        row = [0]
        for place, other in enumerate(new):
            row.append(last[place] + 1 if item == other else max(last[place + 1], row[-1]))
    return row[-1]


@given(st.one_of(st.tuples(FEW_LETTERS, FEW_LETTERS), st.tuples(st.lists(st.text()), st.lists(st.text()))))
def test_runs_are_equal_and_rise_on_both_sides(pair: tuple[list[str], list[str]]) -> None:
    old, new = pair
    i = j = 0
    for run in match_sequences(old, new):
        assert run.size > 0
        assert run.old >= i
        assert run.new >= j
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        i, j = run.old + run.size, run.new + run.size


@given(FEW_LETTERS, FEW_LETTERS)
def test_the_shortest_edit_keeps_as_much_as_can_be_kept(old: list[str], new: list[str]) -> None:
    kept = shortest_edit(old, new, Budget(10_000))
    assert kept is not None
    assert len(kept) == longest_common(old, new)
    assert all(old[i] == new[j] for i, j in kept)
    assert kept == longest_rising(kept)


@given(st.lists(st.integers(0, 20), unique=True))
def test_the_longest_rising_chain_is_the_longest(seconds: list[int]) -> None:
    chain = longest_rising(list(enumerate(seconds)))
    ordered = list(map(str, sorted(seconds)))
    assert [second for _, second in chain] == sorted(second for _, second in chain)
    assert len(chain) == longest_common(list(map(str, seconds)), ordered)


def test_what_stands_once_on_each_side_is_an_anchor() -> None:
    assert matched("abXab", "baXba")[1] == "X"


def test_a_budget_that_runs_out_is_said_so() -> None:
    assert shortest_edit("ab" * 50, "ba" * 50, Budget(10)) is None


@pytest.mark.parametrize("size", [1_000, 30_000])
def test_the_same_two_words_over_and_over_are_still_matched_for_the_most_part(size: int) -> None:
    old, new = ["a", "a", "b"] * size, ["a", "b", "b"] * size
    assert sum(run.size for run in match_sequences(old, new)) >= size


def test_a_long_sequence_with_nothing_in_common_matches_nothing() -> None:
    assert match_sequences([f"a{n}" for n in range(20_000)], [f"b{n}" for n in range(20_000)]) == []
