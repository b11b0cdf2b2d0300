"""A kept fragment taken apart into its tags and the words between them, so that a page can mark some of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*+>)')


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag as it stands in the fragment (`html`), or plain words, which a page must escape again (`text`)."""

    html: str = ""
    text: str = ""


def pieces_of(html: str) -> list[Piece]:
    """The pieces of a fragment that `sanitise` made, in order; nothing is left out."""
    parts = _TAG.split(html)
    pieces = [
        Piece(html=part) if place % 2 else Piece(text=unescape(part)) for place, part in enumerate(parts)
    ]
    return [piece for piece in pieces if piece.html or piece.text]
