"""What a stage asks of its reader, and of others: each thing with the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import EachAccepted, EachHas, OneNoted, Outside, OutsideFact
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
    """One thing a stage waits for. `href`: where the reader can do it, None when it is for others."""

    text: Any
    href: str | None = None
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
        hrefs = list(_hrefs(view, record, stage, item, missing, declared)) if item else []
        mine += [Thing(missing.sentence, href) for href in hrefs]
        if not hrefs or missing.names:
            names = missing.names[:MOST_NAMES]
            whom = missing.from_whom.label
            others.append(Thing(missing.sentence, None, whom, names, len(missing.names) > MOST_NAMES))
    if not state.missing and _awaits_reader(view, record, stage):
        confirm = here(view, record.document, "confirm", stage=stage.value)
        mine.append(Thing(_("Confirm these words, or say not yet"), confirm))
    return mine, others


def _awaits_reader(view: SpaceView, record: RecordView, stage: Stage) -> bool:
    counts = view.reader is not None and view.may(Action.COUNT_FOR_SIDE)
    return bool(counts and view.reader and record.awaits(stage, view.reader.id, view.capacity))


def _hrefs(
    view: SpaceView, record: RecordView, stage: Stage, item: Requirement, missing: Missing, declared: bool
) -> Iterator[str]:
    """The pages on which the reader can give what is missing; none when it is not for them."""
    if isinstance(item.rule, Outside):
        if item.rule.fact is OutsideFact.EVERY_MEMBER_DECLARED and not declared and _must_declare(view):
            yield here(view, record.document, "add", stage=stage.value, prompt=INTERESTS)
        return
    prompt = stage_row(stage).find_prompt(item.rule.prompt)
    if prompt is None:
        return
    lacking = [entry for entry in record.entries_for(prompt.key) if entry.id in missing.entries]
    if isinstance(item.rule, (EachAccepted, OneNoted)) and lacking:
        yield from _to_accept(view, record, prompt, lacking)
    elif isinstance(item.rule, EachHas) and lacking:
        yield from _to_change(view, record, prompt, lacking[0])
    elif _is_for(view, item.from_whom):
        yield from _to_answer(view, record, stage, prompt)


def _to_accept(view: SpaceView, record: RecordView, prompt: Prompt, lacking: list[Entry]) -> Iterator[str]:
    for entry in lacking:
        if may_accept(view, prompt, entry):
            yield here(view, record.document, "accept", entry_id=entry.id)


def _to_change(view: SpaceView, record: RecordView, prompt: Prompt, entry: Entry) -> Iterator[str]:
    if view.may(prompt.answered_by.to_change, is_author=True, same_side=True):
        yield here(view, record.document, "change", entry_id=entry.id)


def _to_answer(view: SpaceView, record: RecordView, stage: Stage, prompt: Prompt) -> Iterator[str]:
    if may_add(view, record, prompt):
        yield here(view, record.document, "add", stage=stage.value, prompt=prompt.key)
        return
    own = find_own(view, record, prompt)
    if own is not None:
        yield from _to_change(view, record, prompt, own)


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
