"""Where a block stood that moved away is told at the place where its old neighbours are read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.departures import departures, numbers_before
from policyspace.drafting.rules.diff import Diff, compare_texts
from tests.drafting.rules.documents import TANGLE, three_texts

A, B, C, D = (
    f"{first} paragraph says one thing about {second} and nothing about the rest of them all.\n\n"
    for first, second in (("Apple", "fruit"), ("Bread", "flour"), ("Carrot", "roots"), ("Drink", "water"))
)


def marks(diff: Diff) -> list[str]:
    """The first words of the blocks as they are read; those that left, in brackets."""
    left = departures(diff.changes)

    def first_word(place: int) -> str:
        return diff.changes[place].segments[0].text.split()[0]

    read = []
    for place in range(len(diff.changes) + 1):
        read += [f"({first_word(moved)})" for moved in left.get(place, ())]
        read += [first_word(place)] if place < len(diff.changes) else []
    return read


def test_a_block_moved_down_is_missed_where_it_stood() -> None:
    assert marks(compare_texts(A + B + C + D, B + C + A + D)) == [
        "(Apple)",
        "Bread",
        "Carrot",
        "Apple",
        "Drink",
    ]


def test_a_block_moved_up_is_missed_at_the_end() -> None:
    assert marks(compare_texts(A + B + C + D, A + D + B + C)) == [
        "Apple",
        "Drink",
        "Bread",
        "Carrot",
        "(Drink)",
    ]


def test_blocks_that_left_together_are_missed_in_their_old_order() -> None:
    assert marks(compare_texts(A + B + C + D, C + D + B + A)) == [
        "(Apple)",
        "(Bread)",
        "Carrot",
        "Drink",
        "Bread",
        "Apple",
    ]


def test_a_block_taken_out_stands_between() -> None:
    assert marks(compare_texts(A + B + C + D, D + A + C)) == ["Drink", "Apple", "Bread", "Carrot", "(Drink)"]


def test_a_block_stands_after_the_last_number_before_it() -> None:
    assert numbers_before([None, 1, None, 2, None]) == [None, None, 1, 1, 2]


@settings(max_examples=150, deadline=None)
@given(st.one_of(three_texts().map(lambda texts: texts[1:]), st.tuples(TANGLE, TANGLE)))
def test_each_moved_block_leaves_one_mark_where_the_older_text_goes_on_behind_it(
    texts: tuple[str, str],
) -> None:
    changes = compare_texts(*texts).changes
    left = departures(changes)
    moved = [place for place, change in enumerate(changes) if change.what == "moved"]
    assert sorted(place for places in left.values() for place in places) == moved
    for at, places in left.items():
        for change in (changes[place] for place in places):
            steady = [each for each in changes if each.old_count and each.what != "moved"]
            assert all(each.old < change.old for each in changes[:at] if each in steady)
            assert at == len(changes) or changes[at].old > change.old
