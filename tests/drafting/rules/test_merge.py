"""Changes that touch different words merge by themselves."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from policyspace.drafting.rules.merge import Merge, Piece, merge
from tests.drafting.rules.drawing import conflicts

BASE = """# Winter shelter

The council will pay for the shelter this year.

- one blanket
- two hot meals

| who | pays |
|---|---|
| council | 5 |
| county | 7 |
| charity | 9 |

Nobody is turned away from the door.
"""


def change(*pairs: str, text: str = BASE) -> str:
    """The text with the first of each pair replaced by the second."""
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    return text


def both_ways(base: str, mine: str, theirs: str) -> Merge:
    merged = merge(base, mine, theirs)
    assert merge(base, theirs, mine).text == merged.text
    return merged


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("council will", "county will"), ("this year", "next year")),
        (("# Winter", "# Summer"), ("The council", "Our council")),
        (("Winter shelter", "Shelter"), ("Nobody is turned away from the door.\n", "Nobody is sent home.\n")),
        (("- two hot meals", "- a bed\n- two hot meals"), ("two hot", "three hot")),
        (("two hot meals", "two hot meals\n- a bed"), ("hot meals", "warm meals")),
        (("one blanket", "two blankets"), ("two hot meals", "hot meals")),
        (("| council | 5 |", "| council | 6 |"), ("| charity | 9 |", "| charity | 8 |")),
        (("| council | 5 |\n", ""), ("| charity | 9 |", "| charity | 9 |\n| church | 1 |")),
        (("The council", "A new paragraph.\n\nThe council"), ("The council", "Our council")),
        (("this year.\n", "this year.\n\nA new paragraph.\n"), ("this year.", "this month.")),
        (("pay for the shelter", "pay.\n\nIt is for the shelter"), ("this year", "next year")),
        (("door.\n", "door.\n\nA new last paragraph.\n"), ("the door", "the gate")),
    ],
)
def test_changes_of_different_words_are_both_made(mine: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    assert both_ways(BASE, change(*mine), change(*theirs)).text == change(*mine, *theirs)


def test_the_same_change_by_both_is_made_once() -> None:
    mine = change("council will", "county will", "one blanket", "a blanket")
    theirs = change("council will", "county will", "the door", "the gate")
    assert both_ways(BASE, mine, theirs).text == change(
        "council will", "county will", "one blanket", "a blanket", "the door", "the gate"
    )


def test_a_passage_put_in_by_both_is_no_reason_to_keep_what_one_took_out_before_it() -> None:
    base, mine, theirs = "one\n\ntwo\n\nthree\n", "one\n\nnew\n\nthree\n", "one\n\ntwo\n\nnew\n\nthree\n"
    assert both_ways(base, mine, theirs).text == mine


def test_lines_of_code_joined_and_edited_are_one_change() -> None:
    base = "```\naa bb\ncc dd\nee ff\ngg hh\n```\n"
    mine, theirs = base.replace("bb\ncc dd", "bb cc xx"), base.replace("gg", "yy")
    assert both_ways(base, mine, theirs).text == mine.replace("gg", "yy")


def test_what_one_side_took_out_stays_out() -> None:
    mine = change("The council will pay for the shelter this year.\n\n", "")
    theirs = change("one blanket", "a blanket")
    assert both_ways(BASE, mine, theirs).text == change(
        "The council will pay for the shelter this year.\n\n", "", "one blanket", "a blanket"
    )


def test_neighbouring_blocks_may_be_taken_out_by_different_people() -> None:
    mine = change("# Winter shelter\n\n", "")
    theirs = change("The council will pay for the shelter this year.\n\n", "")
    assert both_ways(BASE, mine, theirs).text == BASE[BASE.index("- one") :]


def test_the_last_two_blocks_may_be_taken_out_by_different_people() -> None:
    assert both_ways("one\n\ntwo\n\nthree\n", "one\n\ntwo\n", "one\n\nthree\n").text == "one\n"


def test_a_block_joined_by_one_takes_the_words_of_the_other() -> None:
    base = "The shelter opens in winter.\n\nResidents are told by letter.\n"
    mine = "The shelter opens in winter. Residents are told by letter.\n"
    assert both_ways(base, mine, base.replace("letter", "phone")).text == mine.replace("letter", "phone")


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_the_end_of_the_text_is_no_conflict(end: str) -> None:
    assert both_ways("one\n", "one\n\ntwo\n", "one" + end).text == (
        "one\n\ntwo\n" if end == "\n" else "one\n\ntwo" + end
    )


def test_the_number_of_blank_lines_is_no_conflict() -> None:
    spaced = BASE.replace("meals\n\n", "meals\n\n\n")
    put_in = BASE.replace("meals\n\n", "meals\n\nA new paragraph.\n\n")
    assert both_ways(BASE, spaced, put_in).text == put_in
    assert both_ways(BASE, spaced, BASE.replace("meals\n\n", "meals\n\n\n\n")).text == BASE.replace(
        "meals\n\n", "meals\n\n\n\n"
    )


def test_windows_line_ends_are_kept() -> None:
    mine, theirs = change("council will", "county will"), change("this year", "next year")
    merged = both_ways(*(text.replace("\n", "\r\n") for text in (BASE, mine, theirs)))
    assert merged.text == change("council will", "county will", "this year", "next year").replace(
        "\n", "\r\n"
    )


def test_empty_texts_merge() -> None:
    assert both_ways("", "", "").text == ""
    assert both_ways("", "new\n", "").text == "new\n"
    assert both_ways("old\n", "", "old\n").text == ""
    assert conflicts(both_ways("", "mine\n", "theirs\n")) == [("", "mine", "theirs")]


def test_pieces_tell_whose_words_they_are() -> None:
    merged = merge("one two three four five\n", "1 two three four five\n", "one two three four 5\n")
    assert [(piece.source, piece.text) for piece in merged.pieces if isinstance(piece, Piece)] == [
        ("mine", "1"),
        ("base", " two three four "),
        ("theirs", "5"),
        ("base", "\n\n"),
    ]


def test_a_merge_can_be_kept_as_json() -> None:
    kept = json.loads(json.dumps(asdict(merge("one\n", "two\n", "three\n"))))
    assert kept["pieces"][0]["parts"][0]["source"] == "disputed"
