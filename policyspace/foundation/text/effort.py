"""How much work a passage would cost python-markdown, reckoned without parsing it.

Its inline processors look, for each opening sign, through the rest of the passage for a closing one. The cost
grows with signs times characters, so that product is what is counted and limited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# An escaped character or a code span is replaced by a place holder of 14 characters before the rest is read.
_PLACE_HOLDER = 14


@dataclass(frozen=True, slots=True)
class Sign:
    """A group of characters that cost work. `most` is signs times characters, over all passages of one block."""

    characters: str
    most: int


BRACKETS = Sign("[", 1_200_000)
BACKTICKS = Sign("`", 4_000_000)
STARS = Sign("*_", 10_000_000)
ANGLES = Sign("<", 10_000_000)
SIGNS = (BRACKETS, BACKTICKS, STARS, ANGLES)


@dataclass(frozen=True, slots=True)
class Effort:
    """What the passages of a block hold of one sign: how many, and signs times characters."""

    count: int
    work: int


def effort(sign: Sign, passages: Iterable[str]) -> Effort:
    """The effort that `sign` causes in `passages`, each of which is parsed by itself."""
    total = work = 0
    for passage in passages:
        count = sum(passage.count(character) for character in sign.characters)
        if count:
            total += count
            work += count * (len(passage) + _PLACE_HOLDER * (passage.count("\\") + passage.count("`")))
    return Effort(total, work)
