"""What an exported text is made of, whatever file it becomes: blocks, and runs of words within them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Code points that no file can hold or show: Unicode keeps them for a program's own use.
_NO_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `text` may hold line feeds, where a line is broken on purpose.

    `link`: a whole address. `stands_for`: what an abbreviation means. `note`: the words are the mark of that footnote.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: bool = False
    struck: bool = False
    added: bool = False
    link: str | None = None
    stands_for: str | None = None
    note: int | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; 1 is the highest level, under the title."""

    level: int
    runs: Runs

    def every_run(self) -> Iterator[Run]:
        return iter(self.runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    runs: Runs

    def every_run(self) -> Iterator[Run]:
        return iter(self.runs)


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their spaces."""

    text: str

    def every_run(self) -> Iterator[Run]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two parts."""

    def every_run(self) -> Iterator[Run]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that somebody else said."""

    blocks: Blocks

    def every_run(self) -> Iterator[Run]:
        return runs_in(self.blocks)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; an ordered one counts from `start`."""

    ordered: bool
    start: int
    items: tuple[Blocks, ...]

    def every_run(self) -> Iterator[Run]:
        for item in self.items:
            yield from runs_in(item)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `side`: left, right or centre."""

    runs: Runs
    side: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A header row, and rows that have at most as many cells."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> int:
        return max(len(row) for row in (self.header, *self.rows))

    def every_run(self) -> Iterator[Run]:
        for row in (self.header, *self.rows):
            for cell in row:
                yield from cell.runs


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are explained, and the explanation; one of a run of terms may leave it to the next."""

    runs: Runs
    meaning: Blocks


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of definitions."""

    terms: tuple[Term, ...]

    def every_run(self) -> Iterator[Run]:
        for term in self.terms:
            yield from term.runs
            yield from runs_in(term.meaning)


Block = Heading | Paragraph | Code | Rule | Quote | Listing | Table | Terms
Blocks = tuple[Block, ...]


def without_no_signs(text: str) -> str:
    """`text` without what is no character."""
    return _NO_SIGNS.sub("", text)


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def reads_leftwards(text: str) -> bool:
    """Whether the first letter of `text` belongs to a script written from right to left."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L":
            return False
        if kind in _RIGHT_TO_LEFT:
            return True
    return False


def runs_in(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run in `blocks`, in order, however deep."""
    for block in blocks:
        yield from block.every_run()
