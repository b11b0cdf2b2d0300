"""Changes of the same words are shown side by side, as a whole paragraph, item or line, and a person decides."""

from __future__ import annotations

import pytest

from policyspace.drafting.rules.merge import Choice, merge, merge_line, text_with_choices
from tests.drafting.rules.drawing import conflicts, the_conflict
from tests.drafting.rules.test_merge import BASE, change

COUNCIL = "The council will pay for the shelter this year."


def test_a_word_changed_by_both_is_a_conflict_of_the_paragraph() -> None:
    mine, theirs = change("this year", "this month"), change("this year", "this week")
    assert conflicts(merge(BASE, mine, theirs)) == [
        (COUNCIL, COUNCIL.replace("year", "month"), COUNCIL.replace("year", "week"))
    ]


def test_words_next_to_each_other_are_a_conflict() -> None:
    mine, theirs = change("The council will", "The county will"), change("will pay", "must pay")
    assert conflicts(merge(BASE, mine, theirs)) == [
        (COUNCIL, COUNCIL.replace("council", "county"), COUNCIL.replace("will", "must"))
    ]


def test_both_versions_show_what_did_merge_around_the_disputed_words() -> None:
    mine = change("The council", "Our council", "this year", "this month")
    theirs = change("pay for", "care for", "this year", "this week")
    assert conflicts(merge(BASE, mine, theirs)) == [
        (
            COUNCIL,
            "Our council will care for the shelter this month.",
            "Our council will care for the shelter this week.",
        )
    ]


def test_taking_out_against_editing_is_a_conflict() -> None:
    mine, theirs = change(COUNCIL + "\n\n", ""), change("this year", "next year")
    assert conflicts(merge(BASE, mine, theirs)) == [(COUNCIL, "", COUNCIL.replace("this", "next"))]


def test_taking_out_against_writing_afresh_is_a_conflict() -> None:
    mine, theirs = change(COUNCIL + "\n\n", ""), change(COUNCIL, "Volunteers run everything.")
    assert conflicts(merge(BASE, mine, theirs)) == [(COUNCIL, "", "Volunteers run everything.")]


def test_different_passages_at_the_same_place_are_a_conflict() -> None:
    mine, theirs = BASE + "\nMine is here.\n", BASE + "\nTheirs goes there.\n"
    assert conflicts(merge(BASE, mine, theirs)) == [("", "Mine is here.", "Theirs goes there.")]


def test_items_put_at_the_end_of_a_list_by_both_are_a_conflict_that_both_settles() -> None:
    mine, theirs = change("hot meals", "hot meals\n- a bed"), change("hot meals", "hot meals\n- a bath")
    merged = merge(BASE, mine, theirs)
    assert conflicts(merged) == [("", "- a bed", "- a bath")]
    assert text_with_choices(merged, {0: Choice("both")}) == change(
        "hot meals", "hot meals\n- a bed\n- a bath"
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("council | 5", "council | 6"), ("| council |", "| the council |")),
        (("| council | 5 |", "| council | 6 |"), ("| county | 7 |", "| county | 8 |")),
        (("| county | 7 |", "| county | 7 |\n| church | 1 |"), ("| charity | 9 |", "| charity | 8 |")),
        (("| charity | 9 |", "| charity | 9 |\n| church | 1 |"), ("| charity | 9 |", "| charity | 8 |")),
    ],
)
def test_cells_of_one_row_and_rows_beside_each_other_are_a_conflict(
    mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    assert len(conflicts(merge(BASE, change(*mine), change(*theirs)))) == 1


def test_a_row_taken_out_beside_rows_both_changed_is_the_same_conflict_from_both_sides() -> None:
    base = "| who | pays |\n|---|---|\n| shall | 1 |\n| work | 5 |\n| work | 3 |\n"
    mine = base.replace("| work | 5 |\n| work | 3 |", "| other | |")
    theirs = base.replace("work | 3", "work  | 3")
    asked = [("| work | 5 |\n| work | 3 |", "| other | |", "| work | 5 |\n| work  | 3 |")]
    assert conflicts(merge(base, mine, theirs)) == asked
    assert [(one, theirs, mine) for one, mine, theirs in conflicts(merge(base, theirs, mine))] == asked


def test_lines_of_code_beside_each_other_are_a_conflict_and_others_are_not() -> None:
    base = "```\nfirst line\nsecond line\nthird line\n```\n"
    mine = base.replace("first", "1st")
    assert conflicts(merge(base, mine, base.replace("second", "2nd"))) == [
        ("first line\nsecond line", "1st line\nsecond line", "first line\n2nd line")
    ]
    assert merge(base, mine, base.replace("third", "3rd")).text == mine.replace("third", "3rd")


def test_two_conflicts_are_numbered_and_know_their_place() -> None:
    mine = change("this year", "this month", "the door", "the gate")
    theirs = change("this year", "this week", "the door", "the house")
    merged = merge(BASE, mine, theirs)
    assert [each.number for each in merged.conflicts] == [0, 1]
    assert [BASE[each.start : each.end] for each in merged.conflicts] == [
        COUNCIL,
        "Nobody is turned away from the door.",
    ]
    assert merged.text is None


@pytest.mark.parametrize(
    ("choice", "paragraph"),
    [
        (Choice("mine"), "Our council will pay for the shelter this month."),
        (Choice("theirs"), "Our council will pay for the shelter this week."),
        (
            Choice("both"),
            "Our council will pay for the shelter this month.\n\nOur council will pay for the shelter this week.",
        ),
        (Choice("own", "We pay."), "We pay."),
        (Choice("own", "\r\nWe pay.\r\nAll of it.\r\n"), "We pay.\r\nAll of it."),
        (Choice("own", ""), ""),
    ],
)
def test_a_choice_settles_a_conflict(choice: Choice, paragraph: str) -> None:
    merged = merge(
        BASE,
        change("The council", "Our council", "this year", "this month"),
        change("this year", "this week"),
    )
    assert text_with_choices(merged, {0: choice}) == change(COUNCIL, paragraph)


def test_own_words_in_the_place_of_a_whole_block_stay_a_block() -> None:
    merged = merge(BASE, change(COUNCIL + "\n\n", ""), change("this year", "next year"))
    assert text_with_choices(merged, {0: Choice("own", "We pay.")}) == change(COUNCIL, "We pay.")
    assert text_with_choices(merged, {0: Choice("mine")}) == change(COUNCIL + "\n\n", "")


def test_both_of_two_last_paragraphs_are_two_paragraphs() -> None:
    merged = merge("one", "one\n\nmine", "one\n\ntheirs")
    assert text_with_choices(merged, {0: Choice("both")}) == "one\n\nmine\n\ntheirs"


def test_both_where_one_side_took_out_is_the_other() -> None:
    merged = merge(BASE, change(COUNCIL + "\n\n", ""), change("this year", "next year"))
    assert text_with_choices(merged, {0: Choice("both")}) == change("this year", "next year")


def test_both_keeps_the_line_ends_of_the_text() -> None:
    merged = merge("a b c\r\n", "a x c\r\n", "a y c\r\n")
    assert text_with_choices(merged, {0: Choice("both")}) == "a x c\r\n\r\na y c\r\n"


@pytest.mark.parametrize("numbers", [[], [1], [0, 1]])
def test_each_conflict_needs_a_choice_and_each_choice_a_conflict(numbers: list[int]) -> None:
    merged = merge("one\n", "two\n", "three\n")
    with pytest.raises(ValueError, match="conflicts"):
        text_with_choices(merged, dict.fromkeys(numbers, Choice("mine")))


def test_a_title_takes_the_side_that_changed_it() -> None:
    assert merge_line("Shelter", "Winter shelter", "Shelter").text == "Winter shelter"
    assert merge_line("Shelter", "Shelter", "Winter shelter").text == "Winter shelter"
    assert merge_line("Shelter", "Winter shelter", "Winter shelter").text == "Winter shelter"
    assert merge_line("Shelter", "Shelter", "Shelter").text == "Shelter"


def test_a_title_changed_by_both_is_a_conflict() -> None:
    merged = merge_line("Shelter", "Winter shelter", "Night shelter")
    assert (the_conflict(merged).mine, the_conflict(merged).theirs) == ("Winter shelter", "Night shelter")
    assert (
        text_with_choices(merged, {0: Choice("own", "Shelter in winter nights")})
        == "Shelter in winter nights"
    )
