"""Disputed stretches grown to what a person can judge: a whole paragraph, list item or line."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from policyspace.drafting.rules.merge.clusters import Cluster
from policyspace.drafting.rules.merge.ground import Ground, Place
from policyspace.drafting.rules.merge.outcome import Conflict, Piece
from policyspace.drafting.rules.parts import is_parted


@dataclass(slots=True)
class Stretch:
    """Neighbouring clusters with what each came to, from `start` to `end` of the base."""

    start: Place
    end: Place
    clusters: deque[tuple[Cluster, Piece]]
    disputed: bool


def stretches_of(settled: Sequence[tuple[Cluster, Piece]], ground: Ground) -> list[Stretch]:
    """A stretch for each cluster; what stands in the same paragraph, item or line as a disputed one joins it."""
    stretches: list[Stretch] = []
    for cluster, piece in settled:
        disputed = piece.source == "disputed"
        stretch = Stretch(cluster.start, cluster.end, deque([(cluster, piece)]), disputed)
        _grow(stretch, ground)
        while stretches and (stretch.disputed or stretches[-1].disputed) and _meet(stretches[-1], stretch):
            stretch = _joined(stretches.pop(), stretch)
            _grow(stretch, ground)
        stretches.append(stretch)
    return stretches


def conflict_of(stretch: Stretch, number: int, ground: Ground) -> Conflict:
    """The disputed stretch as a conflict: each side's words where they are disputed, merged words around them."""
    parts = tuple(pieces_of(stretch, ground))
    mine = "".join(part.mine if part.source == "disputed" else part.text for part in parts)
    theirs = "".join(part.theirs if part.source == "disputed" else part.text for part in parts)
    return Conflict(
        number,
        stretch.start.at,
        stretch.end.at,
        "".join(part.base for part in parts),
        mine,
        theirs,
        _separator(ground.kind_at(stretch.start), mine, theirs, ground.text),
        parts,
    )


def pieces_of(stretch: Stretch, ground: Ground) -> list[Piece]:
    """The stretch in pieces, unchanged ones between the clusters."""
    pieces: list[Piece] = []
    at = stretch.start.at
    for cluster, piece in stretch.clusters:
        pieces += [unchanged(ground.text[at : cluster.start.at]), piece]
        at = cluster.end.at
    pieces.append(unchanged(ground.text[at : stretch.end.at]))
    return [piece for piece in pieces if piece.source != "base" or piece.text]


def unchanged(text: str) -> Piece:
    """A piece that nobody changed."""
    return Piece("base", text, text, text, text)


def _grow(stretch: Stretch, ground: Ground) -> None:
    if stretch.disputed:
        stretch.start, stretch.end = ground.part_around(stretch.start, stretch.end)


def _joined(one: Stretch, other: Stretch) -> Stretch:
    """Both as one that is disputed. The longer list is lengthened, so that many joins stay cheap."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    if len(one.clusters) >= len(other.clusters):
        one.clusters.extend(other.clusters)
        return Stretch(start, end, one.clusters, disputed=True)
    other.clusters.extendleft(reversed(one.clusters))
    return Stretch(start, end, other.clusters, disputed=True)


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether `other`, which comes after, overlaps `one` or is a point at its edge."""
    if other.start < one.end:
        return True
    return (
        other.start == one.end
        and other.start.zone % 2 == 1
        and (other.start == other.end or one.start == one.end)
    )


def _separator(kind: str, mine: str, theirs: str, text: str) -> str:
    """What keeps both texts apart: a line break in lists, tables and code, else a blank line."""
    newline = "\r\n" if "\r\n" in text + mine else "\n"
    blank = any("\n\n" in each.replace("\r", "") for each in (mine, theirs))
    return newline if is_parted(kind) and not blank else 2 * newline
