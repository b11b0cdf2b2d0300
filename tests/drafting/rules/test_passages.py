"""The words a reader sees are told apart by who wrote them in the source."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.authorship import Origins
from policyspace.drafting.rules.passages import rendered_passages
from policyspace.drafting.rules.words import tokens
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.pieces import pieces_of
from policyspace.foundation.text.render import render_blocks
from tests.drafting.rules.documents import DOCUMENT, EDITS, Edit, edited
from tests.drafting.rules.revising import MARKED, first, revised


def test_words_keep_their_writers_and_marks_are_gone() -> None:
    source = "We **gladly pay** half.\n"
    spans = [(3, 1), (14, 2), (7, 1)]
    assert rendered_passages(source, spans, ["We ", "gladly pay", " half."]) == [
        [("We ", 1)],
        [("gladly pay", 2)],
        [(" half.", 1)],
    ]


def test_a_text_of_two_writers_is_cut_between_their_words() -> None:
    assert rendered_passages("one two three", [(8, 1), (5, 2)], ["one two three"]) == [
        [("one two ", 1), ("three", 2)]
    ]


def test_space_between_elements_is_nobodys_and_made_up_words_go_with_those_before() -> None:
    assert rendered_passages("see[^1] it", [(7, 1), (3, 2)], ["see", "7", " it", "\n"]) == [
        [("see", 1)],
        [("7", 1)],
        [(" it", 2)],
        [("\n", None)],
    ]
    assert rendered_passages("***", [(3, 4)], ["1. ", "a"]) == [[("1. ", 4)], [("a", 4)]]


@settings(max_examples=100, deadline=None)
@given(DOCUMENT, EDITS)
def test_marked_words_are_told_right_on_the_page_too(text: str, edits: list[Edit]) -> None:
    """A marked word stands once; whatever rendering does to it, the page says of it what the source says."""
    written = revised(first(text), edited(text, "mine", edits), 2)
    origins, start = Origins(written.authorship), 0
    blocks = split_blocks(written.text)
    for block, html in zip(blocks, render_blocks(blocks), strict=True):
        end = start + len(block.source)
        shown = [piece.text for piece in pieces_of(html) if piece.text]
        spans = list(origins.between(start, end))
        found = rendered_passages(block.source, spans, shown)
        assert ["".join(text for text, _ in runs) for runs in found] == shown
        assert all(one[1] != other[1] for runs in found for one, other in pairwise(runs))
        for word, number in ((run, number) for runs in found for run, number in runs):
            assert number is not None or not tokens(word).contents
            assert number == 2 or not MARKED.search(word)
        start = end


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=5))
def test_no_text_is_lost_however_little_it_has_to_do_with_its_source(source: str, shown: list[str]) -> None:
    found = rendered_passages(source, [(max(1, len(source)), 1)], shown)
    assert ["".join(text for text, _ in runs) for runs in found] == shown
