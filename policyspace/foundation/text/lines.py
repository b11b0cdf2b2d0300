"""What each line of a Markdown text could begin, by the rules of python-markdown's block processors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

BLANK, TEXT, INDENTED, FENCED = "blank", "text", "indented", "fenced"
HEADING, RULE, ITEM, COLON, QUOTE = "heading", "rule", "item", "colon", "quote"
FOOTNOTE, ABBREVIATION, REFERENCE = "footnote", "abbreviation", "reference"

TAB = 4

_BULLET = re.compile(r" {0,3}[*+-] ")
_NUMBER = re.compile(r" {0,3}\d++\. ")
_COLON = re.compile(r" {0,3}: ")
_UNDERLINE = re.compile(r"(?:=++|-++) *+")

# Possessive quantifiers throughout: no line, however made, is read more than a few times over.
FOOTNOTE_START = re.compile(r" {0,3}\[\^(?P<label>[^\[\]]*+)\]: *+")
ABBREVIATION_START = re.compile(r"\*\[(?P<label>[^\\\]]*+)\] ?: *+")
REFERENCE_START = re.compile(r" {0,3}\[(?P<label>[^\[\]]*+)\]: *+")
REFERENCE_WHOLE = re.compile(
    r" {0,3}\[(?P<label>[^\[\]]*+)\]: *+(?:\n *+)?+(?P<url>\S++)"
    r"(?: *+(?:\n *+)?+(?:(?P<quote>[\"'])(?P<quoted>.*)(?P=quote)|\((?P<bracketed>.*)\)))? *+"
)
_FENCE_OPEN = re.compile(
    r"(?P<fence>~{3,}+|`{3,}+) *+(?:\{.*\}|\.?+[\w#.+-]*+ *+(?:hl_lines=(?P<mark>[\"']).*?(?P=mark) *+)?+)"
)
_FENCE_CLOSE = re.compile(r"(?:~{3,}+|`{3,}+) *+")


def expanded(line: str) -> str:
    """The line with its tabs as spaces, which is what python-markdown looks at."""
    return line.expandtabs(TAB) if "\t" in line else line


def is_underline(line: str) -> bool:
    """Whether `line` makes the line above it a heading."""
    return line[:1] in {"=", "-"} and _UNDERLINE.fullmatch(line) is not None


def heading_level(line: str) -> int:
    """1 to 6 where `line` is a heading with hashes, else 0. A lone backslash at the end makes it none."""
    if line[:1] != "#" or (line[-1] == "\\" and _ends_escaping(line)):
        return 0
    return min(len(line) - len(line.lstrip("#")), 6)


def _ends_escaping(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _is_rule(line: str) -> bool:
    """Three or more of one mark with at most two spaces between."""
    bare = line.strip(" ")
    marks = bare.replace(" ", "")
    return len(marks) >= 3 and not marks.strip(bare[0]) and "   " not in bare


def classify(line: str) -> str:
    """What `line` (tabs expanded) begins if it stands where a block may begin."""
    bare = line.lstrip(" ")
    if not bare:
        return BLANK
    if len(line) - len(bare) >= TAB:
        return INDENTED
    first = bare[0]
    if first in "#>:[":
        return _by_sign(line, first)
    if first in "*-_+":
        return _by_mark(line, first)
    if first.isdecimal() and _NUMBER.match(line):
        return ITEM
    return TEXT


def _by_sign(line: str, first: str) -> str:
    if first == ">":
        return QUOTE
    if first == "#":
        return HEADING if heading_level(line) else TEXT
    if first == ":":
        return COLON if _COLON.match(line) else TEXT
    if FOOTNOTE_START.match(line):
        return FOOTNOTE
    return REFERENCE if _has_label(REFERENCE_START, line) else TEXT


def _by_mark(line: str, first: str) -> str:
    if first != "+" and _is_rule(line):
        return RULE
    if first != "_" and _BULLET.match(line):
        return ITEM
    return ABBREVIATION if first == "*" and _has_label(ABBREVIATION_START, line) else TEXT


def _has_label(start: re.Pattern[str], line: str) -> bool:
    found = start.match(line)
    return found is not None and bool(found.group("label").strip())


def definition_length(lines: list[str], kinds: list[str], index: int) -> int:
    """How many lines the reference or abbreviation beginning at `index` takes; 0 where it is none after all.

    The address of a reference, its title, and the words of an abbreviation may each stand on the line below.
    """
    near = range(index + 1, min(index + 3, len(lines)))
    below = [lines[i] for i in takewhile(lambda i: kinds[i] in {TEXT, INDENTED}, near)]
    if kinds[index] == ABBREVIATION:
        start = ABBREVIATION_START.match(lines[index])
        return 1 if start and lines[index][start.end() :].strip() else min(len(below), 1) * 2
    for count in (3, 2, 1):
        if len(below) >= count - 1 and REFERENCE_WHOLE.fullmatch(
            "\n".join([lines[index], *below[: count - 1]])
        ):
            return count
    return 0


def fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The first line and the line after the last of each fenced code; a fence that nothing closes is text."""
    closers: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line[:3] in {"~~~", "```"} and _FENCE_CLOSE.fullmatch(line):
            closers.setdefault(line.rstrip(" "), []).append(index)
    end = 0
    for index, line in enumerate(lines):
        if index < end or line[:3] not in {"~~~", "```"}:
            continue
        opened = _FENCE_OPEN.fullmatch(line)
        places = closers.get(opened.group("fence"), []) if opened else []
        at = bisect_right(places, index)
        if at < len(places):
            end = places[at] + 1
            yield index, end
