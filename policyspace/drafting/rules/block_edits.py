"""What to replace in some blocks to get the blocks they have become: part by part, then word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyspace.drafting.rules.alignment import align_in_order
from policyspace.drafting.rules.edits import Edit, space_edits, word_edits
from policyspace.drafting.rules.parts import core_length, parts_of
from policyspace.foundation.text.blocks import SourceBlock


def block_edits(old: Sequence[SourceBlock], new: Sequence[SourceBlock]) -> list[Edit]:
    """The edits of the joined sources of `old` into those of `new`: rising, apart or touching.

    An item of a list (row, line, footnote) that was put in or taken out is one edit, and so is a
    change of the blank lines behind a part; all other edits stay within the part they belong to. Where the blocks
    are of different kinds (lines of a paragraph that became a list) there is no telling parts, only words.
    """
    if [block.source for block in old] == [block.source for block in new]:
        return []
    in_parts = len({block.kind for block in (*old, *new)}) == 1
    before, tail = _parts_and_tail(old, in_parts)
    after, new_tail = _parts_and_tail(new, in_parts)
    if len(before) == len(after) == 1:
        edits = list(_within(before[0], after[0], 0))
    else:
        edits = list(_part_by_part(before, after))
    return [*edits, *space_edits(tail, new_tail, sum(map(len, before)))]


def _parts_and_tail(blocks: Sequence[SourceBlock], in_parts: bool) -> tuple[list[str], str]:
    """The parts of the blocks, and the blank lines behind the last, which are no part's own."""
    parts = [part for block in blocks for part in parts_of(block)]
    if not in_parts:
        parts = ["".join(parts)]
    core = core_length(parts[-1])
    return [*parts[:-1], parts[-1][:core]], parts[-1][core:]


def _part_by_part(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    at = 0
    for link in align_in_order(before, after):
        here = "".join(before[link.old.start : link.old.stop])
        there = "".join(after[link.new.start : link.new.stop])
        if link.old and link.new:
            yield from _within(here, there, at)
        else:
            yield Edit(at, at + len(here), there, whole=True)
        at += len(here)


def _within(old: str, new: str, start: int) -> Iterator[Edit]:
    """Edits of the words, then of the tail, of one part that stands at `start`."""
    core, new_core = core_length(old), core_length(new)
    for edit in word_edits(old[:core], new[:new_core]):
        yield Edit(start + edit.start, start + edit.end, edit.text)
    yield from space_edits(old[core:], new[new_core:], start + core)
