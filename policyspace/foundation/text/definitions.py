"""Footnotes, abbreviations and link references: written once in a text, used in any block of it.

Each block is given what it uses and nothing else, so that a change to one footnote leaves the blocks that do
not point at it as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyspace.foundation.text import lines as of
from policyspace.foundation.text.blocks import SourceBlock

MARK = re.compile(r"\[\^([^\[\]]*+)\]")
_LABEL = re.compile(r"\[([^\[\]]*+)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote as a block points at it: its number, and how many marks for it stand in earlier blocks."""

    number: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as it is listed: its number, its Markdown, and how many marks in the text point at it."""

    number: int
    text: str
    marks: int


@dataclass(frozen=True, slots=True)
class Definitions:
    """What one block uses. `prefix` begins every id; `notes` and `unused` are for the block that defines them."""

    prefix: str = ""
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether the block uses nothing that is defined."""
        return not (self.references or self.abbreviations or self.marks or self.notes or self.unused)


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition as written. `value`: a footnote's Markdown, an address, or what an abbreviation stands for."""

    kind: str
    name: str
    value: str
    title: str
    source: str


def definitions_for(blocks: Sequence[SourceBlock], *, prefix: str = "") -> list[Definitions]:
    """For each block what it uses, in order. Of two definitions of one name the first counts."""
    written = [read_definitions(block) if block.kind == "definitions" else [] for block in blocks]
    if not any(written):
        return [Definitions(prefix)] * len(blocks)
    return _Sharing(blocks, written, prefix).share()


def read_definitions(block: SourceBlock) -> list[Definition]:
    """The definitions in a block of that kind, in order."""
    lines = [of.expanded(line) for line in block.source.rstrip("\n").split("\n")]
    kinds = [of.classify(line) for line in lines]
    starts = [index for index in range(len(lines)) if _begins(lines, kinds, index)]
    ends = [*starts[1:], len(lines)]
    return [_read(kinds[start], lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _begins(lines: list[str], kinds: list[str], index: int) -> bool:
    if kinds[index] == of.FOOTNOTE:
        return True
    return kinds[index] in {of.ABBREVIATION, of.REFERENCE} and of.definition_length(lines, kinds, index) > 0


def _read(kind: str, lines: list[str]) -> Definition:
    source = "\n".join(lines).rstrip()
    if kind == of.REFERENCE and (whole := of.REFERENCE_WHOLE.fullmatch(source)):
        address = whole["url"].lstrip("<").rstrip(">")
        return Definition(
            kind, label_of(whole["label"]), address, whole["quoted"] or whole["bracketed"] or "", source
        )
    start = (of.FOOTNOTE_START if kind == of.FOOTNOTE else of.ABBREVIATION_START).match(source)
    rest = source[start.end() :] if start else source
    name = start["label"] if start else ""
    if kind == of.ABBREVIATION:
        return Definition(kind, name.strip(), " ".join(rest.split()), "", source)
    return Definition(kind, name, _outdented(rest), "", source)


def _outdented(text: str) -> str:
    """One step of indentation taken from each line that has it."""
    width = " " * of.TAB
    return "\n".join(line.removeprefix(width) for line in text.split("\n")).strip("\n")


def label_of(text: str) -> str:
    """A reference's label as it is looked up: small letters, single spaces."""
    return " ".join(text.split()).lower()


def abbreviation_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names as whole words, the longer before the shorter."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


class _Sharing:
    """Finds out which block uses which definition, and numbers the footnotes through the text."""

    def __init__(self, blocks: Sequence[SourceBlock], written: list[list[Definition]], prefix: str) -> None:
        self.prefix = prefix
        self.written = written
        everything = [definition for group in written for definition in group]
        first = {(one.kind, one.name): one for one in reversed(everything)}
        self.counting = {id(one) for one in first.values()}
        self.references = {
            name: (one.value, one.title) for (kind, name), one in first.items() if kind == of.REFERENCE
        }
        self.abbreviations = {
            name: one.value for (kind, name), one in first.items() if kind == of.ABBREVIATION
        }
        notes = [one for one in everything if one.kind == of.FOOTNOTE]
        self.numbers = {one.name: number for number, one in reversed(list(enumerate(notes, 1)))}
        self.words = [_words(block, group) for block, group in zip(blocks, written, strict=True)]
        self.labels = [{label_of(label) for label in _LABEL.findall(text)} for text in self.words]
        pattern = abbreviation_pattern(self.abbreviations) if self.abbreviations else None
        self.named = [set(pattern.findall(text)) if pattern else set() for text in self.words]
        self.marked = [Counter(MARK.findall(text)) for text in self.words]

    def share(self) -> list[Definitions]:
        totals: Counter[str] = sum(self.marked, Counter())
        used = set().union(*self.labels) | set().union(*self.named)
        seen: Counter[str] = Counter()
        number = 0
        given = []
        for index, group in enumerate(self.written):
            notes = []
            for one in (one for one in group if one.kind == of.FOOTNOTE):
                number += 1
                points = totals[one.name] if self.numbers[one.name] == number else 0
                notes.append(Note(number, one.value, points))
            given.append(self._for_block(index, seen, tuple(notes), used))
            seen += self.marked[index]
        return given

    def _for_block(
        self, index: int, seen: Counter[str], notes: tuple[Note, ...], used: set[str]
    ) -> Definitions:
        return Definitions(
            prefix=self.prefix,
            references={
                name: self.references[name] for name in sorted(self.labels[index]) if name in self.references
            },
            abbreviations={name: self.abbreviations[name] for name in sorted(self.named[index])},
            marks={
                name: Mark(self.numbers[name], seen[name])
                for name in sorted(self.marked[index])
                if name in self.numbers
            },
            notes=notes,
            unused=tuple(
                one.source
                for one in self.written[index]
                if one.kind != of.FOOTNOTE and (one.name not in used or id(one) not in self.counting)
            ),
        )


def _words(block: SourceBlock, written: list[Definition]) -> str:
    """The text of a block in which definitions are used."""
    if block.kind == "code":
        return ""
    if block.kind == "definitions":
        return "\n\n".join(one.value for one in written if one.kind == of.FOOTNOTE)
    return block.source
