"""Carrying a suggestion to a newer revision: with all its words, or back to its author; never by a guess.

A suggestion is about one block, which is followed by its id. Where that block stands as it was, nothing is to be
done. Where it was edited elsewhere, both edits are merged, inside that block alone. All else needs its author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from policyspace.charter.words import Word
from policyspace.drafting.rules.alignment import block_key
from policyspace.drafting.rules.block_edits import block_edits
from policyspace.drafting.rules.edits import Edit
from policyspace.drafting.rules.identity import Block
from policyspace.drafting.rules.likeness import Bag, bag_of, less
from policyspace.drafting.rules.merge import merge
from policyspace.foundation.i18n import lazy
from policyspace.foundation.remembering import remembered
from policyspace.foundation.text.blocks import SourceBlock, split_blocks

MOST_ON_A_BLOCK = 25
MOST_ON_A_DOCUMENT = 500
"""So many suggestions may be open at once: each of them is looked at in every save."""

_NEIGHBOURS = 4  # so far on each side words of a block that was divided are looked for
_FEW = 3  # so many words may come to stand in a neighbour by chance


class SuggestionState(Word):
    """What became of a suggestion."""

    OPEN = "open", lazy("Open")
    ACCEPTED = "accepted", lazy("Accepted")
    DECLINED = "declined", lazy("Declined")
    WITHDRAWN = "withdrawn", lazy("Withdrawn")


class Obstacle(Word):
    """Why a suggestion could not be carried to a newer revision; the label says it of revision `number`."""

    CHANGED = "changed", lazy("The words this suggestion changes were changed in revision %(number)s.")
    DIVIDED = "divided", lazy("The paragraph this suggestion changes was divided in revision %(number)s.")
    GONE = "gone", lazy("The paragraph this suggestion changes was taken out in revision %(number)s.")
    THERE = "there", lazy("The text says this already, since revision %(number)s.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """`words` in the place of `passage`: the block `block_id` without the blank lines around it.

    `key` is the caller's.
    """

    key: int
    block_id: str
    passage: str
    words: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The same suggestion for a newer revision."""

    passage: str
    words: str


def passage_of(source: str) -> str:
    """A block, or what somebody typed in its place, without the blank lines around it."""
    return block_key(source)


def find_passage(blocks: Iterable[Block], block_id: str) -> str | None:
    """The passage that a suggestion about the block `block_id` would change; None where there is no such block."""
    return next((passage_of(block.source) for block in blocks if block.id == block_id), None)


def carry(
    proposed: Iterable[Proposed], old: Sequence[Block], new: Sequence[Block]
) -> Mapping[int, Carried | Obstacle]:
    """What becomes of suggestions about `old` in the newer blocks `new`, by their keys; not of those that stand as
    they are, which cost a look into a table."""
    newer = _Newer(old, new)
    outcomes = ((each.key, newer.outcome(each)) for each in proposed if not newer.has(each))
    return dict(outcomes)


def put_in(blocks: Sequence[Block], block_id: str, words: str) -> str | None:
    """The text of `blocks` with `words` in the place of the block `block_id`, which is among them.

    Blank lines are put around them where they would run into the words beside. None where even so they would
    change blocks further off: a fence that was begun and not ended.
    """
    place = next(at for at, block in enumerate(blocks) if block.id == block_id)
    before, after = blocks[:place], blocks[place + 1 :]
    middle = _framed(blocks[place].source, words)
    if _stands_apart(before[-1:], middle, after[:1]):
        text = _text(before) + middle + _text(after)
    else:
        text = _set_apart(before, words, after, ending=_ending(_text(blocks)))
    return text if _leaves(text, before[:-1], after[1:]) else None


@remembered(512)
def shown_change(passage: str, words: str) -> tuple[tuple[str, str], ...]:
    """A suggestion as pairs of equal, insert or delete and the words."""
    before, after = split_blocks(passage), split_blocks(words)
    edits = block_edits(before, after) if before and after else [Edit(0, len(passage), words)]
    shown, at = [], 0
    for edit in edits:
        kept, gone = passage[at : edit.start], passage[edit.start : edit.end]
        shown += [("equal", kept), ("delete", gone), ("insert", edit.text)]
        at = edit.end
    return tuple(part for part in (*shown, ("equal", passage[at:])) if part[1])


class _Newer:
    """The newer revision, and what became of each block of the older one."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self._was = {block.id: passage_of(block.source) for block in old}
        self._ids = [block.id for block in new]
        self._passages = [passage_of(block.source) for block in new]
        self._places = {block.id: place for place, block in enumerate(new)}
        self._bags: dict[str, Bag] = {}

    def has(self, proposed: Proposed) -> bool:
        """Whether the passage stands as it was."""
        place = self._places.get(proposed.block_id)
        return place is not None and self._passages[place] == proposed.passage

    def outcome(self, proposed: Proposed) -> Carried | Obstacle:
        place = self._places.get(proposed.block_id)
        wanted = [passage_of(block.source) for block in split_blocks(proposed.words)]
        if place is None:
            return Obstacle.THERE if self._say(wanted, range(len(self._passages))) else Obstacle.GONE
        divided = self._is_divided(place, proposed)
        said = bool(wanted) and self._say(wanted, range(max(0, place - len(wanted) + 1), place + 1))
        if said and (not divided or len(wanted) > 1):
            return Obstacle.THERE
        if divided:
            return Obstacle.DIVIDED
        merged = (
            merge(proposed.passage, proposed.words, self._passages[place]).text if proposed.words else None
        )
        if merged is None:
            return Obstacle.CHANGED
        carried = Carried(self._passages[place], passage_of(merged))
        return Obstacle.THERE if carried.words == carried.passage else carried

    def _say(self, wanted: Sequence[str], starts: Iterable[int]) -> bool:
        """Whether the blocks `wanted` stand here, in turn, from one of `starts` on. None at all stand everywhere."""
        size = len(wanted)
        return not size or any(self._passages[start : start + size] == wanted for start in starts)

    def _is_divided(self, place: int, proposed: Proposed) -> bool:
        """Whether words of the passage stand in a block beside it now.

        Else words that the suggestion takes out, too, would be taken for gone.
        """
        lost = less(self._bag(proposed.passage), self._bag(self._passages[place]))
        wanted_gone = less(self._bag(proposed.passage), self._bag(proposed.words))
        gains = [
            less(self._bag(self._passages[at]), self._bag(self._before(at))) for at in self._beside(place)
        ]
        return any(_took(gain, lost) or _took_any(gain, lost, wanted_gone) for gain in gains)

    def _beside(self, place: int) -> Iterator[int]:
        """The places on both sides up to the next block that nobody changed."""
        for step in (-1, 1):
            furthest = place + step * (_NEIGHBOURS + 1)
            within = (at for at in range(place + step, furthest, step) if 0 <= at < len(self._ids))
            yield from takewhile(lambda at: self._before(at) != self._passages[at], within)

    def _before(self, place: int) -> str:
        """What the block at `place` said in the older revision."""
        return self._was.get(self._ids[place], "")

    def _bag(self, passage: str) -> Bag:
        if passage not in self._bags:
            self._bags[passage] = bag_of(passage)
        return self._bags[passage]


def _took(gain: Bag, lost: Bag) -> bool:
    """Whether what a block gained is, for the most part, what its neighbour lost."""
    common = gain.counts & lost.counts
    return common.total() >= _FEW and 2 * common.total() >= gain.count


def _took_any(gain: Bag, lost: Bag, wanted_gone: Bag) -> bool:
    """Whether a block gained most of the words that its neighbour lost and that a suggestion takes out as well."""
    both = lost.counts & wanted_gone.counts
    return bool(both) and 2 * (gain.counts & both).total() >= both.total()


def _framed(source: str, words: str) -> str:
    """`words` with the blank lines around them that `source` has; nothing for no words."""
    if not words:
        return ""
    passage = passage_of(source)
    at = source.index(passage)
    return source[:at] + words + source[at + len(passage) :]


def _set_apart(before: Sequence[Block], words: str, after: Sequence[Block], *, ending: str) -> str:
    """The text with a blank line on both sides of `words`."""
    parts = (_text(before).rstrip("\n"), words, _text(after).strip("\n"))
    return "\n\n".join(part for part in parts if part) + ending


def _ending(text: str) -> str:
    return text[len(text.rstrip("\n")) :]


def _text(blocks: Sequence[Block]) -> str:
    return "".join(block.source for block in blocks)


def _stands_apart(before: Sequence[Block], middle: str, after: Sequence[Block]) -> bool:
    """Whether `middle` stands between its neighbours without running into them."""
    wanted = [*_passages(before), *_passages(split_blocks(middle)), *_passages(after)]
    return _passages(split_blocks(_text(before) + middle + _text(after))) == wanted


def _leaves(text: str, before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether a text still begins with the blocks `before` and ends with the blocks `after`."""
    found = _passages(split_blocks(text))
    if len(found) < len(before) + len(after):
        return False
    ending = found[len(found) - len(after) :]
    return found[: len(before)] == _passages(before) and ending == _passages(after)


def _passages(blocks: Sequence[Block] | Sequence[SourceBlock]) -> list[str]:
    return [passage_of(block.source) for block in blocks]
