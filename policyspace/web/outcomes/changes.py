"""What changed between the words somebody read and the words as they are, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.foundation.i18n import _
from policyspace.outcomes.comparing import ChangedField, ChangedWords, compare_words
from policyspace.outcomes.fields import NAMED, Named, in_words
from policyspace.outcomes.queries import RecordView, find_words, names_of, words_now


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change, and the fields that changed with it: label, value before, value now."""

    change: ChangedWords
    fields: list[tuple[Any, Any, Any]]


def changes_shown(
    record: RecordView, stage: Stage, digest: str, *, at: datetime | None = None
) -> list[ChangeShown] | None:
    """What changed since the words had `digest` (at that moment, if it is known); None where those are not found."""
    before = find_words(record.record, stage, digest, at=at) if record.record else None
    if before is None:
        return None
    changed = compare_words(stage_row(stage), before, words_now(record.entries, record.set_aside))
    names = _names([field for each in changed for field in each.fields])
    return [ChangeShown(each, [_in_words(field, names) for field in each.fields]) for each in changed]


def _names(changed: list[ChangedField]) -> Named:
    return {
        kind: names_of(
            kind,
            {
                value
                for each in changed
                if each.field and each.field.kind is kind
                for value in (each.before, each.after)
                if value is not None
            },
        )
        for kind in NAMED
    }


def _in_words(changed: ChangedField, names: Named) -> tuple[Any, Any, Any]:
    label = changed.label or _("Who says it")
    if changed.field is None:
        return label, changed.before, changed.after
    return (
        label,
        in_words(changed.field, changed.before, names),
        in_words(changed.field, changed.after, names),
    )
