"""A comparison as it is read: changes, marks where blocks moved away, and folds of what is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyspace.drafting.comparing import ComparedBlock, Comparison

FOLDED_FROM = 2
"""Fewer unchanged blocks than this are not worth a fold."""


@dataclass(frozen=True)
class Block:
    """One block. `change`: its number among the changes, from 1; 0 where it is the same."""

    block: ComparedBlock
    change: int
    is_a = "block"


@dataclass(frozen=True)
class Left:
    """The place where a block stood that moved: to the change with this number."""

    block: ComparedBlock
    change: int
    is_a = "left"


@dataclass(frozen=True)
class Fold:
    """Unchanged blocks in a row, folded away."""

    blocks: Sequence[Block]
    is_a = "fold"


Entry = Block | Left | Fold


@dataclass(frozen=True)
class Reading:
    """The entries of a comparison, and how many changes there are among them."""

    entries: Sequence[Entry]
    changes: int


def reading_of(comparison: Comparison) -> Reading:
    """The comparison as a page shows it."""
    numbered = list(_numbered(comparison.blocks))
    folding = _Folding()
    for place in range(len(numbered) + 1):
        for moved in comparison.left.get(place, ()):
            folding.put(Left(numbered[moved].block, numbered[moved].change))
        if place < len(numbered):
            folding.put(numbered[place])
    folding.end()
    return Reading(folding.entries, sum(1 for each in numbered if each.change))


def _numbered(blocks: Sequence[ComparedBlock]) -> Iterator[Block]:
    changes = 0
    for block in blocks:
        changes += block.change != "same"
        yield Block(block, changes if block.change != "same" else 0)


@dataclass
class _Folding:
    """Entries put one after another; unchanged blocks wait until it is known what comes behind them."""

    entries: list[Entry] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)

    def put(self, entry: Block | Left) -> None:
        if isinstance(entry, Block) and not entry.change:
            self.waiting.append(entry)
            return
        self._let_go(before_a_change=True)
        self.entries.append(entry)

    def end(self) -> None:
        self._let_go(before_a_change=False)

    def _let_go(self, *, before_a_change: bool) -> None:
        """Beside a change stay its neighbours, and the heading that it stands under; the rest is folded."""
        last = len(self.waiting) - 1
        kept = {0} if self.entries else set()
        if before_a_change:
            headings = [place for place, each in enumerate(self.waiting) if each.block.kind == "heading"]
            kept |= {last, *headings[-1:]}
        stretch: list[Block] = []
        for place, each in enumerate(self.waiting):
            if place in kept:
                self._fold(stretch)
                stretch = []
                self.entries.append(each)
            else:
                stretch.append(each)
        self._fold(stretch)
        self.waiting = []

    def _fold(self, stretch: list[Block]) -> None:
        if len(stretch) >= FOLDED_FROM:
            self.entries.append(Fold(stretch))
        else:
            self.entries += stretch
