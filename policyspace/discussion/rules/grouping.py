"""Comments that say the same, suggested by the likeness of their words; a person decides.

Words weigh by how seldom they are among all the comments (TF-IDF, Spärck Jones 1972), and two comments are as alike as
the cosine of their weights. Each comment joins the group whose first comment it is most like, or begins one: so all
of a group is like its first, and nobody is drawn in by a neighbour of a neighbour. The first comments are found by
their rarest words, and only so many are looked at that the work grows with the number of comments, not its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from math import log, sqrt

from policyspace.drafting.rules.words import words

ALIKE = 0.35
MOST_LOOKED_AT = 150
Weights = dict[str, float]


def alike_groups(texts: Sequence[str]) -> list[list[int]]:
    """Groups of at least two places in `texts`, from 0, that say much the same; the largest first, each in order."""
    bags = [Counter(_terms(text)) for text in texts]
    seldom = _seldom(bags)
    groups = _Groups()
    for place, bag in enumerate(bags):
        if bag:
            groups.take(place, bag, _weights(bag, seldom))
    found = [group for group in groups.members if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group[0]))


def likeness(one: Weights, other: Weights) -> float:
    """The cosine of two bags of weights of length one: 0 without a word in common, 1 for the same words."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large[term] for term, weight in small.items() if term in large)


class _Groups:
    """The groups so far: the places in each, and the words of its first comment."""

    def __init__(self) -> None:
        self.members: list[list[int]] = []
        self._firsts: list[Weights] = []
        self._by_words: dict[frozenset[tuple[str, int]], int] = {}
        self._by_term: dict[str, list[int]] = {}

    def take(self, place: int, bag: Counter[str], weights: Weights) -> None:
        """Put a comment in the group it belongs to, or in one of its own."""
        said = frozenset(bag.items())
        group = self._by_words.get(said)
        if group is None:
            group = self._like(weights)
        if group is None:
            group = len(self.members)
            self.members.append([])
            self._firsts.append(weights)
            for term in weights:
                self._by_term.setdefault(term, []).append(group)
        self._by_words.setdefault(said, group)
        self.members[group].append(place)

    def _like(self, weights: Weights) -> int | None:
        """The group whose first comment is most like this one, the older of two; None where none is like it."""
        best, most = None, ALIKE
        for group in sorted(self._looked_at(weights)):
            like = likeness(weights, self._firsts[group])
            if like > most:
                best, most = group, like
        return best

    def _looked_at(self, weights: Weights) -> set[int]:
        lists = sorted((self._by_term[term] for term in weights if term in self._by_term), key=len)
        found: set[int] = set()
        for groups in lists:
            found.update(islice(groups, MOST_LOOKED_AT - len(found)))
            if len(found) >= MOST_LOOKED_AT:
                break
        return found


def _terms(text: str) -> Iterable[str]:
    """The words of a text without capitals, and without the ending that tells many from one."""
    for word in words(text.casefold()):
        yield word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _seldom(bags: Sequence[Counter[str]]) -> Weights:
    """How much a word tells: nothing where every comment has it."""
    frequency = Counter(term for bag in bags for term in bag)
    return {term: log((1 + len(bags)) / count) for term, count in frequency.items()}


def _weights(bag: Counter[str], seldom: Weights) -> Weights:
    """The weights of a bag, together of length one; in the order of the words, so that sums are the same each time."""
    raw = {term: (1 + log(count)) * seldom[term] for term, count in sorted(bag.items())}
    length = sqrt(sum(weight * weight for weight in raw.values()))
    return {term: weight / length for term, weight in raw.items()}
