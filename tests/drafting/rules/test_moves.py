"""A block that one side moved takes the other side's edits along, and cannot vanish or double unasked."""

from __future__ import annotations

import pytest

from policyspace.drafting.rules.merge import Choice, merge, text_with_choices
from tests.drafting.rules.drawing import conflicts
from tests.drafting.rules.promises import pieces

COST = "The council will pay for the shelter in the first year."
PLAN = "Every resident gets a letter before the works begin."
DATA = "Agencies publish their inventories as open data each quarter."
NEWS = "Volunteers run the kitchen on Sundays."
HELP = "Anyone may ask for help by phone."
MOVED = [DATA, COST, PLAN]


def text(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


BASE = text(COST, PLAN, DATA)


def test_a_moved_block_takes_the_edits_of_the_other_side_along() -> None:
    edited = DATA.replace("each quarter", "every month")
    merged = merge(BASE, text(*MOVED), text(COST, PLAN, edited))
    assert merged.text == text(edited, COST, PLAN)
    assert {piece.source for piece in pieces(merged)} == {"base", "moved"}
    assert merge(BASE, text(COST, PLAN, edited), text(*MOVED)).text == merged.text


def test_a_block_moved_and_edited_merges_with_edits_of_other_words() -> None:
    mine = text(DATA.replace("Agencies", "Councils"), COST, PLAN)
    theirs = text(COST, PLAN, DATA.replace("quarter", "month"))
    assert merge(BASE, mine, theirs).text == text(
        "Councils publish their inventories as open data each month.", COST, PLAN
    )


def test_the_same_move_by_both_is_made_once() -> None:
    assert merge(BASE, text(*MOVED), text(*MOVED)).text == text(*MOVED)


def test_a_block_moved_by_one_and_taken_out_by_the_other_is_asked_about() -> None:
    merged = merge(BASE, text(*MOVED), text(COST, PLAN))
    assert conflicts(merged) == [("", DATA, "")]
    assert text_with_choices(merged, {0: Choice("mine")}) == text(*MOVED)
    assert text_with_choices(merged, {0: Choice("theirs")}) == text(COST, PLAN)


def test_a_block_moved_to_two_places_is_asked_about_at_both() -> None:
    mine, theirs = text(DATA, COST, PLAN, NEWS, HELP), text(COST, DATA, PLAN, NEWS, HELP)
    merged = merge(text(COST, PLAN, NEWS, HELP, DATA), mine, theirs)
    assert conflicts(merged) == [("", DATA, ""), ("", "", DATA)]
    assert text_with_choices(merged, {0: Choice("mine"), 1: Choice("mine")}) == mine
    assert text_with_choices(merged, {0: Choice("theirs"), 1: Choice("theirs")}) == theirs


def test_a_move_and_an_edit_of_the_same_words_is_asked_about_at_both_places() -> None:
    mine = text(DATA.replace("quarter", "week"), COST, PLAN)
    theirs = text(COST, PLAN, DATA.replace("quarter", "month"))
    merged = merge(BASE, mine, theirs)
    assert len(merged.conflicts) == 2
    assert text_with_choices(merged, {0: Choice("mine"), 1: Choice("mine")}) == mine
    assert text_with_choices(merged, {0: Choice("theirs"), 1: Choice("theirs")}) == theirs


@pytest.mark.parametrize("theirs", [DATA, DATA.replace("quarter", "month")])
def test_a_block_moved_to_where_the_other_side_wrote_cannot_vanish(theirs: str) -> None:
    merged = merge(BASE, text(*MOVED), text(NEWS, COST, PLAN, theirs))
    assert conflicts(merged) == [("", DATA, NEWS), (DATA, "", theirs)]
    assert text_with_choices(merged, {0: Choice("theirs"), 1: Choice("theirs")}) == text(
        NEWS, COST, PLAN, theirs
    )
    assert text_with_choices(merged, {0: Choice("both"), 1: Choice("mine")}) == text(DATA, NEWS, COST, PLAN)


def test_a_passage_written_where_a_block_moved_away_stays_there() -> None:
    for theirs in (text(COST, PLAN, NEWS, DATA), text(COST, PLAN, DATA, NEWS)):
        assert merge(BASE, text(*MOVED), theirs).text == text(*MOVED, NEWS)
        assert merge(BASE, theirs, text(*MOVED)).text == text(*MOVED, NEWS)


def test_blank_lines_go_along_with_their_block_and_passages_behind_it_stay() -> None:
    base, moved = text(COST, PLAN, DATA, HELP), text(DATA, COST, PLAN, HELP)
    spaced = base.replace(DATA, DATA + "\n")
    assert (
        merge(base, moved, spaced).text == merge(base, spaced, moved).text == moved.replace(DATA, DATA + "\n")
    )
    written = spaced.replace(HELP, NEWS + "\n\n" + HELP)
    expected = text(DATA + "\n", COST, PLAN, NEWS, HELP)
    assert merge(base, moved, written).text == merge(base, written, moved).text == expected


def test_a_block_moved_by_one_and_written_afresh_by_the_other_is_asked_about_alike_from_both_sides() -> None:
    theirs = text(COST, PLAN, NEWS)
    merged = merge(BASE, text(*MOVED), theirs)
    assert conflicts(merged) == [("", DATA, "")]
    assert conflicts(merge(BASE, theirs, text(*MOVED))) == [("", "", DATA)]
    assert text_with_choices(merged, {0: Choice("theirs")}) == theirs
