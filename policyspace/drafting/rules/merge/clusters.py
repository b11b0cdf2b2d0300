"""Hunks of both sides that stand too close to each other to be settled apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from policyspace.drafting.rules.merge.ground import Ground, Place
from policyspace.drafting.rules.merge.hunks import Hunk
from policyspace.drafting.rules.merge.outcome import Piece, Source

Whose = Literal["mine", "theirs", "both"]


@dataclass(frozen=True, slots=True)
class Change:
    """A hunk and whose it is: `both` if each side made the very same."""

    hunk: Hunk
    whose: Whose


@dataclass(slots=True)
class Cluster:
    """Changes from `start` to `end` of the base, with not a word left alone between one and the next."""

    start: Place
    end: Place
    changes: list[Change]


def clusters_of(mine: Sequence[Hunk], theirs: Sequence[Hunk], ground: Ground) -> list[Cluster]:
    """The changes of both sides in order, in clusters that can be settled each for itself.

    Where only one side has changes of its own, only changes that overlap stay together.
    """
    clusters: list[Cluster] = []
    for cluster in _gathered(_in_order(mine, theirs), lambda one, other: _apart(one, other, ground)):
        together = len(_live(cluster)) == 2 or _replaces_what_both_removed(cluster)
        clusters += [cluster] if together else _gathered(cluster.changes, _is_behind)
    return clusters


def settle(cluster: Cluster, ground: Ground) -> Piece:
    """What the cluster comes to; a `disputed` piece if a person must decide."""
    base = ground.text[cluster.start.at : cluster.end.at]
    mine, theirs = _text_of(cluster, "mine", ground), _text_of(cluster, "theirs", ground)
    source = _source(cluster, mine, theirs)
    if source == "disputed":
        return Piece("disputed", base, mine, theirs, "")
    taken: Whose = "theirs" if source == "theirs" else "mine"
    text = _text_of(cluster, taken, ground, outcome=True)
    moved_on = any(change.hunk.follows for change in cluster.changes)
    if moved_on or text != (theirs if taken == "theirs" else mine):
        source = "moved"
    return Piece(source, base, mine, theirs, text)


def _text_of(cluster: Cluster, whose: Whose, ground: Ground, *, outcome: bool = False) -> str:
    """The stretch of the cluster as one side has it; with `outcome`, as a clean merge would put it."""
    pieces, at = [], cluster.start.at
    for change in cluster.changes:
        if change.whose in {whose, "both"} and not (outcome and change.hunk.follows):
            pieces += [
                ground.text[at : change.hunk.start.at],
                change.hunk.outcome if outcome else change.hunk.text,
            ]
            at = change.hunk.end.at
    return "".join([*pieces, ground.text[at : cluster.end.at]])


def _in_order(mine: Sequence[Hunk], theirs: Sequence[Hunk]) -> list[Change]:
    twins = {hunk: hunk for hunk in theirs}
    changes: list[Change] = []
    for hunk in mine:
        twin = twins.pop(hunk, None)
        moved = hunk.moved or (twin.moved if twin else ())
        changes.append(Change(replace(hunk, moved=moved), "both" if twin else "mine"))
    changes += [Change(hunk, "theirs") for hunk in twins]
    return sorted(changes, key=_rank)


def _rank(change: Change) -> tuple[Place, Place, bool, str]:
    """An order in which it makes no difference whose a hunk is."""
    hunk = change.hunk
    return hunk.start, hunk.end, hunk.removal, hunk.text


def _gathered(changes: Sequence[Change], apart: Callable[[Hunk, Hunk], bool]) -> list[Cluster]:
    """The changes in clusters; one begins where a hunk is `apart` from all that reach furthest before it."""
    clusters: list[Cluster] = []
    furthest: list[Hunk] = []
    for change in changes:
        hunk = change.hunk
        if all(apart(one, hunk) for one in furthest):
            clusters.append(Cluster(hunk.start, hunk.end, [change]))
            furthest = [hunk]
            continue
        cluster = clusters[-1]
        cluster.changes.append(change)
        if hunk.end >= cluster.end:
            furthest = [*furthest, hunk] if hunk.end == cluster.end else [hunk]
            cluster.end = hunk.end
    return clusters


def _is_behind(one: Hunk, other: Hunk) -> bool:
    return other.start >= one.end


def _apart(one: Hunk, other: Hunk, ground: Ground) -> bool:
    if not _is_behind(one, other):
        return False
    if ground.parted(one.end, other.start):
        return True
    return _makes_room(one, other) or _makes_room(other, one)


def _makes_room(removal: Hunk, beside: Hunk) -> bool:
    """Whether what goes has no say in what stands beside it: a removal, or what was put in where a block left."""
    if not removal.removal:
        return False
    return beside.removal or (bool(removal.moved) and beside.start == beside.end)


def _live(cluster: Cluster) -> set[Whose]:
    """Which sides have changes here of their own, that are still to be made."""
    return {change.whose for change in cluster.changes if not change.hunk.follows} - {"both"}


def _replaces_what_both_removed(cluster: Cluster) -> bool:
    """Whether one side put words in the place of a part that both took out: it was rewritten here, dropped there."""
    for one, other in pairwise(cluster.changes):
        removed, put_in = (one, other) if one.whose == "both" else (other, one)
        touching = one.hunk.end == other.hunk.start
        if (
            touching
            and removed.whose == "both" != put_in.whose
            and removed.hunk.removal
            and put_in.hunk.text.strip()
        ):
            return True
    return False


def _source(cluster: Cluster, mine: str, theirs: str) -> Source:
    """Whose words the cluster comes to."""
    if mine == theirs:
        return "both"
    hunks = [change.hunk for change in cluster.changes]
    if any(hunk.contested for hunk in hunks) or _replaces_what_both_removed(cluster):
        return "disputed"
    live = _live(cluster)
    if len(live) == 2:
        return _where_spacing_yields(cluster, mine, theirs)
    return "mine" if live == {"mine"} else "theirs"


def _where_spacing_yields(cluster: Cluster, mine: str, theirs: str) -> Source:
    """The number of blank lines is not worth a question: it gives way to words, and fewer give way to more."""
    sides: tuple[Source, ...] = ("mine", "theirs")
    only_spacing = {
        side
        for side in sides
        if all(change.hunk.spacing for change in cluster.changes if change.whose in {side, "both"})
    }
    if len(only_spacing) == 2:
        return "mine" if (len(mine), mine) > (len(theirs), theirs) else "theirs"
    if not only_spacing:
        return "disputed"
    return "theirs" if "mine" in only_spacing else "mine"
