"""Three-way merging: by block, then by words.

Each side is compared with the base by the alignment that also compares revisions. Changes with at least one unchanged
word, or the edge of a block or list item, between them merge; inside tables and code one unchanged line must lie
between. Where both sides made the same change it is made once. All else is a conflict: changed words beside
changed words, words taken out here and edited there, different passages put in at the same place.
The two sides are treated alike: swapped, they give the same text and the same conflicts with their sides swapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from policyspace.drafting.rules.merge.clusters import Cluster, clusters_of, settle
from policyspace.drafting.rules.merge.conflicts import (
    Stretch,
    conflict_of,
    pieces_of,
    stretches_of,
    unchanged,
)
from policyspace.drafting.rules.merge.ground import Ground
from policyspace.drafting.rules.merge.hunks import hunks_of
from policyspace.drafting.rules.merge.moves import settle_moves
from policyspace.drafting.rules.merge.outcome import Conflict, Merge, Piece
from policyspace.drafting.rules.merge.sides import Side
from policyspace.foundation.text.blocks import split_blocks

_ATTEMPTS = 3  # after which every move is taken to be in dispute


def merge(base: str, mine: str, theirs: str) -> Merge:
    """What becomes of `base` when both `mine` and `theirs` were made of it.

    Joined, the `base`, `mine` and `theirs` of all pieces (and of the parts of conflicts) are the three texts again,
    white space at their end aside: no word can get lost.
    """
    return _merge(base, mine, theirs, moves=True)


def merge_line(base: str, mine: str, theirs: str) -> Merge:
    """The same for a line such as a title, which is one thing: it takes the side that changed it, or is a conflict."""
    if mine == theirs:
        return Merge((Piece("base" if mine == base else "both", base, mine, theirs, mine),))
    if mine == base:
        return Merge((Piece("theirs", base, mine, theirs, theirs),))
    if theirs == base:
        return Merge((Piece("mine", base, mine, theirs, mine),))
    disputed = Piece("disputed", base, mine, theirs, "")
    return Merge((Conflict(0, 0, len(base), base, mine, theirs, " ", (disputed,)),))


def _merge(base: str, mine: str, theirs: str, *, moves: bool) -> Merge:
    pad = "\r\n\r\n" if "\r\n" in base else "\n\n"
    blocks = split_blocks(_padded(base, pad))
    ground = Ground(blocks)
    one, other = (Side(blocks, _padded(text, pad), moves=moves) for text in (mine, theirs))
    stretches = stretches_of(_settled(one, other, ground), ground)
    return Merge(tuple(_pieces(stretches, ground)), _ending(base, mine, theirs))


def _padded(text: str, pad: str) -> str:
    """The text with the same white space at its end as the others, so that its last block is like any other."""
    return text.rstrip() + pad if text.strip() else ""


def _ending(base: str, mine: str, theirs: str) -> str:
    """The white space at the end: of the side that changed it, or else the longer one. It is not worth a question."""
    before, one, other = (text[len(text.rstrip()) :] for text in (base, mine, theirs))
    if before in {one, other}:
        return other if one == before else one
    return max(one, other, key=lambda ending: (len(ending), ending))


def _settled(one: Side, other: Side, ground: Ground) -> list[tuple[Cluster, Piece]]:
    """Every cluster with what it comes to; where a move runs into a dispute, its old place is disputed as well.

    Else a person who decides against the new place would lose the block, which is gone from the old one.
    """
    for attempt in count(1):
        settle_moves(one, other, _merge_block)
        clusters = clusters_of(hunks_of(one, ground), hunks_of(other, ground), ground)
        settled = [(cluster, settle(cluster, ground)) for cluster in clusters]
        disputed = [cluster for cluster, piece in settled if piece.source == "disputed"]
        if not _opened(disputed, one, other, all_moves=attempt == _ATTEMPTS):
            break
    return settled


def _opened(disputed: Sequence[Cluster], one: Side, other: Side, *, all_moves: bool) -> bool:
    """Open the moves in `disputed`; whether there were any not open yet."""
    changes = [change for cluster in disputed for change in cluster.changes]
    found = {
        whose: {place for change in changes if change.whose == whose for place in change.hunk.moved}
        for whose in ("mine", "theirs")
    }
    new = bool(found["mine"] - one.moves.open or found["theirs"] - other.moves.open)
    one.moves.open |= one.moved() if new and all_moves else found["mine"]
    other.moves.open |= other.moved() if new and all_moves else found["theirs"]
    return new


def _merge_block(base: str, mine: str, theirs: str) -> str | None:
    """The merged source of a block that one side moved and the other edited. Which is which makes no difference."""
    return _merge(base, mine, theirs, moves=False).text


def _pieces(stretches: Sequence[Stretch], ground: Ground) -> Iterator[Piece | Conflict]:
    at = number = 0
    for stretch in stretches:
        if at < stretch.start.at:
            yield unchanged(ground.text[at : stretch.start.at])
        if stretch.disputed:
            yield conflict_of(stretch, number, ground)
            number += 1
        else:
            yield from pieces_of(stretch, ground)
        at = stretch.end.at
    if at < len(ground.text):
        yield unchanged(ground.text[at:])
