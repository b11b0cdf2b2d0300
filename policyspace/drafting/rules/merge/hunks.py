"""What one side changed in the base, as hunks that can be held against those of the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policyspace.drafting.rules.alignment import Link
from policyspace.drafting.rules.edits import Edit, apply_edits
from policyspace.drafting.rules.merge.ground import Ground, Place
from policyspace.drafting.rules.merge.sides import Side


@dataclass(frozen=True, slots=True)
class Hunk:
    """The base from `start` to `end` becomes `text` on one side.

    `outcome`: what a clean merge puts there, if not `text`: a moved block with the other side's edits in it.
    `removal`: it takes out a whole block or part. `spacing`: it only changes the number of blank lines.
    `contested`: a person must confirm it whatever stands beside it. `follows`: an edit that has gone along with the
    other side's move, and is done. `moved`: the new places, on its side, of moved blocks that it takes out or puts in.
    """

    start: Place
    end: Place
    text: str
    outcome: str
    removal: bool = False
    spacing: bool = False
    contested: bool = False
    follows: bool = False
    moved: tuple[int, ...] = field(default=(), compare=False)


def hunks_of(side: Side, ground: Ground) -> list[Hunk]:
    """The hunks of one side, rising; two at the same place made one."""
    starts = [0]
    for block in side.base:
        starts.append(starts[-1] + len(block.source))
    hunks = [
        hunk
        for link, target in side.targets()
        for hunk in _hunks_of_link(side, link, starts, starts[target], ground)
    ]
    return list(_same_place_joined(sorted(hunks, key=lambda hunk: (hunk.start, hunk.end))))


def _hunks_of_link(
    side: Side, link: Link, starts: Sequence[int], target: int, ground: Ground
) -> Iterator[Hunk]:
    here, place = starts[link.old.start], link.new.start
    moved = (place,) if link.moved else ()
    if link.old and link.new and not link.moved:
        follows = link.old.start in side.moves.followed
        for edit in _by_whole_lines([_shifted(edit, here) for edit in side.edits(link)], ground):
            yield replace(_hunk(edit, ground), follows=follows)
        return
    if link.old:
        hunk = _hunk(Edit(here, starts[link.old.stop], "", whole=True), ground)
        yield replace(hunk, contested=link.moved and place in side.moves.undecided, moved=moved)
    if link.new:
        hunk = _hunk(Edit(target, target, side.source(link), whole=True), ground)
        yield replace(
            hunk,
            outcome=side.moves.texts.get(place, hunk.text),
            contested=place in side.moves.contested,
            moved=moved,
        )


def _hunk(edit: Edit, ground: Ground) -> Hunk:
    start, end = ground.range_of(edit)
    removal = edit.whole and not edit.text and bool(ground.text[edit.start : edit.end].strip())
    return Hunk(start, end, edit.text, edit.text, removal, spacing=edit.whole and ground.is_spacing(edit))


def _shifted(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.text, edit.whole)


def _by_whole_lines(edits: Iterable[Edit], ground: Ground) -> Iterator[Edit]:
    """Edits inside of tables and code grown to whole lines, those of one line made one."""
    waiting: list[Edit] = []
    first = last = 0
    for edit in edits:
        start, end = (edit.start, edit.end) if edit.whole else ground.whole_lines(edit.start, edit.end)
        if waiting and (edit.whole or start >= last):
            yield _one_edit(waiting, first, last, ground)
            waiting = []
        if edit.whole:
            yield edit
            continue
        first, last = (first, max(last, end)) if waiting else (start, end)
        waiting.append(edit)
    if waiting:
        yield _one_edit(waiting, first, last, ground)


def _one_edit(edits: Sequence[Edit], first: int, last: int, ground: Ground) -> Edit:
    inside = [_shifted(edit, -first) for edit in edits]
    return Edit(first, last, apply_edits(ground.text[first:last], inside))


def _same_place_joined(hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """What was put in at one place, in turn, made one hunk."""
    waiting: Hunk | None = None
    for hunk in hunks:
        if waiting and waiting.start == waiting.end == hunk.start == hunk.end:
            waiting = _joined(waiting, hunk)
            continue
        if waiting:
            yield waiting
        waiting = hunk
    if waiting:
        yield waiting


def _joined(one: Hunk, other: Hunk) -> Hunk:
    return replace(
        one,
        text=one.text + other.text,
        outcome="".join(hunk.outcome for hunk in (one, other) if not hunk.follows),
        spacing=one.spacing and other.spacing,
        contested=one.contested or other.contested,
        follows=one.follows and other.follows,
        moved=one.moved + other.moved,
    )
