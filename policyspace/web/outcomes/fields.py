"""What a form offers for each field of an entry, and what it starts with."""

from __future__ import annotations

from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import Answerer, Field, FieldKind, Prompt
from policyspace.outcomes.fields import NAMED
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import choices_here
from policyspace.outcomes.services import HATS
from policyspace.spaces.queries import SpaceView, other_hats

OTHER = {Side.CENTRAL: Side.LOCAL, Side.LOCAL: Side.CENTRAL}


def choices_for(view: SpaceView, prompt: Prompt) -> dict[str, list[tuple[Any, Any]]]:
    """What each field of a form that is chosen from a list can hold, with its words."""
    return {field.key: _choices(view, field) for field in prompt.fields}


def _choices(view: SpaceView, field: Field) -> list[tuple[Any, Any]]:
    if field.kind is FieldKind.SIDE:
        return [(side.value, side.label) for side in (Side.CENTRAL, Side.LOCAL)]
    if field.kind in NAMED:
        return list(choices_here(view.space, field.kind, view.capacity.side))
    return [(word.value, word.label) for word in field.choices or ()]


def first_start(view: SpaceView, prompt: Prompt) -> dict[str, Any]:
    """The values a form starts with where nothing was answered: the other organisations one belongs to; the other side,
    where it is asked whether the answer is right."""
    if prompt.acceptance and prompt.acceptance.another and view.capacity.side in OTHER:
        return {prompt.acceptance.field: OTHER[view.capacity.side].value}
    if prompt.answered_by is not Answerer.EACH_MEMBER or view.reader is None:
        return {}
    return {HATS: ", ".join(other_hats(view.reader, view.capacity))}


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
