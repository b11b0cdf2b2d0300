"""A suggestion goes on with all its words and all that others wrote, or it needs its author."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.identity import Block, carry_ids
from policyspace.drafting.rules.suggesting import (
    Carried,
    Obstacle,
    Proposed,
    carry,
    find_passage,
    passage_of,
    put_in,
    shown_change,
)
from policyspace.drafting.rules.words import words
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import (
    DOCUMENT,
    EDITS,
    LONG_PARAGRAPH,
    TANGLE,
    WORD_EDITS,
    Edit,
    edited,
    ids_from,
)
from tests.drafting.rules.promises import check_merge
from tests.work import calls_in

WAIT = "Families wait for a year. They move three times. Nobody tells them why."
TEXT = f"# Shelter\n\nThe council pays.\n\n{WAIT}\n\nChildren change schools.\n"


def blocks_in(text: str, old: Sequence[Block] = (), letter: str = "a") -> list[Block]:
    return carry_ids(old, split_blocks(text), ids_from(letter))


def the_block(blocks: Sequence[Block], passage: str = WAIT) -> str:
    return next(block.id for block in blocks if passage_of(block.source) == passage)


def carried(words: str, newer: str) -> Carried | Obstacle | None:
    """What becomes of a suggestion about the paragraph WAIT when the text becomes `newer`; None: nothing."""
    old = blocks_in(TEXT)
    proposed = Proposed(7, the_block(old), WAIT, words)
    return carry([proposed], old, blocks_in(newer, old, "b")).get(7)


def with_wait(newer: str) -> str:
    return TEXT.replace(WAIT, newer)


MINE = WAIT.replace("three times", "twice")


@pytest.mark.parametrize(
    "newer",
    [
        TEXT,
        TEXT.replace("# Shelter\n\n", ""),
        f"{TEXT}\nAnd more.\n",
        TEXT.replace("The council pays.\n\n", ""),
    ],
)
def test_nothing_is_done_where_the_passage_stands_as_it_was(newer: str) -> None:
    assert carried(MINE, newer) is None


def test_a_passage_that_moved_is_followed() -> None:
    assert carried(MINE, f"{WAIT}\n\n# Shelter\n\nThe council pays.\n\nChildren change schools.\n") is None


def test_an_edit_elsewhere_in_the_passage_is_taken_along() -> None:
    assert carried(MINE, with_wait(WAIT.replace("a year", "two years"))) == Carried(
        WAIT.replace("a year", "two years"), MINE.replace("a year", "two years")
    )


def test_an_edit_of_the_same_words_needs_the_author() -> None:
    assert carried(MINE, with_wait(WAIT.replace("three", "four"))) is Obstacle.CHANGED


def test_taking_out_a_passage_that_was_edited_needs_the_author() -> None:
    assert carried("", with_wait(WAIT.replace("a year", "two years"))) is Obstacle.CHANGED
    assert carried("", TEXT.replace("council", "town")) is None


def test_a_passage_that_is_gone_needs_the_author() -> None:
    assert carried(MINE, with_wait("")) is Obstacle.GONE


@pytest.mark.parametrize(
    "newer", [WAIT.replace(". They", ".\n\nThey"), WAIT.replace(". Nobody", ".\n\nNobody")]
)
def test_a_passage_that_was_divided_needs_the_author(newer: str) -> None:
    for mine in (
        MINE,
        WAIT.replace("They move three times. ", ""),
        WAIT.replace(" Nobody tells them why.", ""),
    ):
        assert carried(mine, with_wait(newer)) is Obstacle.DIVIDED


def test_words_that_went_over_to_the_paragraph_beside_are_not_taken_for_gone() -> None:
    newer = TEXT.replace(" Nobody tells them why.", "").replace("Children", "Nobody tells them why. Children")
    assert carried(WAIT.replace(" Nobody tells them why.", ""), newer) is Obstacle.DIVIDED


def test_a_small_change_beside_does_not_count_as_dividing() -> None:
    newer = with_wait(WAIT.replace("a year", "two years")).replace(
        "The council pays", "The whole council pays for"
    )
    assert isinstance(carried(MINE, newer), Carried)


def test_joining_another_paragraph_to_the_passage_takes_the_suggestion_along() -> None:
    newer = TEXT.replace(f"{WAIT}\n\nChildren", f"{WAIT} Children")
    assert carried(MINE, newer) == Carried(
        f"{WAIT} Children change schools.", f"{MINE} Children change schools."
    )


@pytest.mark.parametrize(
    ("mine", "newer"),
    [
        (MINE, with_wait(MINE)),
        (MINE, with_wait(MINE).replace("year.", "year!")),
        ("", with_wait("")),
        (f"{MINE}\n\nMore.", with_wait(f"{MINE}\n\nMore.")),
        (f"Before.\n\n{MINE}", with_wait(f"Before.\n\n{MINE}")),
        ("Entirely other words.", with_wait("Entirely other words.")),
    ],
)
def test_what_the_text_says_already_is_found_out(mine: str, newer: str) -> None:
    assert carried(mine, newer) is Obstacle.THERE


def test_words_of_several_paragraphs_are_carried() -> None:
    mine = f"{MINE}\n\nThat is too often."
    assert carried(mine, with_wait(WAIT.replace("a year", "two years"))) == Carried(
        WAIT.replace("a year", "two years"), mine.replace("a year", "two years")
    )


@pytest.mark.parametrize(
    ("text", "passage", "mine", "expected"),
    [
        ("One.\n\nTwo.\n\nThree.\n", "Two.", "2.", "One.\n\n2.\n\nThree.\n"),
        ("One.\n\nTwo.\n\nThree.\n", "Two.", "", "One.\n\nThree.\n"),
        ("One.\n\nTwo.", "Two.", "2.\n\n3.", "One.\n\n2.\n\n3."),
        ("One.\n# Two\nThree.\n", "# Two", "Two", "One.\n\nTwo\n\nThree.\n"),
        ("One.\n# Two\nThree.\n", "# Two", "", "One.\n\nThree.\n"),
        ("One.\n# Two\nThree.\n", "# Two", "# 2", "One.\n# 2\nThree.\n"),
        ("# One\nTwo.\n", "Two.", "", "# One\n"),
        ("# One\nTwo.\n", "# One", "", "Two.\n"),
        ("One.\n", "One.", "", ""),
        ("\n\nOne.\n\n", "One.", "1.", "\n\n1.\n\n"),
    ],
)
def test_words_stand_in_the_place_of_the_passage_apart_from_the_rest(
    text: str, passage: str, mine: str, expected: str
) -> None:
    blocks = blocks_in(text)
    assert put_in(blocks, the_block(blocks, passage), mine) == expected


def test_words_that_would_swallow_what_follows_have_no_place() -> None:
    blocks = blocks_in("One.\n\nTwo.\n\nThree.\n\n```\ncode\n```\n")
    assert put_in(blocks, the_block(blocks, "One."), "```\nnever ended") is None
    assert put_in(blocks, the_block(blocks, "One."), "```\nended\n```") is not None


def test_a_suggestion_is_shown_as_words_taken_out_and_put_in() -> None:
    assert shown_change("Wait a year.", "Wait two years.") == (
        ("equal", "Wait "),
        ("delete", "a year"),
        ("insert", "two years"),
        ("equal", "."),
    )
    assert shown_change("Wait.", "") == (("delete", "Wait."),)


@st.composite
def anywhere(draw: st.DrawFn) -> tuple[str, int, str, str]:
    """A text, the place of a block in it, words for it, and what became of the text meanwhile."""
    text = draw(st.one_of(DOCUMENT, DOCUMENT, TANGLE))
    blocks = split_blocks(text)
    assume(blocks)
    place = draw(st.integers(0, len(blocks) - 1))
    passage = passage_of(blocks[place].source)
    mine = draw(st.one_of(EDITS.map(lambda edits: marked(passage, "mine", edits)), st.just("")))
    return text, place, mine, marked(text, "theirs", draw(EDITS))


@st.composite
def in_one_paragraph(draw: st.DrawFn) -> tuple[str, int, str, str]:
    """The same, where others edited that very paragraph, and perhaps something else."""
    paragraphs = draw(st.lists(LONG_PARAGRAPH, min_size=1, max_size=3))
    place = draw(st.integers(0, len(paragraphs) - 1))
    mine = marked(paragraphs[place], "mine", draw(WORD_EDITS))
    theirs = list(paragraphs)
    theirs[place] = edited(paragraphs[place], "theirs", draw(WORD_EDITS))
    text = "\n\n".join(theirs)
    return (
        "\n\n".join(paragraphs),
        place,
        mine,
        draw(st.one_of(st.just(text), EDITS.map(lambda e: edited(text, "more", e)))),
    )


def marked(text: str, who: str, edits: list[Edit]) -> str:
    return passage_of(edited(text, who, edits)) if who == "mine" else edited(text, who, edits)


def marks(text: str, who: str) -> set[str]:
    return set(re.findall(rf"{who}\d+", text))


@settings(max_examples=250, deadline=None)
@given(st.one_of(in_one_paragraph(), in_one_paragraph(), anywhere()))
def test_what_is_carried_says_all_that_both_wrote_or_it_needs_its_author(
    drawn: tuple[str, int, str, str],
) -> None:
    text, place, mine, theirs = drawn
    old = blocks_in(text)
    passage = passage_of(old[place].source)
    assume(mine != passage)
    new = blocks_in(theirs, old, "b")
    outcome = carry([Proposed(1, old[place].id, passage, mine)], old, new).get(1)
    now = find_passage(new, old[place].id)
    event(type(outcome).__name__ if outcome is None or isinstance(outcome, Carried) else outcome.value)
    if outcome is None:
        assert now == passage
        outcome = Carried(passage, mine)
    if isinstance(outcome, Obstacle):
        assert outcome is not Obstacle.THERE or not marks(mine, "mine")
        return
    assert outcome.passage == now
    assert outcome.words != outcome.passage
    assert marks(outcome.words, "mine") == marks(mine, "mine")
    if mine:
        assert marks(outcome.words, "theirs") >= marks(now, "theirs") - marks(passage, "theirs")
        check_merge(passage, mine, now)
    applied = put_in(new, old[place].id, outcome.words)
    if applied is not None:
        assert marks(applied, "mine") == marks(mine, "mine")
        assert words(applied) == [
            *words(up_to(new, old[place].id)),
            *words(outcome.words),
            *words(after(new, old[place].id)),
        ]


def up_to(blocks: Sequence[Block], block_id: str) -> str:
    at = [block.id for block in blocks].index(block_id)
    return "".join(block.source for block in blocks[:at])


def after(blocks: Sequence[Block], block_id: str) -> str:
    at = [block.id for block in blocks].index(block_id)
    return "".join(block.source for block in blocks[at + 1 :])


def test_many_suggestions_on_a_long_text_cost_little_where_nobody_changed_it() -> None:
    text = (
        "\n\n".join(f"Paragraph {each} says {each} things about shelter. " * 8 for each in range(250)) + "\n"
    )
    old = blocks_in(text)
    proposed = [
        Proposed(
            each, block.id, passage_of(block.source), passage_of(block.source).replace("things", "words", 1)
        )
        for each, block in enumerate(old * 2)
    ]
    new = blocks_in(text.replace("Paragraph 7 says", "Paragraph 7 tells us", 1), old, "b")
    outcomes: dict[int, Carried | Obstacle] = {}
    assert calls_in(lambda: outcomes.update(carry(proposed, old, new))) < 30 * len(proposed)
    assert [type(outcome) for outcome in outcomes.values()] == [Carried, Carried]
