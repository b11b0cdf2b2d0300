"""Words that a page must have anew each time it is sent: the keys of its forms, and their token.

A page that is kept for its reader holds slots in their place, so that two windows never send under one key.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from flask_wtf.csrf import generate_csrf


def fresh_key() -> str:
    """A key under which a form of this page is saved once; noted, so that the page can be sent again with another."""
    key = secrets.token_hex(16)
    g.setdefault("fresh_keys", []).append(key)
    return key


@dataclass(frozen=True, slots=True)
class Mould:
    """A page without those words: its `pieces`, and which word stands between each and the next.

    Word 0 is the token, the others are keys, of which there are `keys`.
    """

    pieces: tuple[bytes, ...]
    words: tuple[int, ...]
    keys: int

    @classmethod
    def of(cls, body: bytes) -> Mould:
        """The mould of the page that was drawn in this request."""
        words = [each.encode() for each in (generate_csrf(), *g.get("fresh_keys", []))]
        pieces, between = [body], list[int]()
        for number, word in enumerate(words):
            pieces, between = _cut(pieces, between, number, word)
        return cls(tuple(pieces), tuple(between), len(words) - 1)

    def filled(self) -> bytes:
        """The page with words of its own."""
        words = [each.encode() for each in (generate_csrf(), *(fresh_key() for _ in range(self.keys)))]
        whole = [self.pieces[0]]
        for word, piece in zip(self.words, self.pieces[1:], strict=True):
            whole += (words[word], piece)
        return b"".join(whole)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(map(len, self.pieces))


def _cut(
    pieces: Sequence[bytes], between: Sequence[int], number: int, word: bytes
) -> tuple[list[bytes], list[int]]:
    """The `pieces`, cut once more wherever `word`, which has this `number`, stands in one."""
    cut, words = list[bytes](), list[int]()
    for piece, after in zip(pieces, [*between, None], strict=True):
        parts = piece.split(word)
        cut += parts
        words += [number] * (len(parts) - 1) + ([after] if after is not None else [])
    return cut, words
