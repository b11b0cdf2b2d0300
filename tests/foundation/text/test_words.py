"""Every word that an honest writer shows is shown."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.guard import check_document
from policyspace.foundation.text.render import plain_text, render_blocks, render_comment
from tests.foundation.text.fragment import faults


class Piece(NamedTuple):
    """Markdown, and the words of it that are to be read."""

    source: str
    words: tuple[str, ...]


LETTERS = st.text(st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=6)
WORD = LETTERS.map(clean_text).filter(str.isalpha).map(lambda letters: f"w{letters}")


def wrapped(before: str, after: str) -> st.SearchStrategy[Piece]:
    return st.lists(WORD, min_size=1, max_size=3).map(
        lambda ws: Piece(before + " ".join(ws) + after, tuple(ws))
    )


INLINE = st.one_of(
    wrapped("", ""),
    wrapped("*", "*"),
    wrapped("**", "**"),
    wrapped("_", "_"),
    wrapped("`", "`"),
    wrapped("[", "](http://a.org/page)"),
    wrapped("![", "](http://a.org/map.png)"),
    wrapped("<b>", "</b>"),
    wrapped("(", ") & [sic]"),
    wrapped("", "[^1]"),
    wrapped("", "[^none]"),
    wrapped('"', "\" 'and' <"),
)


def joined(pieces: list[Piece], between: str = " ") -> Piece:
    return Piece(between.join(p.source for p in pieces), tuple(word for p in pieces for word in p.words))


LINE = st.lists(INLINE, min_size=1, max_size=4).map(joined)


def prefixed(piece: Piece, first: str, other: str = "") -> Piece:
    return Piece(first + piece.source.replace("\n", "\n" + other), piece.words)


PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map(lambda ls: joined(ls, "\n"))
HEADING = st.builds(lambda level, line: prefixed(line, "#" * level + " "), st.integers(1, 6), LINE)
UNDERLINED = st.builds(
    lambda line, mark: Piece(f"{line.source}\n{mark}", line.words), LINE, st.sampled_from("=-")
)
BULLETS = st.lists(LINE.map(lambda line: prefixed(line, "- ")), min_size=1, max_size=4)
NUMBERS = st.lists(LINE.map(lambda line: prefixed(line, "7. ")), min_size=1, max_size=4)
LIST = st.builds(joined, st.one_of(BULLETS, NUMBERS), st.sampled_from(["\n", "\n\n"]))
NESTED = st.builds(
    lambda outer, inner, more: joined(
        [prefixed(outer, "- "), prefixed(inner, "    ", "    "), prefixed(more, "    ", "    ")], "\n\n"
    ),
    LINE,
    LIST,
    PARAGRAPH,
)
QUOTE = st.one_of(PARAGRAPH, LIST).map(lambda piece: prefixed(piece, "> ", "> "))
CODE = PARAGRAPH.map(lambda piece: Piece(f"```\n{piece.source}\n```", piece.words))
INDENTED = PARAGRAPH.map(lambda piece: prefixed(piece, "    ", "    "))
MEANING = st.builds(lambda term, words: joined([term, prefixed(words, ":   ")], "\n"), LINE, LINE)
ROW = st.lists(WORD, min_size=1, max_size=4).map(lambda ws: Piece("| " + " | ".join(ws) + " |", tuple(ws)))
TABLE = st.builds(
    lambda rows: joined([Piece("| wa | wb |\n|---|--:|", ("wa", "wb")), *rows], "\n"),
    st.lists(ROW, max_size=4),
)
NOTE = st.builds(
    lambda words, more: joined([prefixed(words, "[^1]: "), prefixed(more, "    ", "    ")], "\n\n"),
    LINE,
    LIST,
)
TEXT = st.lists(
    st.one_of(PARAGRAPH, HEADING, UNDERLINED, LIST, NESTED, QUOTE, CODE, INDENTED, MEANING, TABLE, NOTE),
    max_size=6,
).map(lambda pieces: joined(pieces, "\n\n"))


@settings(deadline=None)
@given(TEXT)
def test_every_word_of_an_honest_text_is_shown(text: Piece) -> None:
    check_document(text.source)
    for html in (
        "\n".join(render_blocks(split_blocks(text.source))),
        render_comment(text.source, prefix="c1-"),
    ):
        assert faults(html) == []
        shown = Counter("".join(sign if sign.isalpha() else " " for sign in plain_text(html)).split())
        assert not Counter(text.words) - shown


SIGNS = st.sampled_from(
    [
        *"*_`[]()!<>|~\\&\"'#-+= \t",
        *(
            "**",
            "__",
            "``",
            "](",
            "][",
            "](<",
            "  ",
            "[^1]",
            "\n[^1]: ",
            "\n*[",
            "  \n",
            "\n",
            "\n\n",
            "\n    ",
        ),
        *("\n> ", "\n- ", "\n1. ", "\n# ", "\n: ", "\n|-|-|\n", "\n```\n", "\n---\n"),
    ]
)
TANGLES = st.lists(SIGNS, min_size=1, max_size=40).map(
    lambda signs: "".join(f"{sign}wa{number}z" for number, sign in enumerate(signs))
)


@settings(deadline=None)
@given(TANGLES)
def test_no_word_vanishes_however_signs_are_tangled(text: str) -> None:
    """Each word is to be read, or stands where a link leads, or in a title."""
    html = unescape(render_comment(text, prefix="c1-"))
    assert [word for word in re.findall(r"wa\d+z", text) if word not in html] == []


def test_stars_that_python_markdown_loses_words_by_are_shown() -> None:
    assert render_comment("x*x**x*a", prefix="") == "<p>x*x**x*a</p>"


def test_a_link_that_python_markdown_ends_before_it_begins_is_shown() -> None:
    assert render_comment('[a](b"c](d', prefix="") == '<p>[a](b"c](d</p>'


def test_both_definitions_of_one_name_are_shown_one_in_the_text_and_one_as_typed() -> None:
    html = render_comment("LA\n\n*[LA]: one\n*[LA]: two", prefix="")
    assert html == '<p><abbr title="one">LA</abbr></p>\n<p>*[LA]: two</p>'
