"""The sections of a text: a heading with all that stands below it, and the words before the first heading.

Sections lie within one another as headings do. One can be written anew while all around it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from policyspace.foundation.text.blocks import split_blocks

_BLANK_LINES = re.compile(r"(?:[^\S\n]*+\n)++")


class Placed(Protocol):
    """Anything that is known of a block here: one cut from a text, or one of a revision."""

    @property
    def source(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def level(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks from place `start` to before `end`. `level` is that of its heading, 0 for the opening."""

    start: int
    end: int
    level: int


def opening(blocks: Sequence[Placed]) -> Section:
    """What stands before the first heading: nothing, perhaps, or all there is."""
    headings = (place for place, block in enumerate(blocks) if block.kind == "heading")
    return Section(0, next(headings, len(blocks)), 0)


def section_at(blocks: Sequence[Placed], place: int) -> Section:
    """What the heading at `place` stands over: up to the next one of the same or a higher level."""
    level = blocks[place].level
    ends = (
        later
        for later in range(place + 1, len(blocks))
        if blocks[later].kind == "heading" and blocks[later].level <= level
    )
    return Section(place, next(ends, len(blocks)), level)


def sections_of(blocks: Sequence[Placed]) -> list[Section]:
    """The opening, and the section of each heading, in the order of the text."""
    headings = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    return [opening(blocks), *(section_at(blocks, place) for place in headings)]


def source_of(blocks: Sequence[Placed], section: Section) -> str:
    """The words of a section with the blank lines behind it."""
    return "".join(block.source for block in blocks[section.start : section.end])


def with_section(blocks: Sequence[Placed], section: Section, words: str) -> str:
    """The whole text with `words` in the place of a section.

    What stands before and behind stays to the letter; a blank line comes between only where the words
    would run into it otherwise. The same words give the same text.
    """
    before, after = ("".join(block.source for block in part) for part in _around(blocks, section))
    old = source_of(blocks, section)
    new = _core(words)
    if new == _core(old):
        return before + old + after
    newline = "\r\n" if "\r\n" in before + old + after else "\n"
    if old:
        close = before + (new + (old[len(old.rstrip()) :] or newline) if new else "") + after
        if _stands_apart(blocks, section, close):
            return close
    whole = _apart(before, newline) + new
    return (_apart(whole, newline) if after else whole + newline) + after


def _core(words: str) -> str:
    """The words without blank lines before and white space behind."""
    blank = _BLANK_LINES.match(words)
    return words[blank.end() if blank else 0 :].rstrip()


def _stands_apart(blocks: Sequence[Placed], section: Section, text: str) -> bool:
    """Whether the blocks around the section are the same in `text`."""
    now = [_known(block) for block in split_blocks(text)]
    before, after = ([_known(block) for block in part] for part in _around(blocks, section))
    return now[: len(before)] == before and now[len(now) - len(after) :] == after


def _around(blocks: Sequence[Placed], section: Section) -> tuple[Sequence[Placed], Sequence[Placed]]:
    return blocks[: section.start], blocks[section.end :]


def _known(block: Placed) -> tuple[str, str, int]:
    return block.source, block.kind, block.level


def _apart(text: str, newline: str) -> str:
    """`text` with a blank line at its end, if there are any words in it."""
    if not text.strip():
        return text
    ended = text[len(text.rstrip()) :].count("\n")
    return text + newline * max(0, 2 - ended)
