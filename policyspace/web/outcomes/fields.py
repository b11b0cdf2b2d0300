"""The fields of an entry in words, and what a form offers for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import Field, FieldKind, Prompt
from policyspace.foundation.dates import friendly_day
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import choices_here, names_of
from policyspace.spaces.queries import SpaceView

Names = Mapping[FieldKind, Mapping[int, str]]
NAMED = (FieldKind.MEMBER, FieldKind.ORGANISATION)


def names_in(entries: Iterable[Entry], prompts: Iterable[Prompt]) -> Names:
    """The names behind the ids that fields of `entries` hold: one statement for each kind there is."""
    fields = [(prompt.key, field) for prompt in prompts for field in prompt.fields if field.kind in NAMED]
    ids: dict[FieldKind, set[int]] = {kind: set() for kind in NAMED}
    for entry in entries:
        for key, field in fields:
            if entry.prompt == key and field.key in entry.facts:
                ids[field.kind].add(entry.facts[field.key])
    return {kind: names_of(kind, found) for kind, found in ids.items()}


def in_words(field: Field, value: Any, names: Names) -> Any:
    """The value of a field as people read it; None where it is empty."""
    if value is None or field.kind is FieldKind.TEXT:
        return value
    if field.kind is FieldKind.DATE:
        return friendly_day(date.fromisoformat(value))
    if field.kind in NAMED:
        return names[field.kind].get(value, value)
    words = field.choices or Side
    return words(value).label


def facts_in_words(prompt: Prompt, entry: Entry, names: Names) -> list[tuple[Any, Any]]:
    """The fields of an entry that hold something: label and value."""
    held = [field for field in prompt.fields if field.key in entry.facts]
    return [(field.label, in_words(field, entry.facts[field.key], names)) for field in held]


def choices_for(view: SpaceView, prompt: Prompt) -> dict[str, list[tuple[Any, Any]]]:
    """What each field of a form that is chosen from a list can hold, with its words."""
    return {field.key: _choices(view, field) for field in prompt.fields}


def _choices(view: SpaceView, field: Field) -> list[tuple[Any, Any]]:
    if field.kind is FieldKind.SIDE:
        return [(side.value, side.label) for side in (Side.CENTRAL, Side.LOCAL)]
    if field.kind in NAMED:
        return list(choices_here(view.space, field.kind, view.capacity.side))
    return [(word.value, word.label) for word in field.choices or ()]


def form_start(entry: Entry, prompt: Prompt) -> dict[str, Any]:
    """The values a form starts with to change `entry`; a date in its three parts."""
    start: dict[str, Any] = {"words": entry.words}
    for field in prompt.fields:
        held = entry.facts.get(field.key)
        if field.kind is FieldKind.DATE and held:
            year, month, day = str(held).split("-")
            start |= {f"{field.key}-day": day, f"{field.key}-month": month, f"{field.key}-year": year}
        elif held is not None:
            start[field.key] = held
    return start
