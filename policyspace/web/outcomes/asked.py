"""What a stage asks of its reader, and of others: each thing with the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import AtLeast, EachAccepted, EachHas, OneNoted, Outside, OutsideFact
from policyspace.charter.stages.rows import Asked, Prompt, Requirement
from policyspace.charter.words import Role, Stage
from policyspace.foundation.i18n import _
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import INTERESTS, MOST_NAMES, RecordView
from policyspace.outcomes.rules import Missing
from policyspace.spaces.queries import SpaceView
from policyspace.web.outcomes.blueprint import here
from policyspace.web.outcomes.shown import find_own, may_accept, may_add


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing a stage waits for. `href`: where the reader can do it and `why`; or else `whom` it is asked of."""

    text: Any
    href: str | None = None
    why: Any = ""
    whom: Any = None
    names: tuple[str, ...] = ()
    more: bool = False


def things_asked(
    view: SpaceView, record: RecordView, stage: Stage, *, declared: bool
) -> tuple[list[Thing], list[Thing]]:
    """What `stage` waits for: what the reader can do, and what others are asked for.

    `declared`: the reader has declared their interests. The words are confirmed once nothing is missing.
    """
    state = record.states[stage]
    mine: list[Thing] = []
    others: list[Thing] = []
    for missing in state.missing:
        item = stage_row(stage).find_requirement(missing.key)
        own = list(_own(view, record, stage, item, missing, declared)) if item else []
        mine += own
        if not own or missing.names:
            others.append(_others(missing))
    if not state.missing and _awaits_reader(view, record, stage):
        confirm = here(view, record.document, "confirm", stage=stage.value)
        mine.append(Thing(_("Confirm these words, or say not yet"), confirm))
    return mine, others


def _awaits_reader(view: SpaceView, record: RecordView, stage: Stage) -> bool:
    counts = view.reader is not None and view.may(Action.COUNT_FOR_SIDE)
    return bool(counts and view.reader and record.awaits(stage, view.reader.id, view.capacity))


def _others(missing: Missing) -> Thing:
    return Thing(
        missing.sentence,
        whom=missing.from_whom.label,
        names=missing.names[:MOST_NAMES],
        more=len(missing.names) > MOST_NAMES,
    )


def _own(
    view: SpaceView, record: RecordView, stage: Stage, item: Requirement, missing: Missing, declared: bool
) -> Iterator[Thing]:
    """How the reader can give what is missing; nothing when it is not for them."""
    if isinstance(item.rule, Outside):
        if item.rule.fact is OutsideFact.EVERY_MEMBER_DECLARED and not declared and _must_declare(view):
            asked = stage_row(stage).find_prompt(INTERESTS)
            href = here(view, record.document, "add", stage=stage.value, prompt=INTERESTS)
            yield Thing(asked.question if asked else item.sentence, href, item.sentence)
        return
    prompt = stage_row(stage).find_prompt(item.rule.prompt)
    if prompt is None:
        return
    lacking = [entry for entry in record.entries_for(prompt.key) if entry.id in missing.entries]
    if isinstance(item.rule, (EachAccepted, OneNoted)) and lacking:
        yield from _to_accept(view, record, prompt, lacking, item)
    elif isinstance(item.rule, EachHas) and lacking:
        yield from _to_change(view, record, prompt, lacking[0], item)
    elif _is_for(view, item.from_whom) and not _asked_apart(stage, item, prompt):
        yield from _to_answer(view, record, stage, prompt, item)


def _asked_apart(stage: Stage, item: Requirement, prompt: Prompt) -> bool:
    """Whether another requirement asks for the answers that this one wants accepted."""
    others = [each.rule for each in stage_row(stage).requirements if each.key != item.key]
    asked_for = any(isinstance(rule, AtLeast) and rule.prompt == prompt.key for rule in others)
    return isinstance(item.rule, EachAccepted) and asked_for


def _to_accept(
    view: SpaceView, record: RecordView, prompt: Prompt, lacking: list[Entry], item: Requirement
) -> Iterator[Thing]:
    for entry in lacking:
        if prompt.acceptance and may_accept(view, prompt, entry):
            href = here(view, record.document, "accept", entry_id=entry.id)
            yield Thing(prompt.acceptance.question, href, item.sentence)


def _to_change(
    view: SpaceView, record: RecordView, prompt: Prompt, entry: Entry, item: Requirement
) -> Iterator[Thing]:
    if view.may(prompt.answered_by.to_change, is_author=True, same_side=True):
        yield Thing(prompt.question, here(view, record.document, "change", entry_id=entry.id), item.sentence)


def _to_answer(
    view: SpaceView, record: RecordView, stage: Stage, prompt: Prompt, item: Requirement
) -> Iterator[Thing]:
    if may_add(view, record, prompt):
        href = here(view, record.document, "add", stage=stage.value, prompt=prompt.key)
        yield Thing(prompt.question, href, item.sentence)
        return
    own = find_own(view, record, prompt)
    if own is not None:
        yield from _to_change(view, record, prompt, own, item)


def _is_for(view: SpaceView, whom: Asked) -> bool:
    """Whether `whom` names the reader; rights are asked apart."""
    if whom.side is not None:
        return whom.side is view.capacity.side
    return whom in {Asked.DRAFTERS, Asked.TEAM, Asked.FACILITATOR, Asked.CONCERNED}


def _must_declare(view: SpaceView) -> bool:
    """The same as `queries.declares` asks of the database, of the reader's own membership."""
    membership = view.membership
    in_team = membership is not None and membership.role != Role.PARTICIPANT
    return in_team or (membership is not None and view.capacity.side is not Side.RESIDENT)
