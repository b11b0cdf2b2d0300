"""What is shown of a text: a part of it around the first word that was looked for, every such word told apart."""

from __future__ import annotations

import re
import unicodedata

from policyspace.reporting.searching.rules.asking import Question
from policyspace.reporting.searching.rules.terms import words_in

BEFORE = 80
SHOWN = 300
Piece = tuple[str, bool]
_CLIPPED = re.compile(r"\S*\Z")
_SPACES = re.compile(r"\s+")


class _Flat(dict[int, str]):
    """One small letter without accents for each character, so that places in a text stay what they are."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code).casefold())[:1] or " "
        self[code] = base
        return base


_FLAT = _Flat()


def excerpt(text: str, question: Question) -> list[Piece]:
    """A part of `text` around the first hit, as pieces: each with whether it is a word that was looked for.

    Line breaks become spaces. What is left out at an end is told by "…".
    """
    start = max(_first_hit(text, question) - BEFORE, 0)
    if start:
        clipped = _CLIPPED.search(text[max(start - BEFORE, 0) : start])
        start -= len(clipped[0]) if clipped else 0
    shown = text[start : start + SHOWN]
    if start + SHOWN < len(text):
        shown = f"{shown.rsplit(None, 1)[0]} …"
    line = _SPACES.sub(" ", shown).strip()
    return highlighted(f"… {line}" if start else line, question)


def highlighted(line: str, question: Question) -> list[Piece]:
    """The whole of `line` as pieces."""
    pieces: list[Piece] = []
    at = 0
    for term, start, end in words_in(line):
        if question.fits(term):
            pieces += [(line[at:start], False), (line[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (line[at:], False)] if piece[0]]


def _first_hit(text: str, question: Question) -> int:
    """Where the first hit begins; 0 where none is found.

    Words that begin like one that is looked for are found by a pattern, which is quick; each is then looked at.
    """
    flat = text.lower() if text.isascii() else text.translate(_FLAT)
    for found in _beginnings(question).finditer(flat):
        word = next(words_in(text[found.start() : found.end()]), None)
        if word and question.fits(word[0]):
            return found.start()
    return 0


def _beginnings(question: Question) -> re.Pattern[str]:
    """Fits words that may be hits: all that begin with the letters that an ending leaves alone."""
    letters = {each.letters for each in question.terms}
    letters |= {question.words[-1].bare} if question.begins and question.beginning else set()
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, letters)))})[\w'’ʼ]*")
