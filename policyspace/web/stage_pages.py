"""What the pages of a stage show: prompts with their entries, what is missing, who confirmed and who may act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.stages.rows import Answerer, Field, FieldKind, Prompt, StageRow
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.dates import friendly_day
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import RecordView, choices_here, confirmations_named, entry_fact
from policyspace.outcomes.rules import AcceptanceFact, StageState, party_word
from policyspace.spaces.queries import SpaceView

Choices = Mapping[str, Sequence[tuple[Any, Any]]]


@dataclass(frozen=True)
class EntryShown:
    """An entry, its fields in words, the last word of the side it describes, and what the reader may do with it."""

    entry: Entry
    facts: list[tuple[Any, Any]]
    word: AcceptanceFact | None
    asks: Any
    may_change: bool
    may_accept: bool


@dataclass(frozen=True)
class PromptShown:
    """A prompt with its answers."""

    prompt: Prompt
    entries: list[EntryShown]
    may_add: bool


def stage_page(view: SpaceView, record: RecordView, stage: Stage) -> dict[str, Any]:
    """Everything the page of one stage shows."""
    row, state = stage_row(stage), record.states[stage]
    place = STAGES.index(row)
    names = names_for(view, row.prompts)
    return {
        "view": view,
        "document": record.document,
        "record": record,
        "row": row,
        "state": state,
        "prompts": [prompt_shown(view, record, row, prompt, names) for prompt in row.prompts],
        "confirmations": confirmations_shown(record, stage),
        "may_confirm": view.may(Action.CONFIRM_STAGE),
        "may_set_aside": view.may(Action.SET_ASIDE),
        "before": STAGES[place - 1] if place else None,
        "after": STAGES[place + 1] if place + 1 < len(STAGES) else None,
    }


def prompt_shown(
    view: SpaceView, record: RecordView, row: StageRow, prompt: Prompt, names: Choices
) -> PromptShown:
    """A prompt as this reader sees it."""
    entries = record.entries_for(prompt.key)
    own = [entry for entry in entries if _of_own_party(view, prompt, entry)]
    may_add = view.may(prompt.answered_by.to_add, is_author=True, same_side=True)
    return PromptShown(
        prompt=prompt,
        entries=[entry_shown(view, row, prompt, entry, names) for entry in entries],
        may_add=may_add and (prompt.many or not own),
    )


def entry_shown(view: SpaceView, row: StageRow, prompt: Prompt, entry: Entry, names: Choices) -> EntryShown:
    """An entry as this reader sees it."""
    asked = prompt.acceptance
    concerned = asked is not None and entry.facts.get(asked.field) == view.capacity.side.value
    is_own = view.reader is not None and entry.author_id == view.reader.id
    same_side = entry.side == view.capacity.side.value
    return EntryShown(
        entry=entry,
        facts=[
            (field.label, in_words(field, entry.facts[field.key], names))
            for field in prompt.fields
            if field.key in entry.facts
        ],
        word=party_word(entry_fact(entry), row),
        asks=asked.question if asked else None,
        may_change=view.may(prompt.answered_by.to_change, is_author=is_own, same_side=same_side),
        may_accept=view.may(Action.ACCEPT_ENTRY, same_side=concerned and not is_own),
    )


def confirmations_shown(record: RecordView, stage: Stage) -> list[dict[str, Any]]:
    """Each person's last word on a stage, newest first."""
    state = record.states[stage]
    stale = {said.id for said in (*state.stale_confirmations, *state.lapsed)}
    standing = stale | {said.id for said in (*state.current, *state.not_yet)}
    return [
        {
            "name": said.person.display_name,
            "capacity": said.capacity.text,
            "answer": said.kind,
            "answer_words": ConfirmationKind(said.kind).label,
            "words": said.words,
            "next_step": said.next_step,
            "next_date": said.next_date,
            "when": said.created_at,
            "stale": said.id in stale,
            "attests": said.attests,
        }
        for said in confirmations_named(standing)
        if said.id in standing
    ]


def names_for(view: SpaceView, prompts: Sequence[Prompt]) -> Choices:
    """The names behind the ids that fields of `prompts` hold, asked for only when one does."""
    kinds = {field.kind for prompt in prompts for field in prompt.fields}
    named = kinds & {FieldKind.MEMBER, FieldKind.ORGANISATION}
    return {kind.value: choices_here(view.space, kind, view.capacity.side) for kind in named}


def choices_for(field: Field, names: Choices) -> list[tuple[Any, Any]]:
    """What a field that is chosen from a list can hold, with its words."""
    if field.kind is FieldKind.SIDE:
        return [(side.value, side.label) for side in (Side.CENTRAL, Side.LOCAL)]
    if field.kind is FieldKind.CHOICE and field.choices:
        return [(word.value, word.label) for word in field.choices]
    return list(names.get(field.kind.value, ()))


def in_words(field: Field, value: Any, names: Choices) -> Any:
    """The value of a field as people read it."""
    if field.kind is FieldKind.DATE:
        return friendly_day(date.fromisoformat(value))
    if field.kind is FieldKind.TEXT:
        return value
    return dict(choices_for(field, names)).get(value, value)


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


def _of_own_party(view: SpaceView, prompt: Prompt, entry: Entry) -> bool:
    return _OWN.get(prompt.answered_by, _anybody)(view, entry)


def _anybody(_view: SpaceView, _entry: Entry) -> bool:
    return True


_OWN: dict[Answerer, Callable[[SpaceView, Entry], bool]] = {
    Answerer.EACH_SIDE: lambda view, entry: entry.side == view.capacity.side.value,
    Answerer.EACH_MEMBER: lambda view, entry: view.reader is not None and entry.author_id == view.reader.id,
}


def waited_for(state: StageState) -> list[Any]:
    """What is missing and who must confirm, in words, the missing first."""
    return [each.sentence for each in state.missing] + [each.sentence for each in state.awaiting]
