"""The words that differ between two texts that belong together, as replacements in the older one.

An edit never cuts a word in two, and words that happen to stand again in a passage written afresh are
given up (semantic cleanup, after N. Fraser's diff-match-patch), so that a reader sees passages, not confetti.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from policyspace.drafting.rules.sequences import Run, match_sequences
from policyspace.drafting.rules.words import Tokens, tokens, word_weights

_FURTHEST_SLIDE = 60


class Edit(NamedTuple):
    """old[start:end] becomes `text`.

    `whole`: it takes out, puts in or sets apart whole blocks or whole parts of one; the words inside stay.
    """

    start: int
    end: int
    text: str
    whole: bool = False


def word_edits(old: str, new: str) -> list[Edit]:
    """What to replace in `old` to get `new`: rising, apart, no more than needed at word level."""
    if old == new:
        return []
    before, after = tokens(old), tokens(new)
    runs = match_sequences(before.contents, after.contents)
    runs = _settled(_without_islands(runs, before, after), before, after)
    return list(_replacements(runs, _Side(old, before), _Side(new, after)))


def space_edits(old: str, new: str, start: int) -> list[Edit]:
    """What to replace in the blank lines `old` behind a block, which begin at `start`, to get `new`."""
    kept = common_start(old, new)
    return [] if old == new else [Edit(start + kept, start + len(old), new[kept:], whole=True)]


def apply_edits(old: str, edits: Iterable[Edit]) -> str:
    """The text that `edits` (rising, apart) make of `old`."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [old[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, old[at:]])


class _Side:
    """A text with the places of its contents."""

    def __init__(self, text: str, split: Tokens) -> None:
        self.text = text
        self.spaces = split.spaces
        self.count = len(split.contents)
        self._ends = split.ends()

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The place between the end of content `first` - 1 and the beginning of content `last`."""
        return self._ends[2 * first], self._ends[2 * last + 1]


def _replacements(runs: Sequence[Run], old: _Side, new: _Side) -> Iterator[Edit]:
    """One edit for each gap between runs, and for white space that differs inside a run."""
    i = j = 0
    for run in [*runs, Run(old.count, new.count, 0)]:
        yield from _gap(old, new, (i, run.old), (j, run.new))
        for step in range(1, run.size):
            if old.spaces[run.old + step] != new.spaces[run.new + step]:
                k, m = run.old + step, run.new + step
                yield from _gap(old, new, (k, k), (m, m))
        i, j = run.old + run.size, run.new + run.size


def _gap(old: _Side, new: _Side, here: tuple[int, int], there: tuple[int, int]) -> Iterator[Edit]:
    """The edit of the contents `here` to those `there`, less the white space both begin or end with."""
    start, end = old.between(*here)
    new_start, new_end = new.between(*there)
    kept = common_start(old.spaces[here[0]], new.spaces[there[0]])
    start, new_start = start + kept, new_start + kept
    before, after = old.text[start:end], new.text[new_start:new_end]
    kept = _common_end(before, after)
    before, after = before[: len(before) - kept], after[: len(after) - kept]
    if before != after:
        yield Edit(start, start + len(before), after)


def common_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _common_end(one: str, other: str) -> int:
    """How many characters of white space both end with."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right or not left.isspace():
            break
        count += 1
    return count


def _without_islands(runs: Sequence[Run], old: Tokens, new: Tokens) -> list[Run]:
    """The runs less those that weigh less than the changes on both their sides."""
    old_sizes = [0, *accumulate(map(len, old.contents))]
    new_sizes = [0, *accumulate(map(len, new.contents))]
    weights = [0, *accumulate(word_weights(old.contents))]
    kept = [Run(0, 0, 0)]

    def change(before: Run, after: Run) -> int:
        deleted = old_sizes[after.old] - old_sizes[before.old + before.size]
        inserted = new_sizes[after.new] - new_sizes[before.new + before.size]
        return max(deleted, inserted)

    for run in [*runs, Run(len(old.contents), len(new.contents), 0)]:
        while len(kept) > 1:
            island = kept[-1]
            weight = weights[island.old + island.size] - weights[island.old]
            if weight >= min(change(kept[-2], island), change(island, run)):
                break
            kept.pop()
        kept.append(run)
    return kept[1:-1]


def _settled(runs: Sequence[Run], old: Tokens, new: Tokens) -> list[Run]:
    """The runs with each pure insertion or deletion moved, where it can be, to the start of a line or sentence.

    "A. B. C." differs from "A. C." by "B. " as much as by "A. B": the former is what a reader sees.
    """
    settled = list(runs)
    for index in range(len(settled) - 1):
        before, after = settled[index], settled[index + 1]
        if before.old + before.size == after.old:
            back = _slide(new, before.new + before.size, after.new, before.size, after.size)
        elif before.new + before.size == after.new:
            back = _slide(old, before.old + before.size, after.old, before.size, after.size)
        else:
            continue
        settled[index] = Run(before.old, before.new, before.size + back)
        settled[index + 1] = Run(after.old + back, after.new + back, after.size - back)
    return settled


def _slide(side: Tokens, start: int, end: int, before: int, after: int) -> int:
    """By how many contents the piece from `start` to `end` best moves (back is negative), leaving one on each side."""
    contents = side.contents
    low = high = 0
    while -low < min(before - 1, _FURTHEST_SLIDE) and contents[start + low - 1] == contents[end + low - 1]:
        low -= 1
    while high < min(after - 1, _FURTHEST_SLIDE) and contents[start + high] == contents[end + high]:
        high += 1
    return max(range(low, high + 1), key=lambda by: _fitness(side, start + by))


def _fitness(side: Tokens, at: int) -> int:
    """How well a passage begins at the content `at`: at a line, after a sentence, a clause, a space, or amid."""
    if "\n" in side.spaces[at]:
        return 4
    if side.contents[at - 1] in {".", "!", "?"} and side.spaces[at]:
        return 3
    if side.contents[at - 1] in {",", ";", ":", ")"} and side.spaces[at]:
        return 2
    return 1 if side.spaces[at] else 0
