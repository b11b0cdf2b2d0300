"""Moved blocks in a merge: an edit follows the block it was made in, and a move is never half undone."""

from __future__ import annotations

from collections.abc import Callable

from policyspace.drafting.rules.alignment import Link
from policyspace.drafting.rules.merge.sides import Moves, Side

MergeBlock = Callable[[str, str, str], str | None]


def settle_moves(one: Side, other: Side, merge_block: MergeBlock) -> None:
    """Decide what becomes of each block that a side moved, by what the other side did to it.

    Left alone by the other: it moves. Edited: it moves with the edits, if they merge with what the mover edited.
    Taken out or moved by the other too: a person must confirm the new place, unless both moved it alike. Joined to
    another block, or open: a person must confirm both places. `merge_block(base, one, other)` gives the
    merged source, or None.
    """
    for side in (one, other):
        side.moves = Moves(open=side.moves.open)
    _settle(one, other, merge_block)
    _settle(other, one, merge_block)


def _settle(one: Side, other: Side, merge_block: MergeBlock) -> None:
    became = {i: link for link in other.links for i in link.old}
    for link in one.links:
        if not link.moved:
            continue
        others = became[link.old.start]
        place = link.new.start
        if not others.new or others.moved:
            one.moves.contested.add(place)
        elif place in one.moves.open or len(others.old) > 1:
            one.moves.contested.add(place)
            one.moves.undecided.add(place)
        elif other.edits(others):
            _follow(one, link, other, others, merge_block)


def _follow(one: Side, link: Link, other: Side, others: Link, merge_block: MergeBlock) -> None:
    """Put the other's edits into the moved block; where that cannot be, its old place is in dispute as it is."""
    merged = merge_block(one.base[link.old.start].source, one.source(link), other.source(others))
    if merged is not None:
        one.moves.texts[link.new.start] = merged
        other.moves.followed.add(link.old.start)
