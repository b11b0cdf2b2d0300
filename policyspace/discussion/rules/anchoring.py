"""Carrying comments to a newer text: to the same words, to what they were edited to, or off the text; never by a guess.

A passage is found by the comparison that shows people what changed. Where nothing inside it was edited it has
only been shifted. Where it was, what stands there now is taken for it if enough of its words are left, and that is
said. Else its words are looked for in the whole text, and count as found only where they stand once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from policyspace.charter.words import Word
from policyspace.discussion.rules.mapping import Mapping, Range, cuts_no_word, occurrences
from policyspace.drafting.rules.alignment import Link
from policyspace.drafting.rules.likeness import Bag, bag_of, shared_weight
from policyspace.foundation.i18n import lazy
from policyspace.foundation.remembering import remembered

LEFT_OF_QUOTE = 0.3
LEFT_IN_PLACE = 0.2
"""So much of the quoted words must be left, and so much of what stands there now must be theirs."""
APART = "\x1e"  # white space that no text holds, so that no words are found across two blocks


class AnchorState(Word):
    """How a comment stands on a text that may have changed since it was made."""

    HERE = "here", lazy("Where it was made")
    MOVED = "moved", lazy("The words have moved")
    CHANGED = "changed", lazy("The words have changed")
    DETACHED = "detached", lazy("No longer in the text")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its id and its plain words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment stands: on words[start:end] of a block, or on all of it, where both are None.

    `key` is the caller's. `quote` is what a passage said when it was commented on; a comment on a whole block has
    one (all its words) only once it is detached. `words` are what a changed passage says now; else None.
    A detached one stands nowhere: block, start and end are None.
    """

    key: int
    block_id: str | None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    words: str | None = None
    state: AnchorState = AnchorState.HERE


def carry_anchors(
    anchors: Iterable[Anchor], before: Sequence[Placed], after: Sequence[Placed], links: Sequence[Link]
) -> list[Anchor]:
    """Those of `anchors`, which stand on the blocks `before`, that stand otherwise on the newer blocks `after`.

    `links` are all those between the two. The rest stand as they did.
    """
    carrying = _Carrying(before, after, links)
    carried = ((each, carrying.carried(each)) for each in anchors)
    return [new for old, new in carried if new != old]


class _Carrying:
    """What became of each block of the older text, found out for the first anchor that stands on it."""

    def __init__(self, before: Sequence[Placed], after: Sequence[Placed], links: Sequence[Link]) -> None:
        self._before = before
        self._newer = _Newer(after)
        self._places = {block.id: place for place, block in enumerate(before)}
        self._links = {place: link for link in links for place in link.old}
        self._passages: dict[int, _Passage] = {}

    def carried(self, anchor: Anchor) -> Anchor:
        if anchor.block_id not in self._places:
            gone = _detached(anchor, anchor.quote or "")
            return self._found(gone) or gone
        if anchor.start is None or anchor.end is None or anchor.quote is None:
            return self._whole(anchor)
        place = self._places[anchor.block_id]
        stands = self._passage(place).find(place, anchor)
        if stands is not None and stands.words is None:
            return stands
        return self._found(anchor) or stands or _detached(anchor, anchor.quote)

    def _whole(self, anchor: Anchor) -> Anchor:
        """A comment on a whole block goes with it; with the one it was joined to, if it was joined to one."""
        place = self._places[anchor.block_id or ""]
        link, words = self._links[place], self._before[place].words
        if not link.new:
            gone = _detached(anchor, words)
            return self._found(gone) or gone
        block = self._newer.blocks[self._newer.places.get(anchor.block_id or "", link.new.start)]
        if block.words != words:
            return replace(anchor, block_id=block.id, state=AnchorState.CHANGED)
        has_moved = link.moved and anchor.state is AnchorState.HERE
        return replace(anchor, state=AnchorState.MOVED) if has_moved else anchor

    def _found(self, anchor: Anchor) -> Anchor | None:
        """On the quoted words, if they stand once in the whole text; on all of a block that says just this."""
        found = self._newer.only_place(anchor.quote or "")
        if found is None:
            return None
        block, (start, end) = found
        if anchor.block_id is None and block.words == anchor.quote:
            return Anchor(anchor.key, block.id, state=AnchorState.MOVED)
        return Anchor(anchor.key, block.id, start, end, anchor.quote, state=AnchorState.MOVED)

    def _passage(self, place: int) -> _Passage:
        link = self._links[place]
        if link.old.start not in self._passages:
            self._passages[link.old.start] = _Passage(link, self._before, self._newer)
        return self._passages[link.old.start]


class _Newer:
    """The newer text, in which words are looked for once however many comments quote them."""

    def __init__(self, blocks: Sequence[Placed]) -> None:
        self.blocks = blocks
        self.places = {block.id: place for place, block in enumerate(blocks)}
        self._starts = _starts_of(blocks)
        self._text = APART.join(block.words for block in blocks)
        self._known: dict[str, tuple[Placed, Range] | None] = {}

    def only_place(self, quote: str) -> tuple[Placed, Range] | None:
        """The block, and where in it, if `quote` stands once as whole words."""
        if quote not in self._known:
            self._known[quote] = self._look_for(quote)
        return self._known[quote]

    def _look_for(self, quote: str) -> tuple[Placed, Range] | None:
        two = list(islice(self._standing(quote), 2)) if quote else []
        if len(two) != 1:
            return None
        place = bisect_right(self._starts, two[0]) - 1
        start = two[0] - self._starts[place]
        return self.blocks[place], (start, start + len(quote))

    def _standing(self, quote: str) -> Iterator[int]:
        places = occurrences(quote, self._text)
        return (at for at in places if cuts_no_word(self._text, at, at + len(quote)))


class _Passage:
    """The blocks of one link, before and after, as two texts compared."""

    def __init__(self, link: Link, before: Sequence[Placed], newer: _Newer) -> None:
        old = before[link.old.start : link.old.stop]
        self._new = newer.blocks[link.new.start : link.new.stop]
        self._first, self._moved = link.old.start, link.moved
        self._old_starts, self._new_starts = _starts_of(old), _starts_of(self._new)
        self._mapping = Mapping(
            "\n".join(block.words for block in old), "\n".join(block.words for block in self._new)
        )

    def find(self, place: int, anchor: Anchor) -> Anchor | None:
        """What became of a passage of the block at `place`; None if it cannot be told."""
        if not self._new or anchor.start is None or anchor.end is None:
            return None
        at = self._old_starts[place - self._first]
        here = at + anchor.start, at + anchor.end
        there = self._mapping.shifted(*here)
        if there is None:
            return self._placed(anchor, self._mapping.edited(*here), edited=True)
        return self._placed(anchor, there) if self._mapping.is_certain(here, there) else None

    def _placed(self, anchor: Anchor, there: Range, *, edited: bool = False) -> Anchor | None:
        start, end = there
        index = bisect_right(self._new_starts, start) - 1
        block, first = self._new[index], self._new_starts[index]
        if start == end or end > first + len(block.words):
            return None
        words = self._mapping.new[start:end]
        moved = self._moved or block.id != anchor.block_id or anchor.state is AnchorState.MOVED
        placed = replace(anchor, block_id=block.id, start=start - first, end=end - first, words=None)
        if words == anchor.quote:
            return replace(placed, state=AnchorState.MOVED if moved else AnchorState.HERE)
        if edited and not _is_left(anchor.quote or "", words):
            return None
        return replace(placed, words=words, state=AnchorState.CHANGED)


def _detached(anchor: Anchor, quote: str) -> Anchor:
    return Anchor(anchor.key, None, quote=quote, state=AnchorState.DETACHED)


def _starts_of(blocks: Sequence[Placed]) -> list[int]:
    """Where each block begins when their words are joined by one character."""
    return list(accumulate((len(block.words) + 1 for block in blocks), initial=0))[: len(blocks)]


def _is_left(quote: str, words: str) -> bool:
    """Whether `words` are what became of `quote`, and not something else that was written in its place."""
    old, new = _bag(quote), _bag(words)
    shared = shared_weight(old, new)
    return shared > 0 and shared >= LEFT_OF_QUOTE * old.weight and shared >= LEFT_IN_PLACE * new.weight


@remembered(4096)
def _bag(words: str) -> Bag:
    return bag_of(words)
