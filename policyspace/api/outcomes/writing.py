"""Writing in a record: entries, acceptances, confirmations, movements, items set aside."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from policyspace.api.outcomes.blueprint import ENTRY, STAGE, bp, enter
from policyspace.api.outcomes.shown import (
    AcceptanceShown,
    ConfirmationShown,
    EntryShown,
    MovementShown,
    SetAsideShown,
)
from policyspace.charter.stages.rows import Prompt
from policyspace.charter.words import Stage
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line
from policyspace.outcomes import queries, services
from policyspace.outcomes.schemas import (
    AcceptanceShape,
    CarryShape,
    ConfirmationShape,
    EntryShape,
    MovementShape,
    ReasonShape,
    entry_shape,
    facts_of,
)


class EntryChange(EntryShape):
    """New words for an entry; `fields` are those of its prompt, all of them."""

    fields_ = fields.Dict(keys=fields.String(), data_key="fields", attribute="fields", load_default=dict)


class NewEntry(EntryChange):
    """An answer to a prompt of a stage."""

    stage = Choice(Stage, lazy("Say which stage"))
    prompt = Line(lazy("Say which prompt this answers"), most=40)


@bp.post("/entries")
@bp.arguments(NewEntry)
@bp.response(201, EntryShown)
@signed_in
def add_entry(values: dict[str, Any], slug: str, number: int) -> Any:
    """Answer a prompt."""
    person, document = enter(slug, number)
    asked = queries.get_prompt(Stage(values["stage"]), values["prompt"])
    written = _written(asked, values)
    return services.add_entry(person, document, stage=values["stage"], prompt=asked.key, **written)


@bp.post("/carry-over")
@bp.arguments(CarryShape)
@bp.response(200, EntryShown(many=True))
@signed_in
def carry_over(values: dict[str, Any], slug: str, number: int) -> Any:
    """Copy what the record of an earlier proposal says of Trust and Flexibility: the entries that came just now.

    Acceptances and confirmations are not copied. Sent twice, nothing comes the second time.
    """
    person, document = enter(slug, number)
    return services.carry_over(person, document, **values)


@bp.put(ENTRY)
@bp.arguments(EntryChange)
@bp.response(200, EntryShown)
@signed_in
def change_entry(values: dict[str, Any], slug: str, number: int, entry_id: int) -> Any:
    """Put new words in the place of an entry. Where it was replaced before, a 409 names the one that stands."""
    person, document = enter(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)
    return services.change_entry(person, document, entry, **_written(asked, values))


@bp.post(f"{ENTRY}/still-the-same")
@bp.response(200, EntryShown)
@signed_in
def say_again(slug: str, number: int, entry_id: int) -> Any:
    """Say of your own declaration, after the proposal moved, that it is still the same: the entry that stands then.

    Where the proposal did not move since, nothing is written. Where your declaration was taken off, you get a 409; an
    entry that is no declaration is not found.
    """
    person, document = enter(slug, number)
    return services.say_again(person, document, queries.get_entry(document, entry_id))


@bp.delete(ENTRY)
@bp.response(204)
@signed_in
def end_entry(slug: str, number: int, entry_id: int) -> None:
    """Take an entry off the record; its words are kept."""
    person, document = enter(slug, number)
    services.end_entry(person, document, queries.get_entry(document, entry_id))


@bp.post(f"{ENTRY}/accept")
@bp.arguments(AcceptanceShape)
@bp.response(201, AcceptanceShown)
@signed_in
def accept_entry(values: dict[str, Any], slug: str, number: int, entry_id: int) -> Any:
    """Say, for the side an entry describes, whether it says it right."""
    person, document = enter(slug, number)
    return services.accept_entry(person, document, queries.get_entry(document, entry_id), **values)


@bp.post(f"/{STAGE}/confirmations")
@bp.arguments(ConfirmationShape)
@bp.response(201, ConfirmationShown)
@signed_in
def confirm_stage(values: dict[str, Any], slug: str, number: int, stage: str) -> Any:
    """Confirm the words of a stage, or say not yet. Where they are others now, a 409 gives their digest."""
    person, document = enter(slug, number)
    return services.confirm_stage(person, document, stage=stage, **values)


@bp.post("/movements")
@bp.arguments(MovementShape)
@bp.response(201, MovementShown)
@signed_in
def move_stage(values: dict[str, Any], slug: str, number: int) -> Any:
    """Move the proposal to another stage."""
    person, document = enter(slug, number)
    return services.move_stage(person, document, **values)


@bp.put("/set-aside/<requirement>")
@bp.arguments(ReasonShape)
@bp.response(200, SetAsideShown)
@signed_in
def set_aside(values: dict[str, Any], slug: str, number: int, requirement: str) -> Any:
    """Do without a required item, for a published reason."""
    person, document = enter(slug, number)
    return services.set_aside(person, document, requirement=requirement, **values)


@bp.delete("/set-aside/<requirement>")
@bp.response(204)
@signed_in
def require_again(slug: str, number: int, requirement: str) -> None:
    """Ask for an item again that was set aside."""
    person, document = enter(slug, number)
    services.require_again(person, document, requirement=requirement)


@bp.post("/lift")
@bp.arguments(ReasonShape)
@bp.response(204)
@signed_in
def lift_publication(values: dict[str, Any], slug: str, number: int) -> None:
    """Let the proposal be published before Trust is met, for a published reason."""
    person, document = enter(slug, number)
    services.lift_publication(person, document, **values)


def _written(asked: Prompt, values: dict[str, Any]) -> dict[str, Any]:
    """The words and fields, read by the shape of the prompt. Raises Invalid, by field."""
    common = {name: values[name] for name in ("words", "idempotency_key")}
    read = entry_shape(asked).read({**values["fields"], **common})
    return {**common, "facts": facts_of(asked, read)}
