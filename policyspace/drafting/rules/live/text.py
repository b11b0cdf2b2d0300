"""How a live text becomes another text by as little change as will do, so that what others type meanwhile stays.

Changes are found by the words in which the texts differ, and counted in bytes of UTF-8, as pycrdt counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from policyspace.drafting.rules import edits as words

if TYPE_CHECKING:
    from pycrdt import Doc, Text


class Edit(NamedTuple):
    """From byte `start` of a text in UTF-8, `removed` bytes go, and `inserted` comes in their place."""

    start: int
    removed: int
    inserted: str


def edits_between(old: str, new: str) -> list[Edit]:
    """What to change in `old` to get `new`: rising, apart, to be made from the last to the first."""
    edits, at, passed = [], 0, 0
    for edit in (narrowed(old, each) for each in words.word_edits(old, new)):
        start = passed + len(old[at : edit.start].encode())
        removed = len(old[edit.start : edit.end].encode())
        edits.append(Edit(start, removed, edit.text))
        at, passed = edit.end, start + removed
    return edits


def narrowed(old: str, edit: words.Edit) -> words.Edit:
    """`edit` of `old` less the characters that stay at its beginning and at its end."""
    gone, text = old[edit.start : edit.end], edit.text
    kept = words.common_start(gone, text)
    gone, text = gone[kept:], text[kept:]
    left = words.common_start(gone[::-1], text[::-1])
    return words.Edit(edit.start + kept, edit.end - left, text[: len(text) - left])


def make_text(doc: Doc[Any], text: Text, new: str, *, origin: object = None) -> bool:
    """Change `text` of `doc` to `new` in one transaction of `origin`; whether there was anything to change."""
    edits = edits_between(str(text), new)
    with doc.transaction(origin=origin):
        for start, removed, inserted in reversed(edits):
            if removed:
                del text[start : start + removed]
            if inserted:
                text.insert(start, inserted)
    return bool(edits)
