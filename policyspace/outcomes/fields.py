"""The fields of an entry in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import Field, FieldKind, Prompt
from policyspace.foundation.dates import friendly_date, friendly_day
from policyspace.foundation.i18n import _
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import CarriedFrom, carried_in, names_of

Named = Mapping[FieldKind, Mapping[int, str]]
NAMED = (FieldKind.MEMBER, FieldKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the ids that entries hold, by kind; and where those that were carried over came from, by id."""

    named: Named
    carried: Mapping[int, CarriedFrom]


def names_in(entries: Iterable[Entry], prompts: Iterable[Prompt]) -> Names:
    """The names behind the ids that `entries` hold: one statement for each kind there is."""
    entries = list(entries)
    fields = [(prompt.key, field) for prompt in prompts for field in prompt.fields if field.kind in NAMED]
    ids: dict[FieldKind, set[int]] = {kind: set() for kind in NAMED}
    for entry in entries:
        for key, field in fields:
            if entry.prompt == key and field.key in entry.facts:
                ids[field.kind].add(entry.facts[field.key])
    return Names({kind: names_of(kind, found) for kind, found in ids.items()}, carried_in(entries))


def in_words(field: Field, value: Any, named: Named) -> Any:
    """The value of a field as people read it; None where it is empty."""
    if value is None or field.kind is FieldKind.TEXT:
        return value
    if field.kind is FieldKind.DATE:
        return friendly_day(date.fromisoformat(value))
    if field.kind in NAMED:
        return named[field.kind].get(value, value)
    words = field.choices or Side
    return words(value).label


def facts_in_words(prompt: Prompt, entry: Entry, names: Names) -> list[tuple[Any, Any]]:
    """The fields of an entry that hold something, and where it was carried over from: label and value."""
    held = [field for field in prompt.fields if field.key in entry.facts]
    told = [(field.label, in_words(field, entry.facts[field.key], names.named)) for field in held]
    came = names.carried.get(entry.id)
    return [*told, (_("Carried over"), _came_from(came, entry))] if came else told


def _came_from(came: CarriedFrom, entry: Entry) -> str:
    return _(
        "From proposal %(number)s by %(name)s on %(day)s. Written on %(written)s.",
        number=came.number,
        name=came.carrier,
        day=friendly_date(entry.created_at),
        written=friendly_date(came.written_at),
    )
