"""How many comments there are of each sort, and what of that each choice of a filter would show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from policyspace.charter.capacity import Side
from policyspace.charter.words import Answering, CommentKind

ANSWERINGS = (Answering.UNANSWERED, Answering.ANSWERED)
"""Those that a list can be filtered by."""


class Sort(NamedTuple):
    """What filters tell comments apart by."""

    kind: str
    side: str
    answering: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of the comments that are listed; None asks nothing."""

    kind: CommentKind | None = None
    side: Side | None = None
    answering: Answering | None = None

    def lets_in(self, sort: Sort) -> bool:
        """Whether comments of `sort` are listed."""
        asked = (self.kind, self.side, self.answering)
        return all(want is None or want == has for want, has in zip(asked, sort, strict=True))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visible top-level comments there are of each sort."""

    by_sort: Mapping[Sort, int]
    filter: Filter

    def of(self, wanted: Filter) -> int:
        """How many of them `wanted` lets in."""
        return sum(count for sort, count in self.by_sort.items() if wanted.lets_in(sort))

    @property
    def listed(self) -> int:
        """How many the list shows as it is filtered."""
        return self.of(self.filter)

    def if_kind(self, kind: CommentKind | None) -> int:
        """How many it would show with another choice of kind, and all else as it is."""
        return self.of(replace(self.filter, kind=kind))

    def if_side(self, side: Side | None) -> int:
        """The same with another choice of side."""
        return self.of(replace(self.filter, side=side))

    def if_answering(self, answering: Answering | None) -> int:
        """The same with another choice of answered or not."""
        return self.of(replace(self.filter, answering=answering))
