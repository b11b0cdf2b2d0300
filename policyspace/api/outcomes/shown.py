"""What a program is told of a record."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from policyspace.api.drafting.shown import CapacityShown
from policyspace.api.frame import Paged
from policyspace.charter.stages.rows import Field, FieldKind
from policyspace.outcomes.schemas import PARTIES


def person(row: Any) -> str:
    """The name of whoever said or did it."""
    name: str = (getattr(row, "author", None) or row.person).display_name
    return name


def choices(field: Field) -> list[str] | None:
    """The words a field may hold, where they are a fixed set."""
    if field.kind is FieldKind.SIDE:
        return list(PARTIES)
    return [word.value for word in field.choices] if field.choices else None


class FieldShown(Schema):
    """A value beside the words of an entry. Members and organisations are named by id, days as ISO dates."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    kind = fields.String(required=True)
    choices = fields.Function(choices, required=True)
    required = fields.Boolean(required=True)


class PromptShown(Schema):
    """A question of a stage. `accepted_by`: the field that names the side asked whether the answer is right."""

    key = fields.String(required=True)
    question = fields.String(required=True)
    hint = fields.String(required=True)
    answered_by = fields.String(required=True)
    many = fields.Boolean(required=True)
    counts_as_words = fields.Boolean(required=True)
    fields_ = fields.List(fields.Nested(FieldShown), attribute="fields", data_key="fields", required=True)
    accepted_by = fields.Function(
        lambda prompt: prompt.acceptance.field if prompt.acceptance else None, required=True
    )


class Done(Schema):
    """Who did it, in which hat, and when."""

    id = fields.Integer(required=True)
    person = fields.Function(person, required=True)
    capacity = fields.Nested(CapacityShown, required=True)
    created_at = fields.AwareDateTime(required=True)


class AcceptanceShown(Done):
    """What someone said of an entry for the side it describes."""

    accepted = fields.Boolean(required=True)
    note = fields.String(required=True)


class EntryShown(Done):
    """An answer to a prompt. An entry never changes: new words are a new entry that replaces it.

    `carried_from`: the entry of an earlier proposal's record that this one copies.
    """

    stage = fields.String(required=True)
    prompt = fields.String(required=True)
    words = fields.String(required=True)
    html = fields.String(required=True)
    fields_ = fields.Dict(attribute="facts", data_key="fields", required=True)
    replaces = fields.Integer(attribute="replaces_id", allow_none=True, required=True)
    carried_from = fields.Integer(attribute="carried_from_id", allow_none=True, required=True)
    ended_at = fields.AwareDateTime(allow_none=True, required=True)
    acceptances = fields.List(fields.Nested(AcceptanceShown), required=True)


class DeclarationShown(Schema):
    """The declaration that stands. `asked_again_since`: the proposal moved then, so say whether it is still the same,
    or change it; null where it has not moved since."""

    entry = fields.Nested(EntryShown, required=True)
    asked_again_since = fields.AwareDateTime(allow_none=True, required=True)


class ConfirmationShown(Done):
    """What someone said of a stage's words, bound to their digest. `attests`: as a facilitator, for no side."""

    kind = fields.String(required=True)
    words = fields.String(required=True)
    next_step = fields.String(required=True)
    next_date = fields.Date(allow_none=True, required=True)
    attests = fields.Boolean(required=True)
    digest = fields.String(required=True)
    ended_at = fields.AwareDateTime(allow_none=True, required=True)


class MovementShown(Done):
    """A move of the proposal from one stage to another."""

    from_stage = fields.String(required=True)
    to = fields.String(attribute="to_stage", required=True)
    kind = fields.String(required=True)
    reason = fields.String(required=True)


class SetAsideShown(Done):
    """A required item that the record does without, and why."""

    requirement = fields.String(required=True)
    reason = fields.String(required=True)


class MissingShown(Schema):
    """Evidence still needed. `entries` and `names` say where it lacks."""

    key = fields.String(required=True)
    sentence = fields.String(required=True)
    from_whom = fields.String(required=True)
    entries = fields.List(fields.Integer(), required=True)
    names = fields.List(fields.String(), required=True)


class AwaitingShown(Schema):
    """Someone who must still confirm, or a day that must pass first."""

    key = fields.String(required=True)
    sentence = fields.String(required=True)
    from_whom = fields.String(required=True)
    until = fields.Date(allow_none=True, required=True)


class StageShown(Schema):
    """A stage as it stands. `confirmations`: the last words of people; of `stale` ones (ids) the words changed since.

    At most 100 confirmations are here, reservations and "not yet" first; all are at …/confirmations.
    Declarations of interests are at …/answers/interests.
    """

    stage = fields.String(required=True)
    meaning = fields.String(required=True)
    state = fields.String(required=True)
    digest = fields.String(required=True)
    missing = fields.List(fields.Nested(MissingShown), required=True)
    awaiting = fields.List(fields.Nested(AwaitingShown), required=True)
    entries = fields.List(fields.Nested(EntryShown), required=True)
    set_aside = fields.List(fields.Nested(SetAsideShown), required=True)
    confirmations = fields.List(fields.Nested(ConfirmationShown), required=True)
    stale = fields.List(fields.Integer(), required=True)
    lapsed = fields.List(fields.Integer(), required=True)


class StageAlone(StageShown):
    """A stage with the questions it asks."""

    prompts = fields.List(fields.Nested(PromptShown), required=True)


class RecordShown(Schema):
    """The record of a proposal: where it stands, every stage, and its last 50 moves."""

    stage = fields.String(required=True)
    publication_lifted = fields.String(allow_none=True, required=True)
    stages = fields.List(fields.Nested(StageShown), required=True)
    movements = fields.List(fields.Nested(MovementShown), required=True)


class EntriesPage(Paged):
    """A page of entries, newest first."""

    items = fields.List(fields.Nested(EntryShown), required=True)


class ConfirmationsPage(Paged):
    """A page of what people said of a stage, newest first."""

    items = fields.List(fields.Nested(ConfirmationShown), required=True)


class MovementsPage(Paged):
    """A page of moves, newest first."""

    items = fields.List(fields.Nested(MovementShown), required=True)
