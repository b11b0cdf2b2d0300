"""Two texts compared: what became of each block, and inside the changed ones, of each word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from policyspace.drafting.rules.alignment import Link, block_key, links_between
from policyspace.drafting.rules.block_edits import block_edits
from policyspace.drafting.rules.edits import Edit
from policyspace.drafting.rules.words import words
from policyspace.foundation.text.blocks import SourceBlock, split_blocks

Mark = Literal["equal", "delete", "insert"]
What = Literal["same", "changed", "inserted", "deleted", "moved"]
_MIRRORED: dict[Mark, Mark] = {"equal": "equal", "delete": "insert", "insert": "delete"}
_REVERSED: dict[What, What] = {"inserted": "deleted", "deleted": "inserted"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a block: in both texts, in the old one only, or in the new one only."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of a block, or of blocks that were cut or joined.

    `kind` and `level` are those of the first block it is about, as it is now if it still stands. `old` and
    `new` are the places (from 0) of its first block in each text, with `old_count` and `new_count` blocks from there;
    an inserted block has `old_count` 0, a deleted one `new_count` 0. The equal and deleted segments
    are its old source, the equal and inserted ones its new source. A block whose blank lines alone changed is `same`.
    A moved one may be edited as well.
    """

    what: What
    kind: str
    level: int
    old: int
    old_count: int
    new: int
    new_count: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """All blocks of both texts, in the order of the new one; a deleted block stands before what came in its place."""

    changes: tuple[BlockChange, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many words a newer text has gained and lost. Words moved along with their block count as neither."""

    words_added: int
    words_removed: int


def compare_texts(old: str, new: str) -> Diff:
    """How `old` became `new`. `new_text`, `old_text` of the result are the texts again."""
    before, after = split_blocks(old), split_blocks(new)
    return compare_blocks(before, after, links_between(before, after))


def compare_blocks(
    before: Sequence[SourceBlock], after: Sequence[SourceBlock], links: Sequence[Link]
) -> Diff:
    """The same as `compare_texts` for texts that are cut in blocks, of which the links are known."""
    return Diff(tuple(_change(link, before, after) for link in links))


def has_changes(diff: Diff) -> bool:
    """Whether the texts differ at all, in blank lines too."""
    return any(
        change.what == "moved" or any(segment.mark != "equal" for segment in change.segments)
        for change in diff.changes
    )


def new_text(diff: Diff) -> str:
    """The newer of the two texts compared."""
    return "".join(_read(diff.changes, "delete"))


def old_text(diff: Diff) -> str:
    """The older of the two texts compared."""
    return "".join(_read(sorted(diff.changes, key=lambda change: change.old), "insert"))


def apply_diff(diff: Diff, text: str) -> str:
    """The newer text, if `text` is the older one the diff was made of; else ValueError."""
    if text != old_text(diff):
        raise ValueError("This is not the text that the comparison started from.")
    return new_text(diff)


def reverse_diff(diff: Diff) -> Diff:
    """The comparison the other way round, with the same words marked."""
    reversed_ = [
        BlockChange(
            _REVERSED.get(change.what, change.what),
            change.kind,
            change.level,
            old=change.new,
            old_count=change.new_count,
            new=change.old,
            new_count=change.old_count,
            segments=tuple(Segment(_MIRRORED[each.mark], each.text) for each in change.segments),
        )
        for change in diff.changes
    ]
    return Diff(tuple(sorted(reversed_, key=lambda change: (change.new, change.new_count))))


def changed_summary(diff: Diff) -> Summary:
    """The words added and removed, for a line in a history."""
    counts = {"equal": 0, "delete": 0, "insert": 0}
    for change in diff.changes:
        for segment in change.segments:
            if segment.mark != "equal":
                counts[segment.mark] += len(words(segment.text))
    return Summary(words_added=counts["insert"], words_removed=counts["delete"])


def _change(link: Link, before: Sequence[SourceBlock], after: Sequence[SourceBlock]) -> BlockChange:
    old, new = before[link.old.start : link.old.stop], after[link.new.start : link.new.stop]
    if len(old) == len(new) == 1 and old[0].source == new[0].source:
        return _unchanged(link, new[0])
    return BlockChange(
        _what(link, old, new),
        (new or old)[0].kind,
        (new or old)[0].level,
        old=link.old.start,
        old_count=len(old),
        new=link.new.start,
        new_count=len(new),
        segments=tuple(_segments(old, new)),
    )


def _unchanged(link: Link, block: SourceBlock) -> BlockChange:
    """A block with all its words and blank lines, wherever it stands."""
    what: What = "moved" if link.moved else "same"
    segments = tuple(_segment("equal", block.source))
    return BlockChange(what, block.kind, block.level, link.old.start, 1, link.new.start, 1, segments)


def _what(link: Link, old: Sequence[SourceBlock], new: Sequence[SourceBlock]) -> What:
    if link.moved:
        return "moved"
    if not old:
        return "inserted"
    if not new:
        return "deleted"
    one_each = len(old) == len(new) == 1
    return "same" if one_each and block_key(old[0].source) == block_key(new[0].source) else "changed"


def _segments(old: Sequence[SourceBlock], new: Sequence[SourceBlock]) -> Iterator[Segment]:
    text = "".join(block.source for block in old)
    if not old or not new:
        edits = [Edit(0, len(text), "".join(block.source for block in new))]
    else:
        edits = block_edits(old, new)
    at = 0
    for edit in _touching_joined(edits):
        yield from _segment("equal", text[at : edit.start])
        yield from _segment("delete", text[edit.start : edit.end])
        yield from _segment("insert", edit.text)
        at = edit.end
    yield from _segment("equal", text[at:])


def _segment(mark: Mark, text: str) -> Iterator[Segment]:
    if text:
        yield Segment(mark, text)


def _touching_joined(edits: Iterable[Edit]) -> list[Edit]:
    """Edits with none touching the next, so that what is deleted and what is inserted stand together."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and joined[-1].end == edit.start:
            last = joined.pop()
            joined.append(Edit(last.start, edit.end, last.text + edit.text))
        else:
            joined.append(edit)
    return joined


def _read(changes: Iterable[BlockChange], without: Mark) -> Iterator[str]:
    for change in changes:
        yield from (segment.text for segment in change.segments if segment.mark != without)
