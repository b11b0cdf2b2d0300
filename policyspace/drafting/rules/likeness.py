"""How much of the words of two texts is the same, whatever their order.

A word weighs as many characters as it has, so that "the" and "of" do not make strangers alike. Capitals do not matter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from policyspace.drafting.rules.words import words
from policyspace.foundation.remembering import remembered

_LIKE = 0.4  # of the mean weight of both: edited in place
_VERY_LIKE = 0.6  # the same when moved elsewhere, where neighbours do not vouch for it
_CONTAINED = 0.8  # of the lighter one: the other was cut down to it, or grew out of it
_FEW = 4  # so many words may stand in another text by chance


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a text with how often each stands in it, how many they are, and their weight together."""

    counts: Counter[str]
    count: int
    weight: int


@remembered(100)
def bag_of(text: str) -> Bag:
    """The bag of the words of `text`."""
    said = words(text.casefold())
    return Bag(Counter(said), len(said), sum(map(len, said)))


def less(bag: Bag, taken: Bag) -> Bag:
    """What is left of `bag` when the words of `taken` are taken out."""
    counts = bag.counts - taken.counts
    return Bag(counts, counts.total(), sum(len(word) * count for word, count in counts.items()))


def shared_weight(one: Bag, other: Bag) -> int:
    """The weight of the words that stand in both, each as often as in the one that has fewer."""
    small, large = sorted((one.counts, other.counts), key=len)
    return sum(len(word) * min(count, large[word]) for word, count in small.items() if word in large)


def are_alike(one: Bag, other: Bag) -> bool:
    """Whether one may be the other after editing."""
    lighter = min(one.weight, other.weight)
    if not lighter:
        return False
    if 2 * lighter < _LIKE * (one.weight + other.weight) and min(one.count, other.count) <= _FEW:
        return False
    shared = shared_weight(one, other)
    if 2 * shared >= _LIKE * (one.weight + other.weight):
        return True
    return shared >= _CONTAINED * lighter and min(one.count, other.count) > _FEW


def are_very_alike(one: Bag, other: Bag) -> bool:
    """Whether one is so much like the other that it is the same even in another place."""
    if min(one.count, other.count) <= _FEW:
        return False
    return 2 * shared_weight(one, other) >= _VERY_LIKE * (one.weight + other.weight)


def stands_in(part: Bag, rest: Bag) -> bool:
    """Whether `part` was cut out of a text of which `rest` is otherwise unaccounted for."""
    return part.count >= _FEW and shared_weight(part, rest) >= _CONTAINED * part.weight
