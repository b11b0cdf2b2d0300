"""Comparisons and merges drawn as text, so that a test shows what a reader would see."""

from __future__ import annotations

from policyspace.drafting.rules.authorship import Written, passages
from policyspace.drafting.rules.diff import BlockChange, Diff, Segment
from policyspace.drafting.rules.edits import word_edits
from policyspace.drafting.rules.merge import Conflict, Merge

_SIGNS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def drawn_words(old: str, new: str) -> str:
    """The old text with what was taken out and put in between [- -] and [+ +]."""
    drawn, at = "", 0
    for edit in word_edits(old, new):
        segments = [
            ("equal", old[at : edit.start]),
            ("delete", old[edit.start : edit.end]),
            ("insert", edit.text),
        ]
        drawn += "".join(_SIGNS[mark].format(text) for mark, text in segments if text)
        at = edit.end
    return drawn + old[at:]


def drawn(diff: Diff) -> list[tuple[str, str]]:
    """Each block with what became of it, and its words with the changes marked; without blank lines at its end."""
    return [(change.what, "".join(map(_segment, change.segments)).rstrip("\n")) for change in diff.changes]


def drawn_change(change: BlockChange) -> str:
    """The words of one block with the changes marked."""
    return "".join(map(_segment, change.segments))


def conflicts(merged: Merge) -> list[tuple[str, str, str]]:
    """The base, mine and theirs of each conflict, without blank lines at their ends."""
    return [
        (each.base.strip("\n"), each.mine.strip("\n"), each.theirs.strip("\n")) for each in merged.conflicts
    ]


def the_conflict(merged: Merge) -> Conflict:
    """The only conflict of a merge."""
    (conflict,) = merged.conflicts
    return conflict


def drawn_authorship(written: Written) -> str:
    """The passages of a text between bars, each behind the number of the revision it stems from."""
    return " | ".join(
        f"{number}: {passage.strip()}" for passage, number in passages(written.text, written.authorship)
    )


def _segment(segment: Segment) -> str:
    return _SIGNS[segment.mark].format(segment.text)
