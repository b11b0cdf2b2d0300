"""How much work a passage would cost python-markdown, reckoned without parsing it.

For each opening bracket its inline processors read on, character by character, to the one that closes it, or to
the end. Each other sign that becomes an element makes them copy the passage. So the work is counted in characters
read, and grows like theirs. Measured with python-markdown 3.11: 0.1 to 0.3 µs for each character read behind a
bracket, under 0.03 µs for each behind another sign; the limits are a fifth of a second for one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policyspace.foundation.text import lines as of
from policyspace.foundation.text.blocks import SourceBlock

_LISTS = frozenset({"list", "definitions", "definition_list"})
_ITEMS = frozenset({of.ITEM, of.COLON, of.FOOTNOTE, of.ABBREVIATION, of.REFERENCE})

# An escaped character or a code span is replaced by a place holder of 14 characters before the rest is read.
_PLACE_HOLDER = 14
_QUOTE = re.compile("[\"']")
_BRACKET = re.compile(r"\]\(|[\[\]()]")


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of character that costs work. `most` is the characters it may cause to be read in one block."""

    characters: str
    most: int

    def stands_in(self, text: str) -> bool:
        """Whether there is any of it in `text`."""
        return self.characters[0] in text or self.characters[-1] in text


BRACKETS = Sign("[", 400_000)
BACKTICKS = Sign("`", 8_000_000)
STARS = Sign("*_", 20_000_000)
ANGLES = Sign("<", 4_000_000)
SIGNS = (BRACKETS, BACKTICKS, STARS, ANGLES)


@dataclass(frozen=True, slots=True)
class Effort:
    """What the passages of a block hold of one sign: how many, and the characters read because of them."""

    count: int
    work: int


def effort(sign: Sign, passages: Iterable[str]) -> Effort:
    """The effort that `sign` causes in `passages`, each of which is parsed by itself."""
    total = work = 0
    for passage in passages:
        count = sum(map(passage.count, sign.characters))
        if count:
            swollen = len(passage) + _PLACE_HOLDER * (passage.count("\\") + passage.count("`"))
            read = _read_behind_brackets(passage) if sign is BRACKETS else count * len(passage)
            total += count
            work += read * swollen // len(passage)
    return Effort(total, work)


def passages(block: SourceBlock) -> list[str]:
    """The parts of a block that are parsed each by itself, as far as can be seen without parsing.

    Lines are parted at blank ones; items of lists and definitions, and rows of tables, also from each other.
    """
    if block.kind == "code":
        return []
    parts: list[list[str]] = [[]]
    for line in block.source.split("\n"):
        bare = line.strip(" \t>")
        if not bare or block.kind == "table" or (block.kind in _LISTS and of.classify(bare) in _ITEMS):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def _read_behind_brackets(passage: str) -> int:
    """The distances from each `[` to its `]`, and from each `(` of a link to its `)`, or to the end."""
    read, end = 0, len(passage)
    square: list[int] = []
    round_: list[tuple[int, bool]] = []
    for found in _BRACKET.finditer(passage):
        sign, at = found.group(), found.start()
        if sign == "[":
            square.append(at)
        elif sign[0] == "]" and square:
            read += at - square.pop()
        if sign[-1] == "(":
            round_.append((at, len(sign) == 2))
        elif sign == ")" and round_:
            begun, of_link = round_.pop()
            read += _read_in_link(passage, begun, at) * of_link
    return read + sum(end - at for at in square) + sum(end - at for at, of_link in round_ if of_link)


def _read_in_link(passage: str, begin: int, end: int) -> int:
    """How far is read from the `](` at `begin`: to the `)` at `end`, or on, where a quote before it stays open."""
    inside = passage[begin + 2 : end].rstrip()
    quote = _QUOTE.search(inside)
    closed = quote is None or (inside.endswith(quote.group()) and quote.end() < len(inside))
    return (end if closed else len(passage)) - begin
