"""Marks in the index by which a search is narrowed: they never change once something is written.

What can change (whether a space is public, whether a comment is hidden) is no mark: it is asked of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from policyspace.reporting.searching.rules.kinds import FoundKind

MOST_MONTHS = 24
"""A longer span is marked by its years."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search is narrowed to. Days are those of UTC, both included."""

    space_id: int | None = None
    kind: FoundKind | None = None
    side: str | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, Any], space_id: int | None) -> Narrowed:
        """What was asked for, as the schema `Searching` reads it."""
        kind = FoundKind(asked["kind"]) if asked["kind"] else None
        return cls(space_id, kind, asked["side"], asked["since"], asked["until"])

    @property
    def is_dated(self) -> bool:
        """Whether days are asked for."""
        return self.since is not None or self.until is not None

    @property
    def marks(self) -> list[str]:
        """The marks that a row must have."""
        found = [f"s{self.space_id}"] if self.space_id else []
        found += [f"k{self.kind.value}"] if self.kind else []
        return found + ([f"w{self.side}"] if self.side else [])

    @property
    def times(self) -> Sequence[str]:
        """Marks of which a row must have one; none where any will do, or where they would be too many."""
        first, last = self.since, self.until
        if first is None or last is None or first > last:
            return []
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months > MOST_MONTHS:
            return [f"y{year}" for year in range(first.year, last.year + 1)]
        begins = first.year * 12 + first.month - 1
        return [f"m{each // 12}{each % 12 + 1:02}" for each in range(begins, begins + months)]


def marks_of(kind: FoundKind, space_id: int, side: str | None, at: datetime) -> list[str]:
    """The marks of a row."""
    found = [f"s{space_id}", f"k{kind.value}", f"m{at:%Y%m}", f"y{at:%Y}"]
    found += [] if kind is FoundKind.COMMENT else ["top"]
    return found + ([f"w{side}"] if side else [])
