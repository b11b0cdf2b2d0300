"""The shortest way from one sequence to another, as long as a budget pays for it.

Method: E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986), the greedy form.
A diagonal is the number of items passed in `old` less those passed in `new`.
"""

from __future__ import annotations

from collections.abc import Sequence

_NOWHERE = -2  # on a diagonal that no path has reached


class Budget:
    """Steps that may still be taken; counted, not timed, so that the same input gives the same answer."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def pay(self, steps: int) -> bool:
        """Take `steps` off; whether they were there."""
        self.left -= steps
        return self.left >= 0


def shortest_edit(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]] | None:
    """The pairs of equal items that a shortest edit keeps, rising; None when the budget runs out first."""
    rounds: list[dict[int, int]] = []  # by number of edits: how far in `old` a path came on each diagonal
    furthest = {1: 0}
    while furthest.get(len(old) - len(new)) != len(old) or not rounds:
        furthest, steps = _one_more_edit(old, new, furthest, len(rounds))
        if not budget.pay(steps):
            return None
        rounds.append(furthest)
    return _walk_back(rounds, len(old), len(new))


def _one_more_edit(
    old: Sequence[str], new: Sequence[str], before: dict[int, int], edits: int
) -> tuple[dict[int, int], int]:
    """How far paths of `edits` edits come, and the steps it took. Diagonals outside of both are left out."""
    most, last = len(old), len(new)
    reached: dict[int, int] = {}
    steps = 0
    lowest = 2 * max(0, edits - last) - edits
    highest = edits - 2 * max(0, edits - most)
    for diagonal in range(lowest, highest + 1, 2):
        start = _start(before, diagonal)
        i, j = start, start - diagonal
        while i < most and j < last and old[i] == new[j]:
            i, j = i + 1, j + 1
        reached[diagonal] = i
        steps += 1 + i - start
    return reached, steps


def _start(before: dict[int, int], diagonal: int) -> int:
    """Where a path enters the diagonal: after an insertion or after a deletion, whichever is further."""
    return max(before.get(diagonal + 1, _NOWHERE), before.get(diagonal - 1, _NOWHERE) + 1)


def _walk_back(rounds: list[dict[int, int]], most: int, last: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i, diagonal = most, most - last
    for before in [*rounds[-2::-1], {1: 0}]:
        start = _start(before, diagonal)
        pairs.extend((k, k - diagonal) for k in range(i - 1, start - 1, -1))
        inserted = before.get(diagonal + 1, _NOWHERE) == start
        i, diagonal = (start, diagonal + 1) if inserted else (start - 1, diagonal - 1)
    return pairs[::-1]
