"""A whole export before it becomes a file: the head, the text, its footnotes, and what people say about it.

Every word is here, in the reader's language, so that writers need to know nothing but their format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policyspace.reporting.exporting.reading import Footnote
from policyspace.reporting.exporting.tree import Blocks, Heading, Run, runs_in

DEEPEST = 5
"""The title is above all headings, and HTML has six levels in all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the head: what it tells, and the address it leads to, if any."""

    name: str
    words: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the notes on a passage begin and end: "C4" and "C9", or the same twice. `words` say it aloud."""

    first: str
    last: str
    words: str

    @property
    def short(self) -> str:
        """The mark as it is printed."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text: its number for citing, its Markdown, its tree, and the marks of the notes on it."""

    id: str
    number: int | None
    source: str
    blocks: Blocks
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said: who (with their hat and when, in one line), and the words. `kind`: of a comment."""

    who: str
    hat: str
    when: str
    blocks: Blocks
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: a comment or a suggestion, the replies under it, and its answer once there is one.

    `more`: a sentence, where not all replies are here.
    """

    label: str
    saying: Saying
    replies: tuple[Saying, ...] = ()
    answer: Saying | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Notes that stand on the same passage. `link`: the id of that passage, if it is in this text."""

    heading: str
    notes: tuple[Note, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """All notes of one sort: comments, or suggestions. `lead` says what is here, and what is not."""

    heading: str
    lead: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What writers say themselves, by name ("notes", "abbreviations", "reply", "answer", "paragraph", "page")."""

    by_name: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.by_name[name]


@dataclass(frozen=True, slots=True)
class Slips:
    """Reply slips at the end of a PDF: one for each code (an empty one leaves a place for it), and what each says, by
    name. `alone`: without the text."""

    codes: tuple[str, ...]
    words: Mapping[str, str]
    alone: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """An export. `running` and `foot` stand at the top and the foot of each page. `numbered`: numbers are wanted."""

    title: str
    language: str
    running: str
    foot: str
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...]
    chapters: tuple[Chapter, ...]
    words: Words
    numbered: bool
    slips: Slips | None = None

    @property
    def abbreviations(self) -> dict[str, str]:
        """What each abbreviation of the text stands for, in the order in which they come."""
        met: dict[str, str] = {}
        texts = [*(each.blocks for each in self.passages), *(each.blocks for each in self.footnotes)]
        for blocks in texts:
            for run in runs_in(blocks):
                if run.stands_for:
                    met.setdefault(run.text, run.stands_for)
        return met

    @property
    def marked_footnotes(self) -> list[int]:
        """The numbers of the footnotes that a mark in the text points at, in the order of their first marks."""
        there = {each.number for each in self.footnotes}
        marks = (run.note for passage in self.passages for run in runs_in(passage.blocks))
        return [number for number in dict.fromkeys(marks) if number in there]

    @property
    def unmarked_footnotes(self) -> list[Footnote]:
        """Footnotes that no mark in the text points at."""
        marked = set(self.marked_footnotes)
        return [each for each in self.footnotes if each.number not in marked]


def in_outline(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with headings that begin at level 1 and skip none: files are read by their outline."""
    levels = iter(settled([heading.level for heading in _headings(passages)]))
    return tuple(
        replace(
            passage,
            blocks=tuple(
                replace(block, level=next(levels)) if isinstance(block, Heading) else block
                for block in passage.blocks
            ),
        )
        for passage in passages
    )


def settled(levels: Sequence[int]) -> list[int]:
    """The levels of headings, in order, moved up so that the highest is 1 and none is skipped on the way down."""
    up = min(levels, default=1) - 1
    found: list[int] = []
    for level in levels:
        found.append(min(level - up, (found[-1] if found else 0) + 1, DEEPEST))
    return found


def notes_of(paper: Paper) -> Iterator[Note]:
    """Every note, in the order of its number."""
    for chapter in paper.chapters:
        for group in chapter.groups:
            yield from group.notes


def words_of(runs: Iterable[Run]) -> str:
    """The words of a line, its breaks as spaces."""
    return " ".join("".join(run.text for run in runs).split())


def _headings(passages: Sequence[Passage]) -> Iterator[Heading]:
    for passage in passages:
        for block in passage.blocks:
            if isinstance(block, Heading):
                yield block
