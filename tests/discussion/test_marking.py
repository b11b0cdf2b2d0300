"""Words that were commented on are marked in kept HTML: only those, and nothing else is changed."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.discussion.rules import MarkedPassage, with_marks
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.pieces import pieces_of
from policyspace.foundation.text.plain import letters_of, plain_text
from policyspace.foundation.text.render import render_blocks
from tests.drafting.rules.documents import DOCUMENT, TANGLE
from tests.foundation.text.fragment import faults
from tests.foundation.text.hostile import attacks

NOTE = '<a href="/there">#</a>'
MARK = re.compile(r'<mark class="ps-marked(?: ps-marked--more)?">|</mark>')


def marked(source: str, *quotes: str, note: str = "#") -> str:
    """The HTML of the first block of `source` with marks on the first place of each quote, short to read."""
    html = render_blocks(split_blocks(source))[0]
    plain = plain_text(html)
    passages = [
        MarkedPassage(plain.index(quote), plain.index(quote) + len(quote), quote, f"{note}{place}")
        for place, quote in enumerate(quotes, 1)
    ]
    short = {
        '<mark class="ps-marked">': "[",
        '<mark class="ps-marked ps-marked--more">': "[[",
        "</mark>": "]",
    }
    return re.sub(
        "|".join(map(re.escape, short)), lambda found: short[found[0]], with_marks(html, tuple(passages))
    )


@pytest.mark.parametrize(
    ("source", "quotes", "html"),
    [
        ("We wait a year.", ["wait a"], "<p>We [wait a]#1 year.</p>"),
        ("We wait a year.", ["We wait", "wait a"], "<p>[We ][[wait]#1[ a]#2 year.</p>"),
        ("We wait a year.", ["We wait a year.", "wait"], "<p>[We ][[wait]#2[ a year.]#1</p>"),
        ("We *wait a* year.", ["We wait", "year"], "<p>[We ]<em>[wait]#1 a</em> [year]#2.</p>"),
        ("*We* **wait** now", ["We wait"], "<p><em>[We]</em>[ ]<strong>[wait]#1</strong> now</p>"),
        ("a `b c` d", ["b"], "<p>a <code>[b] c</code>#1 d</p>"),
        ("- one two\n- three", ["two\n- three"], "<ul><li>one [two]</li><li>[three]#1</li></ul>"),
        ("- -5 below\n- six", ["- -5"], "<ul><li>[-5]#1 below</li><li>six</li></ul>"),
        ('a & b <c> "d"', ['& b <c> "d'], "<p>a [&amp; b &lt;c&gt; &quot;d]#1&quot;</p>"),
    ],
)
def test_words_are_marked_between_tags(source: str, quotes: list[str], html: str) -> None:
    assert marked(source, *quotes).replace("<br>", "") == html


def test_what_is_said_of_words_in_a_link_or_a_table_waits_until_there_is_room_for_it() -> None:
    link = marked("See [the long list](https://example.org) now", "the long")
    assert re.sub("<a [^>]*>", "<a>", link) == "<p>See <a>[the long] list</a>#1 now</p>"
    table = marked("one | two\n--|--\n3 | 4", "two\n3 | 4")
    assert re.sub(r"[\n ]+|<div[^>]*>|</div>| scope=\"col\"", "", table) == (
        '<table><thead><tr><thscope="col">one</th><thscope="col">[two]</th></tr></thead>'
        "<tbody><tr><td>[3]</td><td>[4]#1</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "passage",
    [
        (3, 7, "wail"),
        (2, 6, "wait"),
        (-12, -8, "wait"),
        (3, 99, "wait a year."),
        (7, 3, ""),
        (3, 3, ""),
        (2, 3, " "),
    ],
)
def test_words_that_do_not_stand_there_are_not_marked(passage: tuple[int, int, str]) -> None:
    html = "<p>We wait a year.</p>"
    assert with_marks(html, (MarkedPassage(*passage, NOTE),)) == html


@st.composite
def blocks_with_passages(draw: st.DrawFn) -> tuple[str, list[MarkedPassage]]:
    rendered = render_blocks(split_blocks(draw(st.one_of(DOCUMENT, TANGLE))))
    html = draw(st.sampled_from([each for each in rendered if each] or ["<p>x</p>"]))
    plain = plain_text(html)
    cuts = st.tuples(st.integers(0, len(plain)), st.integers(0, len(plain)))
    ranges = draw(st.lists(cuts.map(sorted), max_size=4))
    return html, [MarkedPassage(start, end, plain[start:end], NOTE) for start, end in ranges]


@settings(max_examples=150, deadline=None)
@given(blocks_with_passages())
def test_only_marks_and_notes_are_added_and_what_is_marked_are_the_words_of_the_passages(
    drawn: tuple[str, list[MarkedPassage]],
) -> None:
    html, passages = drawn
    plain, letters = letters_of(html)
    assert plain == plain_text(html)
    wanted = {letters[place] for each in passages for place in range(each.start, each.end)} - {-1}
    whole = with_marks(html, tuple(passages))
    noted = [each for each in passages if max(letters[each.start : each.end], default=-1) >= 0]
    assert whole.count(NOTE) == len(noted)
    assert not re.search(f"<a [^>]*>[^<]*{NOTE}", whole)
    shown = whole.replace(NOTE, "")
    assert shown.count("<mark") == len(re.findall(r"<mark [^>]*>[^<]+</mark>", shown))
    assert same_quotes(MARK.sub("", shown)) == same_quotes(html)
    assert marked_letters(shown) == wanted


def same_quotes(html: str) -> str:
    """With quotes between tags written in one way."""
    pieces = pieces_of(html)
    return "".join(piece.html or escape(piece.text) for piece in pieces)


def marked_letters(html: str) -> set[int]:
    """Which letters stand in marks."""
    found, at, inside = set[int](), 0, False
    for piece in pieces_of(html):
        letters = len("".join(piece.text.split()))
        if inside:
            found |= set(range(at, at + letters))
        at += letters
        inside = inside if piece.text else piece.html.startswith("<mark ")
    return found


def test_hostile_words_stay_words() -> None:
    for attack in attacks():
        for html in render_blocks(split_blocks(attack)):
            plain = plain_text(html)
            whole = with_marks(html, (MarkedPassage(0, len(plain), plain, ""),))
            assert faults(MARK.sub("", whole)) == faults(html) == []
            assert same_quotes(MARK.sub("", whole)) == same_quotes(html)
