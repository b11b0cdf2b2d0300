"""Words counted by the side they stem from, and shares that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.drafting.rules.balance import shares, words_by_revision, words_by_side
from policyspace.drafting.rules.words import words
from tests.drafting.rules.documents import DOCUMENT
from tests.drafting.rules.revising import series

SIDES = {1: "central", 2: "resident", 3: "central"}


def test_each_word_counts_for_the_revision_it_stems_from() -> None:
    written = series("We pay.\n", "We pay **half**.\n", "We pay **half** a year.\n")
    assert words_by_revision(written.text, written.authorship) == {1: 2, 2: 1, 3: 2}


def test_words_of_a_template_are_nobodys() -> None:
    text = "Ours. _Say who._ Yours. _Say why._ End."
    told = [(6, 17), (24, 35)]
    assert words_by_revision(text, [(17, 1), (len(text) - 17, 2)], told) == {1: 1, 2: 2}
    assert words_by_revision("_Say who._", [(10, 1)], [(0, 10)]) == {}


def test_all_four_sides_are_told_even_where_one_wrote_nothing() -> None:
    assert words_by_side({1: 2, 2: 1, 3: 2}, SIDES) == {
        "central": 4,
        "local": 0,
        "partner": 0,
        "resident": 1,
    }


def test_a_word_that_two_wrote_parts_of_counts_where_it_begins() -> None:
    assert words_by_revision("Co-design it", [(2, 1), (10, 2)]) == {1: 1, 2: 1}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 1, 0], [34, 33, 33, 0]),
        ([0, 0, 0, 0], [0, 0, 0, 0]),
        ([999, 1, 0, 0], [100, 0, 0, 0]),
        ([2, 1, 0, 0], [67, 33, 0, 0]),
        ([5, 0, 0, 0], [100, 0, 0, 0]),
    ],
)
def test_shares_are_whole_and_add_up(counts: list[int], expected: list[int]) -> None:
    assert shares(counts) == expected


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_shares_add_up_to_a_hundred_and_are_off_by_less_than_one(counts: list[int]) -> None:
    found = shares(counts)
    whole = sum(counts)
    assert sum(found) == (100 if whole else 0)
    assert all(
        abs(share - 100 * count / whole) < 1 for share, count in zip(found, counts, strict=True) if whole
    )


@given(DOCUMENT, DOCUMENT)
def test_every_word_counts_once(old: str, new: str) -> None:
    written = series(old, new)
    assert sum(words_by_revision(written.text, written.authorship).values()) == len(words(new))
