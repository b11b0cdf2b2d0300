"""Two revisions side by side, as a page or a program wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import revisions_numbered
from policyspace.drafting.rules.departures import departures, numbers_before
from policyspace.drafting.rules.diff import BlockChange, Summary, changed_summary, compare_texts
from policyspace.foundation.errors import NotFound

SAID = {"inserted": "added", "deleted": "removed"}
Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class Move:
    """After which numbered paragraph of the older revision a block stood, and after which of the newer one it
    stands; None at the very beginning."""

    from_after: int | None
    to_after: int | None


@dataclass(frozen=True)
class ComparedBlock:
    """What became of one block. `change`: same, changed, added, removed or moved; `number` as it is cited in
    the revision it still stands in, `old_number` as in the older one; `parts`: pairs of equal, insert or delete
    and the words; `move`: for a moved one, from where to where."""

    change: str
    kind: str
    number: int | None
    old_number: int | None
    parts: Parts
    move: Move | None

    @property
    def shown(self) -> Parts:
        """The parts without the blank lines behind the block."""
        return _without_end(self.parts)

    @property
    def before(self) -> Parts:
        """The words as the older revision has them, those that are gone marked."""
        return _without_end([part for part in self.parts if part[0] != "insert"])

    @property
    def after(self) -> Parts:
        """The words as the newer revision has them, the new ones marked."""
        return _without_end([part for part in self.parts if part[0] != "delete"])


@dataclass(frozen=True)
class Comparison:
    """What changed from one revision to another. `left`: before which of `blocks` (by place, one behind the last
    for the end) blocks once stood that moved away, and where those are among `blocks`."""

    older: Revision
    newer: Revision
    blocks: list[ComparedBlock]
    summary: Summary
    left: Mapping[int, Sequence[int]]


def compare_revisions(document: Document, older: int, newer: int) -> Comparison:
    """Revision `older` of `document` beside revision `newer`, word by word. Raises NotFound."""
    asked = {each for each in (older, newer) if 1 <= each <= document.revision_count}
    found = revisions_numbered(document, asked, whole=True)
    if not {older, newer} <= found.keys():
        raise NotFound
    before, after = found[older], found[newer]
    difference = compare_texts(before.text, after.text)
    sides = _Side.of(before), _Side.of(after)
    return Comparison(
        older=before,
        newer=after,
        blocks=[_compared(change, *sides) for change in difference.changes],
        summary=changed_summary(difference),
        left=departures(difference.changes),
    )


@dataclass(frozen=True)
class _Side:
    """The numbers of the blocks of one revision, and for each block the last number before it."""

    numbers: Sequence[int | None]
    before: Sequence[int | None]

    @classmethod
    def of(cls, revision: Revision) -> _Side:
        numbers = [each["number"] for each in revision.blocks]
        return cls(numbers, numbers_before(numbers))


def _compared(change: BlockChange, older: _Side, newer: _Side) -> ComparedBlock:
    old_number = older.numbers[change.old] if change.old_count else None
    moved = change.what == "moved"
    return ComparedBlock(
        change=SAID.get(change.what, change.what),
        kind=change.kind,
        number=newer.numbers[change.new] if change.new_count else old_number,
        old_number=old_number,
        parts=[(segment.mark, segment.text) for segment in change.segments],
        move=Move(older.before[change.old], newer.before[change.new]) if moved else None,
    )


def _without_end(parts: Parts) -> Parts:
    parts = list(parts)
    while parts and not parts[-1][1].strip():
        parts.pop()
    return [*parts[:-1], (parts[-1][0], parts[-1][1].rstrip())] if parts else []
