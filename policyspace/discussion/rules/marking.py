"""Marking the words of a block that people commented on, in the HTML that is kept with it.

A place is a range of the plain words of the block. Its words are marked only where they stand there to the letter:
what does not match is left alone. Marks never cross a tag, so the HTML stays as well formed as it was; where passages
overlap, their words are marked once, in parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from policyspace.foundation.remembering import remembered
from policyspace.foundation.text.pieces import Piece, pieces_of
from policyspace.foundation.text.plain import count_letters, letters_of

_BETWEEN = frozenset({"dl", "ol", "table", "tbody", "thead", "tr", "ul"})
"""Directly in these stands no text, only white space, which must not be marked."""
_WHOLE = frozenset({"a", "abbr", "code", "sup"})
"""Nothing is put into these: a link in a link is none, and a number in code would be read as code."""
_EMPTY = frozenset({"br", "hr"})


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Words of a block: `words` stand in its plain text from `start` to `end`. `note` is safe HTML put behind them."""

    start: int
    end: int
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class _Run:
    """The letters from `first` to before `beyond`."""

    first: int
    beyond: int
    note: str


@remembered(512)
def with_marks(html: str, passages: tuple[MarkedPassage, ...]) -> str:
    """`html`, which `sanitise` made, with the words of `passages` in marks and a note behind each passage."""
    plain, letters = letters_of(html)
    runs = [run for each in passages if (run := _run(each, plain, letters)) is not None]
    if not runs:
        return html
    return "".join(_Marking(sorted(runs, key=lambda run: (run.beyond, run.first))).marked(pieces_of(html)))


def _run(passage: MarkedPassage, plain: str, letters: Sequence[int]) -> _Run | None:
    """The letters of a passage; None where its words do not stand there."""
    if (
        not 0 <= passage.start < passage.end <= len(plain)
        or plain[passage.start : passage.end] != passage.words
    ):
        return None
    own = [letter for letter in letters[passage.start : passage.end] if letter >= 0]
    return _Run(own[0], own[-1] + 1, passage.note) if own else None


class _Marking:
    """Goes through the pieces of a fragment, counting letters. Runs are in the order in which they end."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._runs = runs
        self._begins, self._ends = {run.first for run in runs}, {run.beyond for run in runs}
        self._open: list[str] = []
        self._waiting = list(runs)
        self._at = 0

    def marked(self, pieces: Iterable[Piece]) -> Iterator[str]:
        for piece in pieces:
            if piece.html:
                yield piece.html
                self._follow(piece.html)
                yield from self._notes()
            else:
                yield from self._words(piece.text)

    def _follow(self, tag: str) -> None:
        name = tag.strip("</>").split(" ", 1)[0].rstrip("/>")
        if tag.startswith("</"):
            self._open.pop()
        elif name not in _EMPTY:
            self._open.append(name)

    def _words(self, text: str) -> Iterator[str]:
        """The words between two tags, cut where a passage begins or ends."""
        if not text.strip() and ("\n" in text or self._parent in _BETWEEN):
            yield escape(text)
            return
        begins = 0
        for cut in [*self._cuts(text), len(text)]:
            part = text[begins:cut]
            begins = cut
            depth = self._depth(part)
            self._at += count_letters(part)
            yield _mark(escape(part), depth) if depth and part else escape(part)
            yield from self._notes()

    def _cuts(self, text: str) -> Iterator[int]:
        """Where in `text` a passage begins or ends: right before its first letter, right behind its last."""
        letter = self._at
        for place, character in enumerate(text):
            if character.isspace():
                continue
            if letter in self._begins:
                yield place
            letter += 1
            if letter in self._ends:
                yield place + 1

    def _depth(self, part: str) -> int:
        """How many passages `part`, which begins at the letter that is next, belongs to."""
        if part.strip():
            return sum(run.first <= self._at < run.beyond for run in self._runs)
        return sum(run.first < self._at < run.beyond for run in self._runs)

    def _notes(self) -> Iterator[str]:
        """The notes of passages that have ended, unless a tag is open that nothing may be put into."""
        if _WHOLE.isdisjoint(self._open) and self._parent not in _BETWEEN:
            while self._waiting and self._waiting[0].beyond <= self._at:
                yield self._waiting.pop(0).note

    @property
    def _parent(self) -> str:
        return self._open[-1] if self._open else ""


def _mark(words: str, depth: int) -> str:
    more = " ps-marked--more" if depth > 1 else ""
    return f'<mark class="ps-marked{more}">{words}</mark>'
