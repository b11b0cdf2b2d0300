"""Finding the words that somebody selected, or copied, in the plain words of a block."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.discussion.rules.mapping import Range, cuts_no_word, occurrences

MOST_QUOTED = 1_000
MOST_BEFORE = 200
_SIGNS = frozenset("-|[]•")
"""Put beside items, cells and notes by one way of reading a page and not by another."""


def find_quote(words: str, quote: str, before: str = "") -> list[Range]:
    """Where `quote` stands in `words`, without cutting a word; those places alone behind `before`, if there are any.

    White space, and signs beside items, cells and notes, do not matter: what is copied from a page differs in them.
    """
    said, wanted = _Squeezed(words), _Squeezed(quote)
    if not wanted.text:
        return []
    found = [
        (at, said.range(at, at + len(wanted.text)))
        for at in occurrences(wanted.text, said.text)
        if cuts_no_word(words, *said.range(at, at + len(wanted.text)))
    ]
    ahead = _Squeezed(before).text
    behind = [place for at, place in found if ahead and said.text[:at].endswith(ahead)]
    return behind or [place for _, place in found]


class _Squeezed:
    """A text without what does not matter, and where each character that is left stands."""

    def __init__(self, text: str) -> None:
        kept = list(_kept(text))
        self.text = "".join(character for _, character in kept)
        self._places = [place for place, _ in kept]

    def range(self, start: int, end: int) -> Range:
        return self._places[start], self._places[end - 1] + 1


def _kept(text: str) -> Iterator[tuple[int, str]]:
    for place, character in enumerate(text):
        if not character.isspace() and character not in _SIGNS:
            yield place, character
