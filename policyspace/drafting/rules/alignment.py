"""Which blocks of an older text are which blocks of a newer one.

This is the one alignment that comparing, merging, and carrying block ids stand on. Order of the work: equal
blocks in order; equal blocks that moved; blocks that are alike in the same gap; blocks cut in parts or joined;
blocks that moved and were edited. Every step is linear or bounded, so that no text makes it slow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from policyspace.drafting.rules.likeness import Bag, are_very_alike, bag_of, less, stands_in
from policyspace.drafting.rules.pairing import Pair, likely_pairs, pair_alike
from policyspace.drafting.rules.sequences import match_sequences
from policyspace.drafting.rules.words import has_word


class Sourced(Protocol):
    """Anything with the words of a block: one cut from a text, or one of a revision."""

    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    """The blocks `old` have become the blocks `new`; one of the two may be empty.

    Where both are there, one of them is a single block; several on the other side mean that it was cut in
    parts, or joined from them. A `moved` block stands in another order than those around it.
    """

    old: range
    new: range
    moved: bool = False


def align_blocks(old: Sequence[str], new: Sequence[str]) -> list[Link]:
    """Every block of `old` and of `new`, given by their sources, in exactly one link.

    The links stand in the order of the new text, a deleted block before what came in its place. Without
    those that moved they rise on both sides.
    """
    work = _Alignment(_Blocks(old), _Blocks(new))
    work.match_equal()
    work.match_moved(_equal_elsewhere)
    work.match_alike()
    work.match_parts()
    work.match_moved(_alike_elsewhere)
    return list(work.links())


def links_between(before: Sequence[Sourced], after: Sequence[Sourced]) -> Sequence[Link]:
    """Which blocks of `before` are which of `after`. A merge and the crediting of its words ask of the same texts."""
    old, new = (tuple(block_key(block.source) for block in side) for side in (before, after))
    return _aligned(old, new)


@lru_cache(maxsize=4)
def _aligned(old: tuple[str, ...], new: tuple[str, ...]) -> Sequence[Link]:
    return tuple(align_blocks(old, new))


def links_in_order(before: Sequence[Sourced], after: Sequence[Sourced]) -> Sequence[Link]:
    """The same without moves, as `align_in_order` has it."""
    return align_in_order([block.source for block in before], [block.source for block in after])


def align_in_order(old: Sequence[str], new: Sequence[str]) -> list[Link]:
    """The same without moves, for the parts of one block: a moved part is one deleted and one inserted.

    A part alone between the same neighbours is that part edited, even if no word of it is left.
    """
    work = _Alignment(_Blocks(old), _Blocks(new))
    work.match_equal()
    work.match_alike()
    work.match_parts()
    work.match_lone()
    return list(work.links())


def block_key(source: str) -> str:
    """What makes two blocks the same: their text without the blank lines around it."""
    return source.rstrip().lstrip("\r\n")


class _Blocks:
    """One side: the keys of its blocks, their words when asked for, and which are still free."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.keys = [block_key(source) for source in sources]
        self.free = set(range(len(sources)))
        self._bags: dict[str, Bag] = {}

    def bag(self, place: int) -> Bag:
        key = self.keys[place]
        if key not in self._bags:
            self._bags[key] = bag_of(key)
        return self._bags[key]

    def bags(self, places: Sequence[int]) -> list[Bag]:
        return [self.bag(place) for place in places]

    def free_within(self, start: int, stop: int) -> list[int]:
        return [place for place in range(start, stop) if place in self.free]


@dataclass(slots=True)
class _Alignment:
    """An alignment in the making: the links that rise on both sides, and the moved pairs by their new place."""

    old: _Blocks
    new: _Blocks
    steady: list[Link] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)

    def match_equal(self) -> None:
        for run in match_sequences(self.old.keys, self.new.keys):
            for step in range(run.size):
                self._take(run.old + step, run.new + step)

    def match_moved(self, elsewhere: Callable[[_Blocks, _Blocks], list[Pair]]) -> None:
        for i, j in elsewhere(self.old, self.new):
            self.moved[j] = i
            self.old.free.discard(i)
            self.new.free.discard(j)

    def match_alike(self) -> None:
        for here, there in list(self._gaps()):
            old, new = self.old.free_within(*here), self.new.free_within(*there)
            if old and new:
                for k, m in pair_alike(self.old.bags(old), self.new.bags(new)):
                    self._take(old[k], new[m])
        self.steady.sort(key=lambda link: link.new.start)

    def match_lone(self) -> None:
        for here, there in list(self._gaps()):
            old, new = self.old.free_within(*here), self.new.free_within(*there)
            if len(old) == len(new) == 1:
                self._take(old[0], new[0])
        self.steady.sort(key=lambda link: link.new.start)

    def match_parts(self) -> None:
        """Let each edited block take the free blocks beside it that were cut out of it, or joined to it."""
        for index, link in enumerate(self.steady):
            i, j = link.old.start, link.new.start
            if self.old.keys[i] == self.new.keys[j]:
                continue
            cut = _parts(self.old.bag(i), self.new, j)
            joined = range(i, i + 1) if len(cut) > 1 else _parts(self.new.bag(j), self.old, i)
            self.steady[index] = Link(joined, cut)
            self.old.free.difference_update(joined)
            self.new.free.difference_update(cut)

    def links(self) -> Iterator[Link]:
        for (here, there), link in zip(self._gaps(), [*self.steady, None], strict=True):
            for i in self.old.free_within(*here):
                yield Link(range(i, i + 1), range(there[0], there[0]))
            for j in range(*there):
                i = self.moved.get(j, here[1])
                yield Link(range(i, i + (j in self.moved)), range(j, j + 1), j in self.moved)
            if link:
                yield link

    def _take(self, i: int, j: int) -> None:
        self.steady.append(Link(range(i, i + 1), range(j, j + 1)))
        self.old.free.discard(i)
        self.new.free.discard(j)

    def _gaps(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The stretches (old, new) before, between and after the steady links; the new one ends at a link's start."""
        i = j = 0
        for link in self.steady:
            yield (i, link.old.start), (j, link.new.start)
            i, j = link.old.stop, link.new.stop
        yield (i, len(self.old.keys)), (j, len(self.new.keys))


def _parts(whole: Bag, side: _Blocks, place: int) -> range:
    """`place` and the free places beside it whose words come out of the rest of `whole`."""
    rest = less(whole, side.bag(place))
    start, stop = place, place + 1
    while start - 1 in side.free and stands_in(side.bag(start - 1), rest):
        start -= 1
        rest = less(rest, side.bag(start))
    while stop in side.free and stands_in(side.bag(stop), rest):
        rest = less(rest, side.bag(stop))
        stop += 1
    return range(start, stop)


def _equal_elsewhere(old: _Blocks, new: _Blocks) -> list[Pair]:
    """Free blocks that stand once among the free ones of each side, out of order with the rest."""
    here, there = Counter(old.keys[i] for i in old.free), Counter(new.keys[j] for j in new.free)
    places = {new.keys[j]: j for j in new.free}
    return [
        (i, places[key])
        for i, key in ((i, old.keys[i]) for i in sorted(old.free))
        if here[key] == there[key] == 1 and has_word(key)
    ]


def _alike_elsewhere(old: _Blocks, new: _Blocks) -> list[Pair]:
    """Free blocks that share rare words and are very much alike, out of order with the rest."""
    here, there = sorted(old.free), sorted(new.free)
    pairs = likely_pairs(old.bags(here), new.bags(there))
    return [(here[k], there[m]) for k, m in pairs if are_very_alike(old.bag(here[k]), new.bag(there[m]))]
