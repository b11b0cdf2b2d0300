"""The words that changed are shown as a reader would tell them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.drafting.rules.edits import apply_edits, word_edits
from tests.drafting.rules.drawing import drawn_words


@pytest.mark.parametrize(
    ("old", "new", "drawing"),
    [
        ("the quick brown fox", "the brown fox", "the [-quick -]brown fox"),
        ("the fox.", "the fox jumps.", "the fox[+ jumps+]."),
        ("pay within 10 days", "pay within 20 days", "pay within [-10-][+20+] days"),
        ("in £1,000.50 or", "in £1,000.75 or", "in [-£1,000.50-][+£1,000.75+] or"),
        ("a  b", "a b", "a [- -]b"),
        ("one\ntwo", "one two", "one[-\n-][+ +]two"),
        ("word here", "**word** here", "[+**+]word[+**+] here"),
        ("", "new words", "[+new words+]"),
        ("old words", "", "[-old words-]"),
    ],
)
def test_only_the_changed_words_are_marked(old: str, new: str, drawing: str) -> None:
    assert drawn_words(old, new) == drawing


def test_a_new_sentence_is_shown_as_a_sentence() -> None:
    old = "A plan. The cat sat. The dog ran."
    new = "A plan. The cat sat. The bird flew. The dog ran."
    assert drawn_words(old, new) == "A plan. The cat sat. [+The bird flew. +]The dog ran."


def test_a_sentence_written_afresh_is_not_shown_as_confetti() -> None:
    old = "The council will pay for the cost of the shelter in the first year."
    new = "Residents of the town, and the people of the county, are paying the whole bill."
    assert drawn_words(old, new) == f"[-{old[:-1]}-][+{new[:-1]}+]."


def test_words_between_two_small_changes_stay() -> None:
    assert drawn_words("red big cat", "blue big dog") == "[-red-][+blue+] big [-cat-][+dog+]"


@given(st.text("ab .,\n\r", max_size=20), st.text("ab .,\n\r", max_size=20))
def test_edits_applied_give_the_new_text_and_do_not_touch(old: str, new: str) -> None:
    edits = word_edits(old, new)
    assert apply_edits(old, edits) == new
    assert all(one.end < other.start for one, other in pairwise(edits))
    assert all(old[edit.start : edit.end] != edit.text for edit in edits)
