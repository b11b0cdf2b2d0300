"""Markdown-like documents and edits of them, made up by Hypothesis, and the real histories beside the project."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import strategies as st

from policyspace.foundation.text.blocks import split_blocks

HISTORIES = Path(__file__).resolve().parents[4] / "shared" / "data" / "histories"
VOCABULARY = re.findall(
    r"\w+",
    "the of and to a council must will pay for residents cost shelter year plan work Government local people"
    " data open policy agency shall may need each new",
)

_WORD = st.sampled_from(VOCABULARY)
_PHRASE = st.lists(_WORD, min_size=1, max_size=7).map(" ".join)
_SENTENCE = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(_WORD, min_size=2, max_size=14),
    st.sampled_from(".?!"),
)
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=3).map(" ".join)
_ITEMS = st.lists(
    st.builds(str.__add__, st.sampled_from(["- ", "1. ", "  - "]), _PHRASE), min_size=1, max_size=5
)
_ROWS = st.lists(st.builds("| {} | {} |".format, _WORD, st.integers(0, 99)), min_size=1, max_size=4)
_CODE = st.lists(st.sampled_from(["x = 1", "", "if x:", "    go()", "end"]), min_size=1, max_size=5)
_BLOCK = st.one_of(
    _PARAGRAPH,
    _PARAGRAPH,
    st.builds(str.__add__, st.sampled_from(["# ", "## "]), _PHRASE),
    _ITEMS.map("\n".join),
    _ROWS.map(lambda rows: "\n".join(["| a | b |", "|---|---|", *rows])),
    _CODE.map(lambda lines: "\n".join(["```", *lines, "```"])),
    st.lists(_SENTENCE, min_size=1, max_size=2).map(lambda said: "\n".join(f"> {each}" for each in said)),
    _SENTENCE.map("[^1]: {}".format),
)
DOCUMENT = st.builds(
    lambda blocks, end: "\n\n".join(blocks) + end,
    st.lists(_BLOCK, max_size=5),
    st.sampled_from(["\n", "\n", "", "\n\n"]),
)
TANGLE = st.lists(
    st.sampled_from(
        ["a", "b", "c ", " ", "\n", "\n\n", "- ", "#", "| ", "|\n", "```\n", "> ", "\r\n", ". ", "    "]
    ),
    max_size=25,
).map("".join)


@dataclass(frozen=True)
class Edit:
    """One thing a person does to a text: what, where (taken round the text), and with which words."""

    make: Callable[[str, int, int, str], str]
    at: int
    to: int
    words: str

    def __call__(self, text: str, who: str, number: int) -> str:
        """The text after the edit; its new words are marked so that they can be told from all others."""
        return self.make(text, self.at, self.to, f"{who}{number} {self.words}")


def edited(text: str, who: str, edits: list[Edit]) -> str:
    """The text after all edits by `who`."""
    for number, edit in enumerate(edits):
        text = edit(text, who, number)
    return text


def _words_of(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\w+", text)]


def _replace_word(text: str, at: int, to: int, new: str) -> str:
    places = _words_of(text)
    if not places:
        return text
    start, end = places[at % len(places)]
    return text[:start] + new + text[end:]


def _insert_words(text: str, at: int, to: int, new: str) -> str:
    start = ([*_words_of(text), (len(text), 0)])[at % (len(_words_of(text)) + 1)][0]
    return f"{text[:start]}{new} {text[start:]}"


def _delete_words(text: str, at: int, to: int, new: str) -> str:
    places = _words_of(text)
    if not places:
        return text
    first = at % len(places)
    last = min(len(places) - 1, first + to % 5)
    return text[: places[first][0]] + text[places[last][1] :].lstrip(" ")


def _insert_block(text: str, at: int, to: int, new: str) -> str:
    blocks = text.split("\n\n")
    blocks.insert(at % (len(blocks) + 1), new)
    return "\n\n".join(blocks)


def _delete_block(text: str, at: int, to: int, new: str) -> str:
    blocks = text.split("\n\n")
    del blocks[at % len(blocks)]
    return "\n\n".join(blocks)


def _move_block(text: str, at: int, to: int, new: str) -> str:
    blocks = text.split("\n\n")
    moved = blocks.pop(at % len(blocks))
    blocks.insert(to % (len(blocks) + 1), moved)
    return "\n\n".join(blocks)


def _insert_line(text: str, at: int, to: int, new: str) -> str:
    lines = text.split("\n")
    lines.insert(at % (len(lines) + 1), ["- ", "| ", "", "> "][to % 4] + new)
    return "\n".join(lines)


def _delete_line(text: str, at: int, to: int, new: str) -> str:
    lines = text.split("\n")
    del lines[at % len(lines)]
    return "\n".join(lines)


def _insert_sign(text: str, at: int, to: int, new: str) -> str:
    place = at % (len(text) + 1)
    return text[:place] + ["\n\n", "\n", " ", "- ", "**", "```\n"][to % 6] + text[place:]


def _join_blocks(text: str, at: int, to: int, new: str) -> str:
    blocks = text.split("\n\n")
    place = at % len(blocks)
    return "\n\n".join([*blocks[:place], " ".join(blocks[place : place + 2]), *blocks[place + 2 :]])


def _end_otherwise(text: str, at: int, to: int, new: str) -> str:
    return [text.rstrip(), text + "\n", f"{text}\n\n{new}", f"{text.rstrip()}\n\n{new}\n"][at % 4]


EDITS = st.lists(
    st.builds(
        Edit,
        st.sampled_from(
            [
                _replace_word,
                _replace_word,
                _insert_words,
                _delete_words,
                _insert_block,
                _delete_block,
                _move_block,
                _insert_line,
                _delete_line,
                _insert_sign,
                _join_blocks,
                _end_otherwise,
            ]
        ),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.one_of(_PHRASE, _BLOCK),
    ),
    min_size=1,
    max_size=5,
)

WORD_EDITS = st.lists(
    st.builds(
        Edit,
        st.sampled_from([_replace_word, _insert_words, _delete_words]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        _PHRASE,
    ),
    min_size=1,
    max_size=2,
)
LONG_PARAGRAPH = st.lists(_SENTENCE, min_size=3, max_size=6).map(" ".join)


def ids_from(letter: str) -> Callable[[], str]:
    """A maker of ids: the letter with 1, 2, 3 …"""
    numbers = count(1)
    return lambda: f"{letter}{next(numbers)}"


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A document and two edited states of it; now and then one made from the other, or with Windows line ends."""
    base = draw(DOCUMENT)
    mine = edited(base, "mine", draw(EDITS))
    theirs = edited(mine if draw(st.integers(0, 5)) == 0 else base, "theirs", draw(EDITS))
    if draw(st.integers(0, 5)) == 0:
        base, mine, theirs = (text.replace("\n", "\r\n") for text in (base, mine, theirs))
    return base, mine, theirs


@cache
def histories() -> dict[str, tuple[str, ...]]:
    """The revisions of each real document by the name of its folder; a test is skipped where there are none."""
    folders = sorted(HISTORIES.iterdir()) if HISTORIES.is_dir() else []
    if not folders:
        pytest.skip("The real histories are not beside the project: left out")
    return {
        folder.name: tuple(file.read_bytes().decode() for file in sorted(folder.glob("*.md")))
        for folder in folders
    }


@cache
def _blocks(text: str) -> tuple[str, ...]:
    return tuple(block.source for block in split_blocks(text))


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text, told in thousandths of its blocks, so that it is about the same words in each revision."""

    start: int
    length: int

    def of(self, text: str) -> str:
        """The blocks of the stretch, at most twelve."""
        blocks = _blocks(text)
        first = len(blocks) * self.start // 1000
        return "".join(blocks[first : first + max(1, len(blocks) * self.length // 1000)][:12])


_EXCERPTS = st.builds(Excerpt, st.integers(0, 950), st.integers(20, 300))


@st.composite
def three_real_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A real revision, and two states of it: other revisions of the document, or made-up edits of them.

    One case in thirty is about the documents as a whole, the others are about the same stretch of each revision.
    """
    revisions = histories()[draw(st.sampled_from(sorted(histories())))]
    place = draw(st.integers(0, len(revisions) - 1))
    excerpt = draw(_EXCERPTS) if draw(st.integers(0, 29)) else None

    def state(who: str) -> str:
        near = draw(st.integers(max(0, place - 3), min(len(revisions) - 1, place + 3)))
        edits = draw(st.one_of(st.just([]), EDITS))
        return edited(_part(revisions[near if draw(st.booleans()) else place], excerpt), who, edits)

    return _part(revisions[place], excerpt), state("mine"), state("theirs")


def _part(text: str, excerpt: Excerpt | None) -> str:
    return text if excerpt is None else excerpt.of(text)
