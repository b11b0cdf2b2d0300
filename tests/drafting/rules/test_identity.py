"""A block keeps its id as long as its words can be told to be the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policyspace.drafting.rules.identity import Block, carry_ids
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import ids_from

FIRST = """# Winter shelter

The council will pay for the shelter in the first year.

- blankets
- hot meals

Nobody is turned away from the door.[^1]

[^1]: See the housing act.
"""


def first() -> list[Block]:
    return carry_ids([], split_blocks(FIRST), ids_from("a"))


def ids(text: str, old: Sequence[Block] | None = None) -> list[str]:
    blocks = carry_ids(first() if old is None else old, split_blocks(text), ids_from("b"))
    return [block.id for block in blocks]


def test_blocks_that_can_be_cited_are_numbered_and_headings_and_footnotes_are_not() -> None:
    assert [(block.kind, block.number) for block in first()] == [
        ("heading", None),
        ("paragraph", 1),
        ("list", 2),
        ("paragraph", 3),
        ("definitions", None),
    ]


def test_blocks_know_their_kind_level_and_source() -> None:
    assert first()[0] == Block("a1", None, "heading", 1, "# Winter shelter\n\n")


def test_equal_and_edited_blocks_keep_their_id() -> None:
    assert ids(FIRST) == ["a1", "a2", "a3", "a4", "a5"]
    assert ids(FIRST.replace("first year", "second year")) == ["a1", "a2", "a3", "a4", "a5"]


def test_a_new_block_gets_a_new_id_and_shifts_the_numbers_behind_it() -> None:
    text = FIRST.replace("- blankets", "Costs are not known.\n\n- blankets")
    blocks = carry_ids(first(), split_blocks(text), ids_from("b"))
    assert [(block.id, block.number) for block in blocks] == [
        ("a1", None),
        ("a2", 1),
        ("b1", 2),
        ("a3", 3),
        ("a4", 4),
        ("a5", None),
    ]


def test_a_moved_block_keeps_its_id() -> None:
    blocks = FIRST.split("\n\n")
    assert ids("\n\n".join([blocks[0], blocks[3], blocks[1], blocks[2], blocks[4]])) == [
        "a1",
        "a4",
        "a2",
        "a3",
        "a5",
    ]


def test_other_words_in_the_place_of_a_block_get_another_id() -> None:
    text = FIRST.replace(
        "The council will pay for the shelter in the first year.", "Volunteers run everything."
    )
    assert ids(text) == ["a1", "b1", "a3", "a4", "a5"]


def test_of_a_block_cut_in_two_the_larger_share_keeps_the_id() -> None:
    text = FIRST.replace("pay for the shelter", "pay.\n\nIt is for the shelter")
    assert ids(text) == ["a1", "b1", "a2", "a3", "a4", "a5"]
    text = FIRST.replace(" in the first year.", ".\n\nOnly in the first year.")
    assert ids(text) == ["a1", "a2", "b1", "a3", "a4", "a5"]


def test_of_blocks_joined_the_larger_share_gives_the_id() -> None:
    old = carry_ids(
        [], split_blocks("Short one here.\n\nA much longer paragraph about the shelter.\n"), ids_from("a")
    )
    assert ids("Short one here. A much longer paragraph about the shelter.\n", old) == ["a2"]


def test_an_id_in_use_is_not_given_again() -> None:
    blocks = carry_ids(first(), split_blocks(FIRST + "\nCosts are not known.\n"), ids_from("a"))
    assert [block.id for block in blocks] == ["a1", "a2", "a3", "a4", "a5", "a6"]


def test_a_maker_of_ids_that_repeats_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="no id"):
        carry_ids([], split_blocks(FIRST), lambda: "same")
