"""Finding words in what was said: which are looked for, and where they stand in the words that are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_CHARACTERS = 100
MOST_WORDS = 8
SHOWN = 300
"""So many characters are shown around the first word that was found."""

BEFORE = 80
_APOSTROPHES = "'’ʼ"
_CLIPPED = re.compile(r"\S*\Z")


def words_to_find(asked: str) -> tuple[str, ...]:
    """The words of `asked`, each once, in the order they came; not more than are looked for."""
    words = dict.fromkeys(asked[:MOST_CHARACTERS].split())
    return tuple(word for word in words if word.strip(_APOSTROPHES))[:MOST_WORDS]


def like_patterns(word: str) -> tuple[str, ...]:
    r"""Patterns for LIKE with the escape sign "\\": one of them fits every text that holds `word`.

    Databases differ in what they know of capitals beyond English letters, so the ways a word is usually written are
    spelled out. Any sign stands for an apostrophe.
    """
    written = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    plain = [word] if word.isascii() else list(written)
    return tuple(f"%{_escaped(each)}%" for each in plain)


def _escaped(word: str) -> str:
    signs = {"\\": "\\\\", "%": "\\%", "_": "\\_"} | dict.fromkeys(_APOSTROPHES, "_")
    return "".join(signs.get(each, each) for each in word)


def excerpt(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A part of `text` around the first of `words` in it, as pieces: each with whether it is one of them.

    Line breaks become spaces. What is left out at an end is told by "…".
    """
    line = " ".join(text.split())
    found = _looking_for(words)
    first = found.search(line) if found else None
    start = max(first.start() - BEFORE, 0) if first else 0
    if start:
        start -= len(_CLIPPED.search(line[:start])[0])  # type: ignore[index]  # it fits everywhere
    shown = line[start : start + SHOWN]
    if start + SHOWN < len(line):
        shown = shown.rsplit(" ", 1)[0] + " …"
    shown = f"… {shown}" if start else shown
    return _pieces(shown, found)


def _looking_for(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_as_written, longest_first)), re.IGNORECASE)


def _as_written(word: str) -> str:
    return "".join(f"[{_APOSTROPHES}]" if sign in _APOSTROPHES else re.escape(sign) for sign in word)


def _pieces(shown: str, found: re.Pattern[str] | None) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for each in found.finditer(shown) if found else ():
        pieces += [(shown[at : each.start()], False), (each[0], True)]
        at = each.end()
    pieces.append((shown[at:], False))
    return [piece for piece in pieces if piece[0]]
