"""The days a stage speaks of: what lies ahead, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyspace.charter.stages import stage_row
from policyspace.charter.stages.rows import Field, Passing
from policyspace.charter.words import Stage
from policyspace.foundation.i18n import lazy
from policyspace.outcomes.rules.evidence import answers, day_in
from policyspace.outcomes.rules.facts import ConfirmationFact, EntryFact


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, the question it answers, and the words beside it. `overdue`: it has passed and something is asked."""

    day: date
    label: Any
    words: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as it was written. `due`: once it has passed, it is overdue."""

    day: date
    label: Any
    words: str
    due: bool


def deadlines(
    stage: Stage, entries: Sequence[EntryFact], not_yet: Iterable[ConfirmationFact], today: date
) -> list[Deadline]:
    """The days of a stage that are overdue or still to come, the earliest first."""
    days = sorted(_days(stage, entries, not_yet), key=lambda each: (each.day, each.words))
    return [
        Deadline(each.day, each.label, each.words, each.day < today)
        for each in days
        if each.day >= today or each.due
    ]


def first_due(stage: Stage, entries: Sequence[EntryFact], not_yet: Iterable[ConfirmationFact]) -> date | None:
    """The first day of a stage that is overdue once it has passed; None where there is none."""
    return min((each.day for each in _days(stage, entries, not_yet) if each.due), default=None)


def _days(stage: Stage, entries: Sequence[EntryFact], not_yet: Iterable[ConfirmationFact]) -> Iterator[_Day]:
    for prompt in stage_row(stage).prompts:
        for field in prompt.fields:
            if field.passing is not None:
                yield from _in_field(field, field.passing, answers(entries, prompt.key))
    for said in not_yet:
        if said.next_date is not None:
            words = said.next_step or said.words
            yield _Day(said.next_date, lazy("What comes next after a “not yet”"), words, due=True)


def _in_field(field: Field, passing: Passing, said: Sequence[EntryFact]) -> Iterator[_Day]:
    counted = [entry for entry in said if not _is_settled(field, entry)]
    days = [(day, entry) for entry in counted if (day := day_in(entry, field.key))]
    last = max((day for day, _entry in days), default=None)
    for day, entry in days:
        due = passing is Passing.OVERDUE or (passing is Passing.OVERDUE_LAST and day == last)
        yield _Day(day, field.label, entry.words, due)


def _is_settled(field: Field, entry: EntryFact) -> bool:
    return field.unless is not None and entry.data.get(field.unless[0]) == field.unless[1]
