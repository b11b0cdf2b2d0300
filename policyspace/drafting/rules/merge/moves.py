"""Moved blocks in a merge: an edit follows the block it was made in, and a move is never half undone."""

from __future__ import annotations

from collections.abc import Callable

from policyspace.drafting.rules.alignment import Link
from policyspace.drafting.rules.merge.sides import Moves, Side

MergeBlock = Callable[[str, str, str], str | None]


def settle_moves(one: Side, other: Side, merge_block: MergeBlock) -> None:
    """Decide what becomes of each block that a side moved, by what the other side did to it.

    Left alone by the other: it moves. Edited: it moves with the edits, if they merge with what the mover edited.
    Otherwise (taken out, moved elsewhere, edited in the same words) a person must confirm the new place; the
    same if the move is open. `merge_block(base, one, other)` gives the merged source, or None.
    """
    for side in (one, other):
        side.moves = Moves(open=side.moves.open)
    _settle(one, other, merge_block)
    _settle(other, one, merge_block)


def _settle(one: Side, other: Side, merge_block: MergeBlock) -> None:
    became = {i: (link, target) for link, target in other.targets() for i in link.old}
    for link, target in one.targets():
        if not link.moved:
            continue
        others_link, others_target = became[link.old.start]
        moved_alike = others_link.moved and target == others_target
        if moved_alike and one.source(link) == other.source(others_link):
            continue
        if link.new.start in one.moves.open or not _stays(others_link):
            one.moves.contested.add(link.new.start)
        elif other.edits(others_link):
            _follow(one, link, other, others_link, merge_block)


def _stays(link: Link) -> bool:
    """Whether a block of the base is still there, in its place and for itself."""
    return len(link.old) == 1 and bool(link.new) and not link.moved


def _follow(one: Side, link: Link, other: Side, others_link: Link, merge_block: MergeBlock) -> None:
    base = one.base[link.old.start].source
    merged = merge_block(base, one.source(link), other.source(others_link))
    if merged is None:
        one.moves.contested.add(link.new.start)
    else:
        one.moves.texts[link.new.start] = merged
        other.moves.followed.add(link.old.start)
