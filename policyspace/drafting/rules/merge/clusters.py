"""Hunks of both sides that stand too close to each other to be settled apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

    Where only one side has changes of its own, only changes that overlap stay together. Removals of whole parts
    beside each other stay apart too: both can be done.
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
    shared = set(mine) & set(theirs)
    changes = [Change(hunk, "both" if hunk in shared else "mine") for hunk in mine]
    changes += [Change(hunk, "theirs") for hunk in theirs if hunk not in shared]
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
    return ground.parted(one.end, other.start) or (one.removal and other.removal)


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
        return "disputed"
    return "mine" if live == {"mine"} else "theirs"
