"""The words of a stage at two moments, side by side, as a page or a program wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policyspace.charter.stages import StageRow
from policyspace.charter.stages.rows import Field, Prompt
from policyspace.drafting.rules.diff import compare_texts
from policyspace.outcomes.models import Acceptance, Entry, SetAside
from policyspace.outcomes.queries.past import Words

Written = tuple[Entry, Sequence[Acceptance]]


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A value beside the words: `field` of the prompt (None: the notes of those it concerns, or who wrote it)."""

    label: Any
    before: Any
    after: Any
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """What became of one entry, or of one item set aside. `what`: added, changed or removed.

    `heading`: the question it answers, or the required item. `parts`: pairs of equal, insert or delete and the words.
    `entry`: the newer of the two, or the one that is gone; None for an item set aside.
    """

    what: str
    heading: Any
    parts: list[tuple[str, str]]
    fields: list[ChangedField]
    entry: Entry | None = None


def compare_words(row: StageRow, before: Words, after: Words) -> list[ChangedWords]:
    """What changed in the words of a stage, in the order of its prompts; items set aside come last."""
    return [*_entries(row, before, after), *_set_aside(row, before, after)]


def changed_parts(older: str, newer: str) -> list[tuple[str, str]]:
    """Two texts word by word."""
    changes = compare_texts(older, newer).changes
    return [(segment.mark, segment.text) for change in changes for segment in change.segments]


def _entries(row: StageRow, before: Words, after: Words) -> Iterator[ChangedWords]:
    """An entry is followed through its versions: they all name the first of their chain."""
    older = {entry.first_id or entry.id: (entry, said) for entry, said in before.entries}
    newer = {entry.first_id or entry.id: (entry, said) for entry, said in after.entries}
    for prompt in row.prompts:
        for key in sorted({*older, *newer}):
            pair = older.get(key), newer.get(key)
            if any(each and each[0].prompt == prompt.key for each in pair):
                yield from _entry(prompt, *pair)


def _entry(prompt: Prompt, before: Written | None, after: Written | None) -> Iterator[ChangedWords]:
    shown = after or before
    if shown is None:
        return
    parts = changed_parts(before[0].words if before else "", after[0].words if after else "")
    fields = list(_fields(prompt, before, after))
    if fields or any(mark != "equal" for mark, _text in parts):
        what = "changed" if before and after else "added" if after else "removed"
        yield ChangedWords(what, prompt.question, parts, fields, shown[0])


def _fields(prompt: Prompt, before: Written | None, after: Written | None) -> Iterator[ChangedField]:
    older, newer = (each[0].facts if each else {} for each in (before, after))
    for field in prompt.fields:
        if older.get(field.key) != newer.get(field.key):
            yield ChangedField(field.label, older.get(field.key), newer.get(field.key), field)
    if prompt.acceptance and _notes(before) != _notes(after):
        yield ChangedField(prompt.acceptance.question, _notes(before), _notes(after))
    if before and after and _party(before[0]) != _party(after[0]):
        yield ChangedField(None, before[0].capacity.text, after[0].capacity.text)


def _notes(written: Written | None) -> str | None:
    notes = [said.note for said in written[1] if said.note.strip()] if written else []
    return "\n".join(notes) or None


def _party(entry: Entry) -> tuple[str, int | None]:
    return entry.side, entry.organisation_id


def _set_aside(row: StageRow, before: Words, after: Words) -> Iterator[ChangedWords]:
    older, newer = (_reasons(each.set_aside) for each in (before, after))
    for item in row.requirements:
        was, now = older.get(item.key, ""), newer.get(item.key, "")
        if was != now:
            what = "changed" if was and now else "added" if now else "removed"
            yield ChangedWords(what, item.sentence, changed_parts(was, now), [])


def _reasons(set_aside: Sequence[SetAside]) -> dict[str, str]:
    return {item.requirement: item.reason for item in set_aside}
