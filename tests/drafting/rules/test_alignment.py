"""Which block has become which: equal, edited, moved, cut, joined, gone, new."""

from __future__ import annotations

import pytest

from policyspace.drafting.rules.alignment import align_blocks, align_in_order

COST = "The council will pay for the shelter in the first year.\n\n"
PLAN = "Every resident gets a letter before the works begin.\n\n"
DATA = "Agencies publish their inventories as open data each quarter.\n\n"
NEWS = "Nobody had written about bicycles here.\n\n"


def links(old: list[str], new: list[str]) -> list[tuple[str, list[int], list[int]]]:
    return [
        (_name(link.moved, link.old, link.new), list(link.old), list(link.new))
        for link in align_blocks(old, new)
    ]


def _name(moved: bool, old: range, new: range) -> str:
    if moved:
        return "moved"
    return {(0, 1): "new", (1, 0): "gone", (1, 1): "kept"}.get(
        (len(old), len(new)), "cut" if len(old) == 1 else "joined"
    )


def test_equal_blocks_are_the_same_whatever_blank_lines_are_behind_them() -> None:
    assert links([COST, PLAN], [COST.rstrip() + "\n", PLAN]) == [("kept", [0], [0]), ("kept", [1], [1])]


def test_an_edited_block_is_the_same_block() -> None:
    edited = COST.replace("first year", "first two years")
    assert links([COST, PLAN], [edited, PLAN]) == [("kept", [0], [0]), ("kept", [1], [1])]


def test_a_block_with_other_words_is_another_block() -> None:
    assert links([COST, PLAN], [NEWS, PLAN]) == [("gone", [0], []), ("new", [], [0]), ("kept", [1], [1])]


def test_small_words_in_common_do_not_make_blocks_alike() -> None:
    other = "In the long run all of it is up to the people of the town.\n\n"
    assert links([COST, PLAN], [other, PLAN])[:2] == [("gone", [0], []), ("new", [], [0])]


def test_a_rule_between_blocks_does_not_move() -> None:
    assert links([COST, "---\n\n", PLAN, DATA], [COST, PLAN, "---\n\n", DATA]) == [
        ("kept", [0], [0]),
        ("gone", [1], []),
        ("kept", [2], [1]),
        ("new", [], [2]),
        ("kept", [3], [3]),
    ]


def test_a_block_cut_down_to_a_part_of_it_is_the_same_block() -> None:
    long = (COST + PLAN + DATA + NEWS).replace("\n\n", " ")
    assert links([long], [DATA]) == [("kept", [0], [0])]


def test_a_moved_block_is_the_same_block() -> None:
    assert links([COST, PLAN, DATA], [DATA, COST, PLAN]) == [
        ("moved", [2], [0]),
        ("kept", [0], [1]),
        ("kept", [1], [2]),
    ]


def test_a_block_moved_and_edited_is_the_same_block() -> None:
    edited = DATA.replace("each quarter", "every quarter")
    assert links([COST, PLAN, DATA], [edited, COST, PLAN])[0] == ("moved", [2], [0])


def test_short_blocks_that_stand_twice_do_not_move() -> None:
    assert links(["Yes.\n\n", COST, "Yes.\n\n"], [COST])[0] == ("gone", [0], [])


@pytest.mark.parametrize("break_", ["\n\n", ".\n\n"])
def test_a_block_cut_in_two_is_both_parts(break_: str) -> None:
    whole = COST.rstrip() + " " + PLAN
    assert links([whole, DATA], [COST.replace("\n\n", break_), PLAN, DATA]) == [
        ("cut", [0], [0, 1]),
        ("kept", [1], [2]),
    ]


def test_two_blocks_joined_are_one() -> None:
    assert links([COST, PLAN, DATA], [COST.rstrip() + " " + PLAN, DATA])[0] == ("joined", [0, 1], [0])


def test_a_new_block_beside_an_edited_one_is_not_a_part_of_it() -> None:
    edited = COST.replace("first", "second")
    assert links([COST], [edited, NEWS]) == [("kept", [0], [0]), ("new", [], [1])]


def test_many_edited_blocks_in_a_row_find_each_other() -> None:
    old = [f"Paragraph about topic{n} and matter{n} of the plan.\n\n" for n in range(60)]
    new = [block.replace("about", "on") for block in old]
    assert links(old, new) == [("kept", [n], [n]) for n in range(60)]


def test_the_one_part_between_the_same_neighbours_is_that_part_edited() -> None:
    old, new = ["- alpha\n", "- beta\n", "- gamma\n"], ["- alpha\n", "- something else\n", "- gamma\n"]
    assert [(list(link.old), list(link.new)) for link in align_in_order(old, new)] == [
        ([0], [0]),
        ([1], [1]),
        ([2], [2]),
    ]
    assert len(align_blocks(old, new)) == 4


def test_nothing_is_aligned_with_nothing() -> None:
    assert align_blocks([], []) == []
    assert links([], [COST]) == [("new", [], [0])]
    assert links([COST], []) == [("gone", [0], [])]


def test_ten_thousand_equal_blocks_are_aligned() -> None:
    assert len(align_blocks(["Same.\n\n"] * 10_000, ["Same.\n\n"] * 9_000)) == 10_000
