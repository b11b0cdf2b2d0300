"""The parts of a block that people edit one by one: items of a list, rows of a table, lines of code."""

from __future__ import annotations

import re

from policyspace.foundation.text.blocks import SourceBlock

_EACH_LINE = re.compile(r"^(?=[^\r\n])", re.MULTILINE)
_BEGINNINGS = {
    "list": re.compile(r"^(?=[ \t]*+(?:[*+-]|\d++[.)])[ \t])", re.MULTILINE),
    "definitions": re.compile(r"^(?= {0,3}\*?\[)", re.MULTILINE),
    "definition_list": re.compile(r"^(?=\S)", re.MULTILINE),
    "table": _EACH_LINE,
    "code": _EACH_LINE,
}

#: Kinds of block in which a line is the smallest thing two people may change apart from each other.
BY_LINE = frozenset({"table", "code"})


def parts_of(block: SourceBlock) -> list[str]:
    """The sources of the parts of `block`, with the blank lines behind them; a plain block is one part."""
    beginning = _BEGINNINGS.get(block.kind)
    if not beginning:
        return [block.source]
    return [part for part in beginning.split(block.source) if part]


def core_length(source: str) -> int:
    """The length of `source` without the white space at its end, its tail."""
    return len(source.rstrip())


def is_parted(kind: str) -> bool:
    """Whether blocks of this kind have parts, each on lines of its own."""
    return kind in _BEGINNINGS
