"""Which texts of two lists belong together though their words differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from policyspace.drafting.rules.likeness import Bag, are_alike, shared_weight
from policyspace.drafting.rules.sequences import longest_rising

_FEW_ENOUGH_TO_COMPARE_ALL = 400  # pairs of blocks

Bags = Sequence[Bag]
Pair = tuple[int, int]


def pair_alike(old: Bags, new: Bags) -> list[Pair]:
    """Pairs of places (old, new) that are alike, rising on both sides.

    Short lists are searched for the pairing that shares the most words. In long ones, those that share
    words found nowhere else are paired first, and the short stretches between them then.
    """
    if len(old) * len(new) <= _FEW_ENOUGH_TO_COMPARE_ALL:
        return _best_pairing(old, new)
    fixed = longest_rising([pair for pair in likely_pairs(old, new) if are_alike(old[pair[0]], new[pair[1]])])
    pairs = list(fixed)
    i = j = 0
    for next_i, next_j in [*fixed, (len(old), len(new))]:
        if (next_i - i) * (next_j - j) <= _FEW_ENOUGH_TO_COMPARE_ALL:
            pairs += [(i + k, j + m) for k, m in _best_pairing(old[i:next_i], new[j:next_j])]
        i, j = next_i + 1, next_j + 1
    return sorted(pairs)


def likely_pairs(old: Bags, new: Bags) -> list[Pair]:
    """Pairs of which each shares with the other, of all, the most weight of words found in one text only.

    Rising in the first place, each place in one pair at most. Linear.
    """
    homes = _homes(new)
    votes: dict[Pair, int] = defaultdict(int)
    for word, i in _homes(old).items():
        j = homes.get(word, -1)
        if i >= 0 and j >= 0:
            votes[i, j] += len(word)
    best_new: dict[int, Pair] = {}
    best_old: dict[int, Pair] = {}
    for pair in sorted(votes):
        for best, place in ((best_new, pair[0]), (best_old, pair[1])):
            if place not in best or votes[pair] > votes[best[place]]:
                best[place] = pair
    return [pair for pair in best_new.values() if best_old[pair[1]] == pair]


def _homes(bags: Bags) -> dict[str, int]:
    """For each word the one place where it stands; -1 where there are several."""
    homes: dict[str, int] = {}
    for place, bag in enumerate(bags):
        for word in bag.counts:
            homes[word] = -1 if word in homes else place
    return homes


def _best_pairing(old: Bags, new: Bags) -> list[Pair]:
    """The pairing in order that shares the most weight, by dynamic programming over all pairs."""
    worth = {
        (i, j): shared_weight(one, other)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if are_alike(one, other)
    }
    if not worth:
        return []
    best: dict[Pair, int] = defaultdict(int)  # what the pairs from (i, j) on can share
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            together = worth[i, j] + best[i + 1, j + 1] if (i, j) in worth else 0
            best[i, j] = max(together, best[i + 1, j], best[i, j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if (i, j) in worth and best[i, j] == worth[i, j] + best[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs
