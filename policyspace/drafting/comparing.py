"""Two revisions side by side, as a page or a program wants them."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.diff import BlockChange, Summary, changed_summary, compare_texts

SAID = {"inserted": "added", "deleted": "removed"}


@dataclass(frozen=True)
class ComparedBlock:
    """What became of one block. `change`: same, changed, added, removed or moved; `number` as it is cited in
    the revision it still stands in; `parts`: pairs of equal, insert or delete and the words."""

    change: str
    number: int | None
    parts: list[tuple[str, str]]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The parts without the blank lines behind the block."""
        parts = list(self.parts)
        while parts and not parts[-1][1].strip():
            parts.pop()
        return [*parts[:-1], (parts[-1][0], parts[-1][1].rstrip())] if parts else []


@dataclass(frozen=True)
class Comparison:
    """What changed from one revision to another."""

    older: Revision
    newer: Revision
    blocks: list[ComparedBlock]
    summary: Summary


def compare_revisions(document: Document, older: int, newer: int) -> Comparison:
    """Revision `older` of `document` beside revision `newer`, word by word. Raises NotFound."""
    before, after = get_revision(document, older), get_revision(document, newer)
    difference = compare_texts(before.text, after.text)
    return Comparison(
        older=before,
        newer=after,
        blocks=[_compared(change, before, after) for change in difference.changes],
        summary=changed_summary(difference),
    )


def _compared(change: BlockChange, before: Revision, after: Revision) -> ComparedBlock:
    gone = change.new_count == 0
    kept = before.blocks[change.old] if gone else after.blocks[change.new]
    return ComparedBlock(
        change=SAID.get(change.what, change.what),
        number=kept["number"],
        parts=[(segment.mark, segment.text) for segment in change.segments],
    )
