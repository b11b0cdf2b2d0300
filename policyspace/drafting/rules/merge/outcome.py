"""What a merge comes to: pieces that are settled, and conflicts that a person must settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["base", "mine", "theirs", "both", "moved", "disputed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch as it stands in the base and on each side, and as the merge puts it (`text`).

    `source` says whose words `text` is: unchanged, of one side, the same change by both, a block moved by one and
    edited by the other, or (inside a conflict only) disputed, and then `text` is empty.
    """

    source: Source
    base: str
    mine: str
    theirs: str
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stretch whose words both sides changed, grown to the whole paragraph, item or line.

    `number` counts from 0. `start` and `end` are its place in the base text. `mine` and `theirs` are what a
    person chooses from: that side's words where they are disputed, with everything around them that did merge.
    `parts` are the same in pieces. `separator` is what must part the two when both are kept.
    """

    number: int
    start: int
    end: int
    base: str
    mine: str
    theirs: str
    separator: str
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """The pieces and conflicts in the order of the merged text. It ends in `ending`, and no other white space."""

    pieces: tuple[Piece | Conflict, ...]
    ending: str = ""

    @property
    def conflicts(self) -> list[Conflict]:
        """What a person must settle, in order; empty if the merge is clean."""
        return [piece for piece in self.pieces if isinstance(piece, Conflict)]

    @property
    def text(self) -> str | None:
        """The merged text; None if there is a conflict."""
        texts = [piece.text for piece in self.pieces if isinstance(piece, Piece)]
        return self.ended("".join(texts)) if len(texts) == len(self.pieces) else None

    def ended(self, text: str) -> str:
        """`text` with the end that the merged text has."""
        return text.rstrip() + self.ending
