"""Words stay those of whoever wrote them first, wherever they go; new words are those of who brings them."""

from __future__ import annotations

import pytest

from policyspace.drafting.rules.authorship import Origins, Sent, first_authorship
from policyspace.drafting.rules.merge import Choice, merge, text_with_choices
from tests.drafting.rules.drawing import drawn_authorship
from tests.drafting.rules.revising import first, marks_of, revised, series

COST = "The council will pay for the shelter in the first year."
PLAN = "Every resident gets a letter before the works begin."
DATA = "Agencies publish their inventories as open data each quarter."


def text(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def test_a_first_text_is_all_its_own() -> None:
    assert drawn_authorship(first(COST)) == f"1: {COST}"
    assert first("").authorship == []


def test_new_words_belong_to_who_brings_them_and_the_others_stay() -> None:
    written = series(COST, COST.replace("first year", "first and second year"))
    assert drawn_authorship(written) == (
        "1: The council will pay for the shelter in the first | 2: and second | 1: year."
    )


def test_a_word_in_the_place_of_another_is_new() -> None:
    written = series(COST, COST.replace("council", "government"), COST.replace("council", "government now"))
    assert drawn_authorship(written) == (
        "1: The | 2: government | 3: now | 1: will pay for the shelter in the first year."
    )


def test_taking_words_out_makes_nobody_an_author() -> None:
    assert drawn_authorship(series(COST, COST.replace("in the first year", ""))) == (
        "1: The council will pay for the shelter ."
    )


def test_white_space_has_no_author() -> None:
    assert (
        drawn_authorship(series(text(COST, PLAN), f"{COST}\n\n\n\n{PLAN}\n\n")) == f"1: {COST}\n\n\n\n{PLAN}"
    )
    spaced = series(COST, COST.replace("will pay", "will   pay"))
    assert spaced.authorship == [(len(COST) + 2, 1)]
    assert series("", " \n").authorship == [(2, 2)]
    assert series("word", "  word").authorship == [(6, 1)]


def test_white_space_goes_with_the_words_before_it() -> None:
    assert series("one", "one two").authorship == [(4, 1), (3, 2)]


def test_a_moved_block_stays_with_its_author() -> None:
    assert drawn_authorship(series(text(COST, PLAN, DATA), text(DATA, COST, PLAN))) == (
        f"1: {DATA}\n\n{COST}\n\n{PLAN}"
    )


def test_of_a_block_moved_and_edited_only_the_edit_is_new() -> None:
    edited = DATA.replace("each quarter", "every month")
    assert drawn_authorship(series(text(COST, PLAN, DATA), text(edited, COST, PLAN))) == (
        f"1: Agencies publish their inventories as open data | 2: every month | 1: .\n\n{COST}\n\n{PLAN}"
    )


def test_cutting_a_block_in_two_and_joining_it_again_makes_nobody_an_author() -> None:
    whole = f"{COST} {PLAN}"
    assert drawn_authorship(series(whole, text(COST, PLAN))) == f"1: {COST}\n\n{PLAN}"
    assert drawn_authorship(series(whole, text(COST, PLAN), whole)) == f"1: {whole}"


def test_joined_blocks_keep_both_their_authors() -> None:
    assert (
        drawn_authorship(series(text(COST), text(COST, PLAN), f"{COST} {PLAN}\n")) == f"1: {COST} | 2: {PLAN}"
    )


def test_rows_and_items_keep_their_authors_one_by_one() -> None:
    two = "- blankets for all\n- hot meals at noon\n"
    three = "- blankets for all\n- a warm room to sit in\n- hot meals at noon\n"
    assert drawn_authorship(series(two, three)) == (
        "1: - blankets for all | 2: - a warm room to sit in | 1: - hot meals at noon"
    )


def test_a_merge_credits_each_with_their_own_words() -> None:
    base = first(text(COST, PLAN))
    theirs = revised(base, text(COST, PLAN.replace("a letter", "a visit")), 2)
    mine = text(COST.replace("shelter", "winter shelter"), PLAN)
    merged = merge(base.text, mine, theirs.text).text
    assert merged is not None
    assert drawn_authorship(revised(theirs, merged, 3, sent=Sent(mine, base))) == (
        "1: The council will pay for the | 3: winter | 1: shelter in the first year.\n\n"
        "Every resident gets a | 2: visit | 1: before the works begin."
    )


def test_a_word_forlorn_between_new_ones_is_still_whose_it_was() -> None:
    """A comparison gives up a few words that stand alone between long new passages; who wrote them is known."""
    base = first("plan year local open open\n")
    theirs = revised(base, "plan year theirs0 local open open\n", 2)
    mine = (
        "mine0 people people local data plan plan year local open open"
        " mine1 data work plan people council year\n"
    )
    merged = merge(base.text, mine, theirs.text).text
    assert merged == mine.replace("year local", "year theirs0 local")
    assert marks_of(revised(theirs, merged, 3))["theirs0"] == {3}
    assert marks_of(revised(theirs, merged, 3, sent=Sent(mine, base)))["theirs0"] == {2}


def test_words_moved_by_one_and_edited_by_the_other_are_told_apart() -> None:
    base = first(text(COST, PLAN, DATA))
    theirs = revised(base, text(COST, PLAN, DATA.replace("quarter", "month")), 2)
    mine = text(DATA.replace("Agencies", "Councils"), COST, PLAN)
    merged = merge(base.text, mine, theirs.text).text
    assert merged is not None
    assert drawn_authorship(revised(theirs, merged, 3, sent=Sent(mine, base))) == (
        f"3: Councils | 1: publish their inventories as open data each | 2: month | 1: .\n\n{COST}\n\n{PLAN}"
    )


@pytest.mark.parametrize(
    ("choice", "drawn"),
    [
        (Choice("mine"), "1: The council will | 3: never | 1: pay for the shelter in the first year."),
        (Choice("theirs"), "1: The council will | 2: gladly | 1: pay for the shelter in the first year."),
        (
            Choice("own", "The council will soon pay for the shelter in the first year."),
            "1: The council will | 3: soon | 1: pay for the shelter in the first year.",
        ),
    ],
)
def test_a_settled_conflict_credits_whose_words_were_chosen(choice: Choice, drawn: str) -> None:
    base = first(COST)
    theirs = revised(base, COST.replace("will", "will gladly"), 2)
    meeting = merge(base.text, COST.replace("will", "will never"), theirs.text)
    settled = text_with_choices(meeting, {0: choice})
    assert drawn_authorship(revised(theirs, settled, 3, earlier=[base])) == drawn


def test_words_that_a_settled_conflict_brings_back_are_those_of_their_first_writer() -> None:
    base = first(text(COST, PLAN))
    theirs = revised(base, text(COST), 2)
    settled = text(COST, PLAN.replace("letter", "warning"))
    assert drawn_authorship(revised(theirs, settled, 3, earlier=[base])) == (
        f"1: {COST}\n\nEvery resident gets a | 3: warning | 1: before the works begin."
    )


def test_a_text_restored_from_an_earlier_revision_is_its_first_writers() -> None:
    old = series(text(COST), text(COST, PLAN))
    rewritten = revised(old, text(DATA), 3)
    assert drawn_authorship(rewritten) == f"3: {DATA}"
    assert revised(rewritten, old.text, 4, earlier=[old]).authorship == old.authorship


def test_earlier_texts_are_asked_only_while_words_are_left_to_place() -> None:
    newest = first(text(COST, PLAN))
    asked = iter([newest])
    revised(newest, text(PLAN), 2, earlier=asked)
    assert next(asked, None) is newest
    asked = iter([newest])
    revised(newest, text(PLAN, DATA), 2, earlier=asked)
    assert next(asked, None) is None


def test_origins_tell_of_any_stretch() -> None:
    origins = Origins([(4, 1), (3, 2), (5, 1)])
    assert [origins.at(place) for place in (0, 3, 4, 6, 7, 11)] == [1, 1, 2, 2, 1, 1]
    assert list(origins.between(2, 9)) == [(2, 1), (3, 2), (2, 1)]
    assert list(origins.between(4, 7)) == [(3, 2)]
    assert list(origins.between(5, 5)) == []


def test_an_empty_text_has_no_passages() -> None:
    assert first_authorship("", 1) == []
    assert series(COST, "").authorship == []
