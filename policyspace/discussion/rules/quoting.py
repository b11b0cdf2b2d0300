"""Finding the words that somebody selected, or copied, in the plain words of a block."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.discussion.rules.mapping import Range, cuts_no_word, occurrences

MOST_QUOTED = 1_000
MOST_BEFORE = 200
_SIGNS = frozenset("-|[]•")
"""Put beside items, cells and notes by one way of reading a page and not by another."""
_WRITTEN = _SIGNS | frozenset("*_`~\\")
"""Stand in the source of words, and not, or not always, in the words."""


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


def find_in_source(source: str, words: str) -> Range | None:
    """Where `words` of a block stand in its Markdown `source`; None unless they stand there once as whole words.

    Besides white space, signs of emphasis and code do not matter. Words across a link or a note are not found.
    """
    said, wanted = _Squeezed(source, _WRITTEN), _Squeezed(words, _WRITTEN)
    if not wanted.text:
        return None
    places = (said.range(at, at + len(wanted.text)) for at in occurrences(wanted.text, said.text))
    found = [place for place in places if cuts_no_word(source, *place)]
    return found[0] if len(found) == 1 else None


class _Squeezed:
    """A text without the signs that do not matter, and where each character that is left stands."""

    def __init__(self, text: str, signs: frozenset[str] = _SIGNS) -> None:
        kept = list(_kept(text, signs))
        self.text = "".join(character for _, character in kept)
        self._places = [place for place, _ in kept]

    def range(self, start: int, end: int) -> Range:
        return self._places[start], self._places[end - 1] + 1


def _kept(text: str, signs: frozenset[str]) -> Iterator[tuple[int, str]]:
    for place, character in enumerate(text):
        if not character.isspace() and character not in signs:
            yield place, character
