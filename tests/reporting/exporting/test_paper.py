"""A paper's outline and notes."""

from __future__ import annotations

import pytest

from policyspace.reporting.exporting.paper import settled
from tests.reporting.exporting.papers import paper


@pytest.mark.parametrize(
    ("levels", "outline"),
    [
        ([], []),
        ([2, 3, 3, 2], [1, 2, 2, 1]),
        ([2, 4, 5, 2], [1, 2, 3, 1]),
        ([4, 2, 3], [1, 1, 2]),
        ([1, 2, 3, 4, 5, 5], [1, 2, 3, 4, 5, 5]),
    ],
)
def test_an_outline_begins_at_the_top_and_skips_no_level(levels: list[int], outline: list[int]) -> None:
    assert settled(levels) == outline


def test_a_paper_knows_which_footnotes_are_marked_and_what_abbreviations_mean() -> None:
    made = paper()
    assert made.marked_footnotes == [1, 2]
    assert [each.number for each in made.unmarked_footnotes] == [3]
    assert made.abbreviations == {"NHS": "National Health Service"}
