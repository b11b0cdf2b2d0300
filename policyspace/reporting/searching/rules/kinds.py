"""What can be found, and in which order: the smaller number of things first, the newest of each first."""

from __future__ import annotations

from policyspace.charter.words import Word
from policyspace.foundation.i18n import lazy

SHIFT = 48
"""Places stay below 2 to the 53rd, so that a program that reads JSON numbers as fractions reads them right."""


class FoundKind(Word):
    """What was found."""

    SPACE = "space", lazy("Spaces")
    PROBLEM = "problem", lazy("Problems")
    PROPOSAL = "proposal", lazy("Proposals")
    ENTRY = "entry", lazy("Shared outcomes")
    ANSWER = "answer", lazy("Answers to comments")
    COMMENT = "comment", lazy("Comments and replies")


RANKS = {
    FoundKind.SPACE: 5,
    FoundKind.PROBLEM: 4,
    FoundKind.PROPOSAL: 4,
    FoundKind.ENTRY: 3,
    FoundKind.ANSWER: 2,
    FoundKind.COMMENT: 1,
}
"""Problems and proposals are rows of one table."""

ABOVE_COMMENTS = RANKS[FoundKind.ANSWER] << SHIFT


def place_of(kind: FoundKind, subject_id: int) -> int:
    """The place of something in the list of all there is, from high to low; it is the id of its row in the index."""
    return (RANKS[kind] << SHIFT) + subject_id


def places_of(kind: FoundKind) -> tuple[int, int]:
    """Between which places the rows of a kind stand: from the first on, and below the second."""
    return RANKS[kind] << SHIFT, (RANKS[kind] + 1) << SHIFT
