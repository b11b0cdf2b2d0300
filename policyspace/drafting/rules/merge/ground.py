"""The base of a merge as a line of zones, so that it can be said where a change stands and what lies between two.

Zones take turns: the space before the first part (0), the core of the first part (1), the blank lines behind
it (2), the core of the second part (3) … A part is an item of a list, or else a whole block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from policyspace.drafting.rules.edits import Edit
from policyspace.drafting.rules.parts import BY_LINE, core_length, parts_of
from policyspace.drafting.rules.words import has_word
from policyspace.foundation.text.blocks import SourceBlock


class Place(NamedTuple):
    """A zone, and a place in the base text that is in it or at its edge. Places compare as they stand in the text."""

    zone: int
    at: int


class Ground:
    """The base text with its zones."""

    def __init__(self, blocks: Sequence[SourceBlock]) -> None:
        self.text = "".join(block.source for block in blocks)
        self.kinds: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        for block in blocks:
            for part in [block.source] if block.kind in BY_LINE else parts_of(block):
                self.kinds.append(block.kind)
                self._starts.append(at)
                self._ends.append(at + core_length(part))
                at += len(part)

    def range_of(self, edit: Edit) -> tuple[Place, Place]:
        """Where an edit of the base begins and ends; one about whole parts does so in the space around them."""
        if edit.whole:
            return self._around(edit.start), self._around(edit.end)
        start = self._within(edit.start, edit.start == edit.end)
        return start, start if edit.start == edit.end else Place(self._within(edit.end - 1).zone, edit.end)

    def parted(self, before: Place, after: Place) -> bool:
        """Whether a word or the edge of a part lies between two places, so that changes there do not meet."""
        return after.zone > before.zone or has_word(self.text[before.at : after.at])

    def is_spacing(self, edit: Edit) -> bool:
        """Whether an edit only changes how many blank lines there are, of one or more, between two parts."""
        start, end = self._around(edit.start), self._around(edit.end)
        part = start.zone // 2
        if start.zone != end.zone or start.zone % 2 or edit.text.strip() or not 0 < part < len(self.kinds):
            return False
        lines = self.text.count("\n", self._ends[part - 1], self._starts[part])
        added = edit.text.count("\n") - self.text[edit.start : edit.end].count("\n")
        return min(lines, lines + added) > 1

    def kind_at(self, place: Place) -> str:
        """The kind of the block a place is in or behind; empty before the first."""
        part = (place.zone - 1) // 2
        return self.kinds[part] if part >= 0 else ""

    def part_around(self, start: Place, end: Place) -> tuple[Place, Place]:
        """The same stretch, grown to the edges of the parts it begins and ends inside of."""
        if self._is_inside(start):
            start = Place(start.zone, self._starts[start.zone // 2])
        if self._is_inside(end):
            end = Place(end.zone, self._ends[end.zone // 2])
        return start, end

    def whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """The stretch grown to whole lines, less the space at their end, inside of a part that is changed by lines."""
        part = bisect_right(self._starts, start) - 1
        if part < 0 or self.kinds[part] not in BY_LINE or start > self._ends[part]:
            return start, end
        first = self.text.rfind("\n", self._starts[part], start) + 1 or self._starts[part]
        last = self.text.find("\n", end, self._ends[part])
        last = self._ends[part] if last < 0 else last
        return first, max(end, last - len(self.text[end:last]) + len(self.text[end:last].rstrip()))

    def _is_inside(self, place: Place) -> bool:
        """Whether a place is in the core of a part that is not changed by lines."""
        return place.zone % 2 == 1 and self.kinds[place.zone // 2] not in BY_LINE

    def _around(self, at: int) -> Place:
        """The blank space around parts at `at`; inside a table or code, and at its end, still its core."""
        part = bisect_left(self._starts, at)
        if part and at < self._ends[part - 1] + (self.kinds[part - 1] in BY_LINE):
            return Place(2 * part - 1, at)
        return Place(2 * part, at)

    def _within(self, at: int, edge: bool = False) -> Place:
        """The zone of the character at `at`; with `edge`, the end of a core belongs to it too."""
        part = bisect_right(self._starts, at) - 1
        inside = part >= 0 and (at < self._ends[part] or (edge and at == self._ends[part]))
        return Place(2 * part + 1 if inside else 2 * part + 2, at)
