"""A Markdown text cut into its top-level blocks, without losing a character.

The cuts fall where python-markdown ends one top-level element and begins the next, so that blocks rendered
one by one say what the whole text says. Method: the order of python-markdown's block processors is followed
over line numbers, with "the next line of this kind" reckoned beforehand, so that the work grows with the
length alone.

Two rules differ from python-markdown on purpose, both so that no word disappears: definitions count only at
the top level (inside a list or quote they are words), and a lone `: words` that no term stands before is a
paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from policyspace.foundation.text import lines as of

_DIVIDER = frozenset("|:- ")
_MOST_SIGNS = (
    100  # a first row with more pipes and backticks is no table: python-markdown pairs them in squared time
)
_MOST_REMEMBERED = 120_000  # characters
_PARSER = Markdown().parser  # read only: a table processor asks it for the width of a tab
_JOINED = frozenset({"list", "quote", "code", "definitions", "definition_list"})
_DEFINING = frozenset({of.FOOTNOTE, of.ABBREVIATION, of.REFERENCE})


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One top-level block. `source` holds its blank lines behind; `level` is 1 to 6 for a heading, else 0.

    `kind`: heading, paragraph, list, table, code, quote, rule, definitions or definition_list.
    """

    source: str
    kind: str
    level: int = 0


def split_blocks(text: str) -> list[SourceBlock]:
    """The blocks of `text` in order; joined, their sources are `text` again. No block for an empty text.

    A text on its way to being saved is cut for several reasons: the last few are remembered.
    """
    if not text:
        return []
    return list(_remembered(text)) if len(text) <= _MOST_REMEMBERED else _blocks(text)


@lru_cache(maxsize=8)
def _remembered(text: str) -> tuple[SourceBlock, ...]:
    return tuple(_blocks(text))


def _blocks(text: str) -> list[SourceBlock]:
    raw = text.split("\n")
    starts = _Cutter([of.expanded(line) for line in raw]).cut() or [_Start(0, "paragraph", 0)]
    ends = [start.line for start in starts[1:]] + [len(raw)]
    begins = [0, *ends[:-1]]
    return [
        SourceBlock(
            "\n".join(raw[begin:end]) + ("\n" if end < len(raw) else ""),
            "code" if start.kind == of.FENCED else start.kind,
            start.level,
        )
        for start, begin, end in zip(starts, begins, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    kind: str
    level: int


@dataclass(slots=True)
class _Cutter:
    """Walks over the lines once and notes where each block begins."""

    lines: list[str]
    starts: list[_Start] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lengths: dict[int, int] = field(default_factory=dict)
    following: dict[str, list[int]] = field(default_factory=dict)
    unbordered: list[int] = field(default_factory=list)
    noting_until: int = -1
    tables: TableProcessor = field(
        default_factory=lambda: TableProcessor(_PARSER, {"use_align_attribute": False})
    )

    def cut(self) -> list[_Start]:
        fenced = list(of.fences(self.lines))
        self._look_ahead(fenced)
        begin = 0
        for first, end in [*fenced, (len(self.lines), len(self.lines))]:
            self._chunks(begin, first)
            if first < end:
                self._begin(first, of.FENCED)
            begin = end
        return self.starts

    def _look_ahead(self, fenced: list[tuple[int, int]]) -> None:
        self.kinds = [of.classify(line) for line in self.lines]
        for first, end in fenced:
            self.kinds[first:end] = [of.FENCED] * (end - first)
        for index, kind in enumerate(self.kinds):
            if kind in {of.ABBREVIATION, of.REFERENCE}:
                self.lengths[index] = of.definition_length(self.lines, self.kinds, index)
                if not self.lengths[index]:
                    self.kinds[index] = of.TEXT
        for name, wanted in (
            (of.HEADING, {of.HEADING}),
            (of.RULE, {of.RULE}),
            (of.COLON, {of.COLON}),
            (of.QUOTE, {of.QUOTE}),
            ("definition", _DEFINING),
        ):
            self.following[name] = _next_in(self.kinds, wanted)
        self.unbordered = _next_in([_border(line) for line in self.lines], {""})

    def _chunks(self, begin: int, end: int) -> None:
        """Cut each run of lines without a blank one between `begin` and `end`."""
        index = begin
        while index < end:
            if self.kinds[index] == of.BLANK:
                index += 1
                continue
            first = index
            while index < end and self.kinds[index] != of.BLANK:
                index += 1
            self._chunk(first, index)

    def _chunk(self, begin: int, end: int) -> None:
        """Cut the lines from `begin` to before `end`, in the order in which python-markdown asks."""
        if self._continues_footnote(begin):
            self.noting_until = end
            return
        while begin < end:
            begin = self._whole(begin, end) or self._split(begin, end) or self._rest(begin, end)

    def _whole(self, begin: int, end: int) -> int:
        """A block that stands at the very beginning; 0 where there is none, else the line after it."""
        if self.kinds[begin] == of.INDENTED:
            if self._last() in {"list", "definition_list"}:
                return end
            self._begin(begin, "code")
            while begin < end and self.kinds[begin] == of.INDENTED:
                begin += 1
            return begin
        if self._is_table(begin, end):
            self._begin(begin, "table")
            return end
        return 0

    def _split(self, begin: int, end: int) -> int:
        """Headings and rules divide the lines wherever they stand; 0 where there is none."""
        at = self._next(of.HEADING, begin, end)
        if at < end:
            self._before(begin, at)
            self._begin(at, "heading", of.heading_level(self.lines[at]))
            return at + 1
        if begin + 1 < end and of.is_underline(self.lines[begin + 1]):
            self._begin(begin, "heading", 1 if self.lines[begin + 1][0] == "=" else 2)
            return begin + 2
        at = self._next(of.RULE, begin, end)
        if at < end:
            self._before(begin, at)
            self._begin(at, "rule")
            return at + 1
        return 0

    def _rest(self, begin: int, end: int) -> int:
        """Lists, definition lists, quotes, definitions and paragraphs."""
        if self.kinds[begin] == of.ITEM:
            self._begin(begin, "list")
            return end
        if self._defines_terms(begin, end):
            return end
        at = self._next(of.QUOTE, begin, end)
        if at < end:
            self._before(begin, at)
            self._begin(at, "quote")
            return end
        at = self._next("definition", begin, end)
        if at < end:
            return self._definition(begin, at, end)
        self._begin(begin, "paragraph")
        return end

    def _definition(self, begin: int, at: int, end: int) -> int:
        self._before(begin, at)
        self._begin(at, "definitions")
        if self.kinds[at] == of.FOOTNOTE:
            self.noting_until = end
            return end
        return min(at + self.lengths[at], end)

    def _defines_terms(self, begin: int, end: int) -> bool:
        at = self._next(of.COLON, begin, end)
        if at == end:
            return False
        if at > begin or self._last() == "definition_list":
            self._begin(begin, "definition_list")
            return True
        if self._last() == "paragraph":
            term = self.starts.pop()
            self._begin(term.line, "definition_list")
            return True
        return False

    def _continues_footnote(self, begin: int) -> bool:
        """Indented lines after exactly one blank line belong to the footnote above them."""
        return (
            self.kinds[begin] == of.INDENTED
            and begin - 1 == self.noting_until
            and self._last() == "definitions"
        )

    def _is_table(self, begin: int, end: int) -> bool:
        if begin + 1 >= end or not _DIVIDER.issuperset(self.lines[begin + 1]):
            return False
        if self.lines[begin].count("|") + self.lines[begin].count("`") > _MOST_SIGNS:
            return False
        head = "\n".join(self.lines[begin : begin + 2])
        if not self.tables.test(Element("div"), head):
            return False
        return len(self.tables.separator) > 1 or self.unbordered[begin + 1] >= end

    def _before(self, begin: int, end: int) -> None:
        while begin < end:
            begin = self._whole(begin, end) or self._split(begin, end) or self._rest(begin, end)

    def _next(self, kind: str, begin: int, end: int) -> int:
        return min(self.following[kind][begin], end)

    def _last(self) -> str:
        return self.starts[-1].kind if self.starts else ""

    def _begin(self, line: int, kind: str, level: int = 0) -> None:
        """Note a block, unless it is more of the block before."""
        if kind not in _JOINED or kind != self._last():
            self.starts.append(_Start(line, kind, level))


def _next_in(kinds: list[str], wanted: frozenset[str] | set[str]) -> list[int]:
    """For each line the first from there on whose kind is wanted; the number of lines where there is none."""
    found, nearest = [0] * len(kinds), len(kinds)
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] in wanted:
            nearest = index
        found[index] = nearest
    return found


def _border(line: str) -> str:
    """A sign where the row has a pipe at an edge, which a table of one column needs in each row."""
    bare = line.strip(" ")
    return "|" if bare[:1] == "|" or bare[-1:] == "|" else ""
