"""Shapes of what is written in a record. The shape of an entry is drawn from its prompt's row in the charter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from marshmallow import fields, validate

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import Field, FieldKind, Prompt
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, day, idempotency_key, whole_number

MOST_WORDS = 5000
NO_DIGEST = lazy("Read the words of the stage, and send the digest that is with them.")
YES_OR_NO = lazy("Choose yes or no")
PARTIES = (Side.CENTRAL.value, Side.LOCAL.value)


class EntryShape(Shape):
    """The words of an entry; fields of its prompt come beside them."""

    words = Words(lazy("Enter an answer"), most=MOST_WORDS)
    idempotency_key = idempotency_key()


def entry_shape(prompt: Prompt) -> EntryShape:
    """The shape of an answer to `prompt`."""
    parts = {each.key: _FIELDS[each.kind](each) for each in prompt.fields}
    shape: type[EntryShape] = type("Entry", (EntryShape,), parts)
    return shape()


def facts_of(prompt: Prompt, typed: dict[str, Any]) -> dict[str, Any]:
    """The values of the prompt's fields as the record keeps them; days as ISO text, empty ones left out."""
    kept = {each.key: typed.get(each.key) for each in prompt.fields}
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in kept.items()
        if value not in (None, "")
    }


class ConfirmationShape(Shape):
    """What somebody says of a stage's words, and the digest of those words."""

    kind = Choice(ConfirmationKind, lazy("Choose what you say of these words"))
    digest = fields.String(
        required=True,
        error_messages={"required": NO_DIGEST, "null": NO_DIGEST, "invalid": NO_DIGEST},
        validate=validate.Regexp(r"^[0-9a-f]{64}\Z", error=NO_DIGEST),
    )
    words = Words(most=2000, required=False)
    next_step = Line(most=300, required=False)
    next_date = day()


class AcceptanceShape(Shape):
    """Whether an entry says it right, and a note."""

    accepted = fields.Boolean(
        required=True,
        error_messages={"required": YES_OR_NO, "null": YES_OR_NO, "invalid": YES_OR_NO},
    )
    note = Words(most=2000, required=False)


class MovementShape(Shape):
    """Where the proposal goes from where it was when that was decided, and why."""

    from_stage = Choice(Stage, lazy("Say at which stage the proposal is"))
    to = Choice(Stage, lazy("Choose a stage"))
    reason = Words(most=2000, required=False)


class CarryShape(Shape):
    """The number of the earlier proposal from whose record answers are carried over."""

    source = whole_number(lazy("Choose an earlier proposal"), least=1)


class ReasonShape(Shape):
    """Why."""

    reason = Words(lazy("Enter a reason"), most=500)


class HandoverShape(Shape):
    """Who looks after the record from now on (the id of a membership), and what they need to know."""

    to = whole_number(lazy("Choose a facilitator of this space"), least=1)
    note = Words(lazy("Say what the next person needs to know"), most=2000)


class SpaceHandoverShape(HandoverShape):
    """The same of all proposals one looks after in a space; `unassigned`: and of those that nobody does by name."""

    unassigned = fields.Boolean(
        load_default=False, error_messages={"invalid": lazy("Choose which proposals you hand over")}
    )


class NudgeNote(Shape):
    """A note that goes with the letter to whom is nudged."""

    note = Words(most=500, required=False)


class NudgeShape(NudgeNote):
    """Who is nudged (the id of a membership), and the note."""

    whom = whole_number(lazy("Choose someone the proposal waits for"), least=1)


def _text(field: Field) -> fields.Field[Any]:
    return Line(lazy("Enter an answer"), most=300, required=field.required)


def _date(field: Field) -> fields.Field[Any]:
    return day(say=lazy("Enter a date"), required=field.required)


def _choice(field: Field) -> fields.Field[Any]:
    words = field.choices or Side
    return Choice(words, lazy("Choose one of the list"), required=field.required)


def _side(field: Field) -> fields.Field[Any]:
    say = lazy("Choose a side")
    more: dict[str, Any] = {} if field.required else {"load_default": None, "allow_none": True}
    return fields.String(
        required=field.required,
        error_messages={"required": say, "null": say, "invalid": say},
        validate=validate.OneOf(PARTIES, error=say),
        **more,
    )


def _row_id(field: Field) -> fields.Field[Any]:
    return whole_number(lazy("Choose one of the list"), least=1, required=field.required)


_FIELDS: dict[FieldKind, Callable[[Field], fields.Field[Any]]] = {
    FieldKind.TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.SIDE: _side,
    FieldKind.MEMBER: _row_id,
    FieldKind.ORGANISATION: _row_id,
}
