"""What a revision changed, passage by passage: what an answer may point at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.diff import BlockChange, compare_texts
from policyspace.foundation.db import Blocks
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy

MOST_SHOWN = 2_000
"""Characters of a passage that are kept with an answer; the comparison of the revisions shows all."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a revision, or one of the revision before that it took out. `number`: as it is cited there.

    `what`: same, changed, added, removed or moved. `parts`: {"mark": "equal", "insert" or "delete", "text"}.
    """

    block_id: str
    number: int | None
    what: str
    parts: Blocks

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts as pairs of equal, insert or delete and the words."""
        return [(each["mark"], each["text"]) for each in self.parts]


def passages_of(document: Document, number: int) -> list[Passage]:
    """Every passage of revision `number`, in its order, with what became of it there. Raises NotFound."""
    newer = get_revision(document, number)
    older = get_revision(document, number - 1) if number > 1 else None
    changes = compare_texts(older.text if older else newer.text, newer.text).changes
    return list(_passages(changes, older or newer, newer))


def get_passage(document: Document, number: int | None, block_id: str | None) -> Passage | None:
    """The passage that an answer points at; None where it points at none. Raises Invalid."""
    if number is None:
        if block_id is not None:
            raise Invalid(revision_number=lazy("Say which revision changed the passage"))
        return None
    if not 1 <= number <= document.revision_count:
        raise Invalid(revision_number=lazy("There is no such revision. Choose another."))
    if block_id is None:
        return None
    found = next((each for each in passages_of(document, number) if each.block_id == block_id), None)
    if found is None:
        raise Invalid(block_id=lazy("That paragraph is not in this revision. Choose another."))
    return found


WHAT = {"inserted": "added", "deleted": "removed"}


def _passages(changes: Sequence[BlockChange], older: Revision, newer: Revision) -> Iterator[Passage]:
    for change in changes:
        revision, start, count = older, change.old, change.old_count
        if change.new_count:
            revision, start, count = newer, change.new, change.new_count
        for block in islice(revision.blocks, start, start + count):
            yield Passage(
                str(block["id"]), block["number"], WHAT.get(change.what, change.what), _parts(change)
            )


def _parts(change: BlockChange) -> Blocks:
    """The passage without the blank lines behind it, and not longer than is kept."""
    kept: Blocks = []
    room = MOST_SHOWN
    for segment in change.segments:
        text = segment.text[:room]
        if text:
            kept.append({"mark": segment.mark, "text": text})
        room -= len(text)
    if not room:
        kept.append({"mark": "equal", "text": " …"})
    while kept and not kept[-1]["text"].strip():
        kept.pop()
    if kept:
        kept[-1]["text"] = kept[-1]["text"].rstrip()
    return kept
