"""Where the blocks that moved stood before, in the order in which a comparison is read."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from policyspace.drafting.rules.diff import BlockChange


def departures(changes: Sequence[BlockChange]) -> Mapping[int, Sequence[int]]:
    """For places among `changes` before which blocks once stood that moved away: where those stand now.

    Both are places among `changes`; what is behind the last one left from there. A block that stayed, or was
    taken out, is where the older text is picked up again: those rise on both sides.
    """
    steady = [
        (change.old, place)
        for place, change in enumerate(changes)
        if change.old_count and change.what != "moved"
    ]
    olds = [old for old, _place in steady]
    left: dict[int, list[int]] = defaultdict(list)
    for place in sorted(_moved(changes), key=lambda place: changes[place].old):
        after = bisect_right(olds, changes[place].old)
        left[steady[after][1] if after < len(steady) else len(changes)].append(place)
    return left


def numbers_before(numbers: Sequence[int | None]) -> list[int | None]:
    """For each block the number of the last numbered one before it, if there is one."""
    before: list[int | None] = []
    last: int | None = None
    for number in numbers:
        before.append(last)
        last = last if number is None else number
    return before


def _moved(changes: Sequence[BlockChange]) -> list[int]:
    return [place for place, change in enumerate(changes) if change.what == "moved"]
