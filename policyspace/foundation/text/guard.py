"""What a text may hold, checked before it is parsed, and refused in words that say how to put it right.

A few thousand characters can make python-markdown work for seconds. The limits are far above what honest texts
hold: `tests/foundation/text/test_guard.py` holds real ones against half of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.remembering import remembered
from policyspace.foundation.text import lines as of
from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.definitions import MARK, read_definitions
from policyspace.foundation.text.effort import (
    ANGLES,
    BACKTICKS,
    BRACKETS,
    SIGNS,
    STARS,
    Effort,
    Sign,
    effort,
    passages,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each that a text may hold. `line` to `indent` are for one line."""

    characters: int
    section: int = 20_000
    block: int = 20_000
    blocks: int = 1_500
    lines: int = 5_000
    block_lines: int = 1_000
    cells: int = 5_000
    line: int = 5_000
    bars: int = 40
    quotes: int = 10
    markers: int = 8
    indent: int = 48
    headings: int = 400
    marks: int = 500
    definitions: int = 500
    effort: int = 3  # times the effort allowed in one block


COMMENT = Limits(characters=5_000)
DOCUMENT = Limits(characters=100_000)

_KNOWN = 1_000
_MARGIN = re.compile(r"(?: *+(?:>|(?:[*+-]|\d{1,9}\.)(?= )))*+")
_MARKER = re.compile(r"[*+-]|\d\.")
_SIGN_NAMES = {
    BRACKETS: lazy("opening square brackets ([)"),
    BACKTICKS: lazy("backticks (`)"),
    STARS: lazy("stars and underscores (* and _)"),
    ANGLES: lazy("opening angle brackets (<)"),
}


def check_comment(text: str, *, field: str = "") -> None:
    """Raises Invalid, under the name of the field, where `text` is too much for a comment."""
    check_text(text, COMMENT, field=field)


def check_document(text: str, *, field: str = "") -> None:
    """Raises Invalid, under the name of the field, where `text` is too much for a document."""
    check_text(text, DOCUMENT, field=field)


def check_text(text: str, limits: Limits, *, field: str = "") -> None:
    """Raises Invalid with the first limit that `text` passes: what, how much, where, and what to do."""
    said = next(_too_much(text, limits), None)
    if said is not None:
        raise Invalid(**{field: said}) if field else Invalid(said)


def fits(block: SourceBlock) -> bool:
    """Whether one block is within the limits of a document."""
    return not any(True for _ in (*_in_block(block, 1, DOCUMENT), *_in_efforts([block], [1], DOCUMENT)))


def _too_much(text: str, limits: Limits) -> Iterator[Any]:
    """Sentences, one for each limit that is passed. What follows the first may not be worth reading."""
    if len(text) > limits.characters:
        yield lazy(
            "The text has %(count)s characters. The most is %(most)s. Shorten it, or divide it into several.",
            count=_number(len(text)),
            most=_number(limits.characters),
        )
        return
    blocks = split_blocks(text)
    starts = _line_numbers(blocks)
    yield from _in_whole(text, blocks, limits)
    yield from _in_sections(blocks, starts, limits)
    for block, start in zip(blocks, starts, strict=True):
        if not _is_modest(block, limits):
            yield from _in_block(block, start, limits)
    yield from _in_efforts(blocks, starts, limits)


def _characters(block: SourceBlock) -> int:
    return len(block.source)


@remembered(_KNOWN, _characters)
def _is_modest(block: SourceBlock, limits: Limits) -> bool:
    """Whether a block by itself passes no limit: most stood in the text when it was checked before."""
    return next(_in_block(block, 1, limits), None) is None


@remembered(_KNOWN, _characters)
def _spent(block: SourceBlock) -> tuple[tuple[Sign, Effort], ...]:
    """The effort that each sign causes in a block, of those that stand in it."""
    signs = [sign for sign in SIGNS if sign.stands_in(block.source)]
    parts = passages(block) if signs else []
    return tuple((sign, effort(sign, parts)) for sign in signs)


def _number(number: int) -> str:
    return f"{number:,}"


def _line_numbers(blocks: Sequence[SourceBlock]) -> list[int]:
    """On which line of the text the words of each block begin."""
    numbers, line = [], 1
    for block in blocks:
        blank = len(block.source) - len(block.source.lstrip("\n"))
        numbers.append(line + blank)
        line += block.source.count("\n")
    return numbers


def _in_whole(text: str, blocks: Sequence[SourceBlock], limits: Limits) -> Iterator[Any]:
    lines = text.count("\n") + 1
    if lines > limits.lines:
        yield lazy(
            "The text has %(count)s lines. The most is %(most)s. Join lines, or divide the text into several.",
            count=_number(lines),
            most=_number(limits.lines),
        )
    if len(blocks) > limits.blocks:
        yield lazy(
            "The text has %(count)s paragraphs, headings, lists and tables. The most is %(most)s. "
            "Join some, or divide the text into several.",
            count=_number(len(blocks)),
            most=_number(limits.blocks),
        )
    headings = sum(block.kind == "heading" for block in blocks)
    if headings > limits.headings:
        yield lazy(
            "The text has %(count)s headings. The most is %(most)s. Remove some, or divide the text into several.",
            count=_number(headings),
            most=_number(limits.headings),
        )
    yield from _in_parts(blocks, limits)


def _in_parts(blocks: Sequence[SourceBlock], limits: Limits) -> Iterator[Any]:
    """What only some kinds of blocks hold."""
    cells = sum(block.source.count("|") for block in blocks if block.kind == "table")
    if cells > limits.cells:
        yield lazy(
            "The tables have %(count)s cells. The most is %(most)s. Remove some, or divide the text into several.",
            count=_number(cells),
            most=_number(limits.cells),
        )
    written = [one for block in blocks if block.kind == "definitions" for one in read_definitions(block)]
    marks = sum(len(MARK.findall(block.source)) for block in blocks if block.kind != "code")
    marks -= sum(one.kind == of.FOOTNOTE for one in written)
    if marks > limits.marks:
        yield lazy(
            "The text has %(count)s footnote marks. The most is %(most)s. Remove some, or divide the text.",
            count=_number(marks),
            most=_number(limits.marks),
        )
    if len(written) > limits.definitions:
        yield lazy(
            "The text defines %(count)s footnotes, abbreviations and links. The most is %(most)s. Remove some.",
            count=_number(len(written)),
            most=_number(limits.definitions),
        )


def _in_sections(blocks: Sequence[SourceBlock], starts: Sequence[int], limits: Limits) -> Iterator[Any]:
    """A section goes from a heading to the next."""
    section, length = 1, 0
    for block, start in zip(blocks, starts, strict=True):
        if block.kind == "heading":
            section, length = start, 0
        length += len(block.source)
        if length > limits.section >= length - len(block.source):
            yield lazy(
                "The section that begins on line %(line)s has more than %(most)s characters. "
                "Divide it with a heading.",
                line=section,
                most=_number(limits.section),
            )


def _in_block(block: SourceBlock, start: int, limits: Limits) -> Iterator[Any]:
    source = block.source.strip("\n")
    if len(source) > limits.block:
        yield lazy(
            "The paragraph, list or table that begins on line %(line)s has %(count)s characters. "
            "The most is %(most)s. Divide it.",
            line=start,
            count=_number(len(source)),
            most=_number(limits.block),
        )
        return
    lines = source.split("\n")
    if len(lines) > limits.block_lines:
        yield lazy(
            "The paragraph, list or table that begins on line %(line)s has %(count)s lines. "
            "The most is %(most)s. Divide it.",
            line=start,
            count=_number(len(lines)),
            most=_number(limits.block_lines),
        )
    for number, line in enumerate(lines, start):
        yield from _in_line(line, number, block.kind, limits)


def _in_line(line: str, number: int, kind: str, limits: Limits) -> Iterator[Any]:
    if len(line) > limits.line:
        yield lazy(
            "Line %(line)s has %(count)s characters. The most is %(most)s. Divide it into several.",
            line=number,
            count=_number(len(line)),
            most=_number(limits.line),
        )
        return
    if kind == "code":
        return
    if line.count("|") > limits.bars:
        yield lazy(
            "Line %(line)s has %(count)s vertical bars (|). The most is %(most)s. "
            "Make a table with fewer columns.",
            line=number,
            count=line.count("|"),
            most=limits.bars,
        )
    yield from _in_margin(of.expanded(line), number, limits)


def _in_margin(line: str, number: int, limits: Limits) -> Iterator[Any]:
    """What stands before the words of a line."""
    found = _MARGIN.match(line)
    margin = found.group() if found else ""
    quotes, markers = margin.count(">"), len(_MARKER.findall(margin))
    spaces = len(line) - len(line.lstrip(" "))
    if quotes > limits.quotes:
        yield lazy(
            "Line %(line)s is quoted %(count)s times over (>). The most is %(most)s. Remove some of the signs.",
            line=number,
            count=quotes,
            most=limits.quotes,
        )
    if markers > limits.markers:
        yield lazy(
            "Line %(line)s begins %(count)s lists at once. The most is %(most)s. Remove some of the signs.",
            line=number,
            count=markers,
            most=limits.markers,
        )
    if spaces > limits.indent and line.strip(" "):
        yield lazy(
            "Line %(line)s begins with %(count)s spaces. The most is %(most)s. Move it to the left.",
            line=number,
            count=spaces,
            most=limits.indent,
        )


def _in_efforts(blocks: Sequence[SourceBlock], starts: Sequence[int], limits: Limits) -> Iterator[Any]:
    """Signs that cost work. Many blocks, each just within its limit, are too much together."""
    left = {sign: limits.effort * sign.most for sign in SIGNS}
    for block, start in zip(blocks, starts, strict=True):
        for sign, spent in _spent(block):
            most = min(sign.most, left[sign])
            left[sign] -= spent.work
            if spent.work > most:
                yield lazy(
                    "The paragraph, list or table that begins on line %(line)s has %(count)s %(signs)s. "
                    "The most for its length is %(most)s. Remove some, or divide it.",
                    line=start,
                    count=_number(spent.count),
                    signs=_SIGN_NAMES[sign],
                    most=_number(spent.count * max(most, 0) // spent.work),
                )
                return
