"""Block ids that last through revisions, and numbers for citing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policyspace.drafting.rules.alignment import Link, links_between
from policyspace.drafting.rules.likeness import bag_of, shared_weight
from policyspace.foundation.text.blocks import SourceBlock

#: Kinds that carry a number. Headings, rules and definitions (footnotes, abbreviations, link targets) do not: they are
#: found by their words or through the passage that uses them, and their coming and going must not shift the numbers.
NUMBERED = frozenset({"paragraph", "list", "table", "code", "quote", "definition_list"})
_TRIES = 1_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a revision: its lasting id, its number in this revision (None for one that carries none)."""

    id: str
    number: int | None
    kind: str
    level: int
    source: str


def digest_of(title: str, text: str) -> str:
    """The same sign for two revisions that say the same."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()


def carry_ids(
    old: Sequence[Block],
    new_sources: Sequence[SourceBlock],
    new_id: Callable[[], str],
    links: Sequence[Link] | None = None,
) -> list[Block]:
    """The blocks of a new revision with the ids they had in `old`, the revision it was made from.

    Equal, edited and moved blocks keep their id. Of a block cut in parts the one with most of its words keeps
    it; of blocks joined, the one that gave most words gives its id. Every other block gets `new_id()`, asked in
    the order of the text until it gives one not in use; it must not give an id that an earlier revision
    used up. Numbers run 1, 2, 3 … over the blocks whose kind is in NUMBERED. ValueError if `new_id` gives no fresh id.
    `links` are those between the two, where somebody has found them already.
    """
    ids: dict[int, str] = {}
    for link in links_between(old, new_sources) if links is None else links:
        if link.old and link.new:
            i, j = _heirs(link, old, new_sources)
            ids[j] = old[i].id
    fresh = _fresh_ids({block.id for block in old}, new_id)
    numbers = iter(range(1, len(new_sources) + 1))
    return [
        Block(
            ids[place] if place in ids else next(fresh),
            next(numbers) if block.kind in NUMBERED else None,
            block.kind,
            block.level,
            block.source,
        )
        for place, block in enumerate(new_sources)
    ]


def _heirs(link: Link, old: Sequence[Block], new: Sequence[SourceBlock]) -> tuple[int, int]:
    """The pair of a link that shares the most words; the earlier one of two that share as much."""
    if len(link.old) == len(link.new) == 1:
        return link.old.start, link.new.start
    before = {i: bag_of(old[i].source) for i in link.old}
    after = {j: bag_of(new[j].source) for j in link.new}
    pairs = [(i, j) for i in link.old for j in link.new]
    return max(pairs, key=lambda pair: shared_weight(before[pair[0]], after[pair[1]]))


def _fresh_ids(used: set[str], new_id: Callable[[], str]) -> Iterator[str]:
    while True:
        tried = (new_id() for _ in range(_TRIES))
        fresh = next((each for each in tried if each not in used), None)
        if fresh is None:
            raise ValueError("new_id gives no id that is not in use.")
        used.add(fresh)
        yield fresh
