"""One side of a merge: what became of each block of the base, and what is to become of the blocks it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policyspace.drafting.rules.alignment import Link, links_between, links_in_order
from policyspace.drafting.rules.block_edits import block_edits
from policyspace.drafting.rules.edits import Edit
from policyspace.foundation.text.blocks import SourceBlock, split_blocks


@dataclass(slots=True)
class Moves:
    """How the moves of one side go together with the other side, by the new places of the blocks it moved.

    `texts`: what a block is to say where the other side edited it. `contested`: blocks whose new place a person must
    confirm. `open`: those whose move has run into a dispute. `undecided`: those of which a person must confirm the old
    place as well. `followed`: blocks of the base in which this side's edits have gone along with the other's move.
    """

    texts: dict[int, str] = field(default_factory=dict)
    contested: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    undecided: set[int] = field(default_factory=set)
    followed: set[int] = field(default_factory=set)


class Side:
    """One side: its blocks, their links to those of the base, and its moves."""

    def __init__(self, base: Sequence[SourceBlock], text: str, *, moves: bool) -> None:
        self.base = base
        self.blocks = split_blocks(text)
        self.links = links_between(base, self.blocks) if moves else links_in_order(base, self.blocks)
        self.moves = Moves()
        self._edits: dict[Link, list[Edit]] = {}

    def source(self, link: Link) -> str:
        """What the blocks of the base have become."""
        return "".join(block.source for block in self.blocks[link.new.start : link.new.stop])

    def edits(self, link: Link) -> list[Edit]:
        """What this side changed in blocks that it kept, from their beginning on."""
        if link not in self._edits:
            old = self.base[link.old.start : link.old.stop]
            self._edits[link] = block_edits(old, self.blocks[link.new.start : link.new.stop])
        return self._edits[link]

    def targets(self) -> Iterator[tuple[Link, int]]:
        """Each link with the place among the blocks of the base before which its new blocks stand."""
        at = len(self.base)
        targets = []
        for link in reversed(self.links):
            at = at if link.moved else link.old.start
            targets.append((link, at))
        return reversed(targets)

    def moved(self) -> set[int]:
        """The new places of the blocks this side moved."""
        return {link.new.start for link in self.links if link.moved}
