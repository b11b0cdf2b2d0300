"""Which items of one sequence stand again in another, in the same order.

Method: common beginnings and ends are taken off; items that stand exactly once on both sides are anchors, of
which the longest chain in order is kept (patience diff, Bram Cohen); between anchors the same again; what has no
anchor is matched by the shortest edit (Myers, "An O(ND) difference algorithm", 1986). Every step is paid
from a budget that grows with the length, to a limit; when it is used up, the n-th occurrence of an item is
matched with its n-th occurrence on the other side, which is rough but costs next to nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policyspace.drafting.rules.shortest_edit import Budget, shortest_edit

_DEEPEST = 12  # rounds of looking for anchors between anchors
_STEPS_PER_ITEM = 6
_STEPS_AT_LEAST = 4_000
_STEPS_AT_MOST = 150_000


class Run(NamedTuple):
    """old[old : old + size] equals new[new : new + size]."""

    old: int
    new: int
    size: int


class _Stretch(NamedTuple):
    """A part of both sequences still to be matched, after `depth` rounds of anchors."""

    old: int
    old_end: int
    new: int
    new_end: int
    depth: int


def match_sequences(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal items, rising on both sides, none touching the next on both."""
    steps = _STEPS_AT_LEAST + _STEPS_PER_ITEM * (len(old) + len(new))
    budget = Budget(min(steps, _STEPS_AT_MOST))
    runs: list[Run] = []
    waiting = [_Stretch(0, len(old), 0, len(new), 0)]
    while waiting:
        stretch = _trimmed(old, new, waiting.pop(), runs)
        if stretch.old == stretch.old_end or stretch.new == stretch.new_end:
            continue
        anchors = _anchors(old, new, stretch, budget)
        if anchors:
            runs.extend(Run(i, j, 1) for i, j in anchors)
            waiting.extend(_between(stretch, anchors))
        else:
            runs.extend(_without_anchors(old, new, stretch, budget))
    return _joined(runs)


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of `pairs` (rising in the first number) that also rises in the second."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        before.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(second)
            at.append(index)
        else:
            tails[length] = second
            at[length] = index
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _trimmed(old: Sequence[str], new: Sequence[str], stretch: _Stretch, runs: list[Run]) -> _Stretch:
    """The stretch less its common beginning and end, which go to `runs`."""
    first_old, old_end, first_new, new_end, depth = stretch
    i, j = first_old, first_new
    while i < old_end and j < new_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    if i > first_old:
        runs.append(Run(first_old, first_new, i - first_old))
    k, m = old_end, new_end
    while k > i and m > j and old[k - 1] == new[m - 1]:
        k, m = k - 1, m - 1
    if k < old_end:
        runs.append(Run(k, m, old_end - k))
    return _Stretch(i, k, j, m, depth)


def _anchors(
    old: Sequence[str], new: Sequence[str], stretch: _Stretch, budget: Budget
) -> list[tuple[int, int]]:
    """The longest chain of items that stand once in the stretch on each side."""
    here, there = old[stretch.old : stretch.old_end], new[stretch.new : stretch.new_end]
    if stretch.depth >= _DEEPEST or not budget.pay(len(here) + len(there)):
        return []
    here_counts, there_counts = Counter(here), Counter(there)
    places = {item: j for j, item in enumerate(there, stretch.new) if there_counts[item] == 1}
    pairs = [
        (i, places[item])
        for i, item in enumerate(here, stretch.old)
        if item in places and here_counts[item] == 1
    ]
    return longest_rising(pairs)


def _between(stretch: _Stretch, anchors: Sequence[tuple[int, int]]) -> Iterable[_Stretch]:
    """The parts of the stretch before, between and after its anchors."""
    i, j = stretch.old, stretch.new
    for next_i, next_j in [*anchors, (stretch.old_end, stretch.new_end)]:
        if next_i > i and next_j > j:
            yield _Stretch(i, next_i, j, next_j, stretch.depth + 1)
        i, j = next_i + 1, next_j + 1


def _without_anchors(old: Sequence[str], new: Sequence[str], stretch: _Stretch, budget: Budget) -> list[Run]:
    """Matches among the items that stand on both sides at all."""
    common = {*old[stretch.old : stretch.old_end]} & {*new[stretch.new : stretch.new_end]}
    here = [i for i in range(stretch.old, stretch.old_end) if old[i] in common]
    there = [j for j in range(stretch.new, stretch.new_end) if new[j] in common]
    left, right = [old[i] for i in here], [new[j] for j in there]
    pairs = shortest_edit(left, right, budget)
    if pairs is None:
        pairs = _by_occurrence(left, right)
    return [Run(here[i], there[j], 1) for i, j in pairs]


def _by_occurrence(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest chain of n-th occurrences matched with n-th occurrences."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - 1, -1, -1):
        places[new[j]].append(j)
    pairs = [(i, places[item].pop()) for i, item in enumerate(old) if places.get(item)]
    return longest_rising(pairs)


def _joined(runs: list[Run]) -> list[Run]:
    """The runs in order, those that touch on both sides made one."""
    joined: list[Run] = []
    for run in sorted(runs):
        last = joined[-1] if joined else None
        if last and last.old + last.size == run.old and last.new + last.size == run.new:
            joined[-1] = Run(last.old, last.new, last.size + run.size)
        else:
            joined.append(run)
    return joined
