"""What a stage asks of its reader, and of others: each thing with the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages import StageRow, stage_row
from policyspace.charter.stages.needs import AtLeast, EachAccepted, EachHas, OneNoted, Outside, OutsideFact
from policyspace.charter.stages.rows import Asked, Prompt, Requirement
from policyspace.charter.words import Role, Stage
from policyspace.foundation.dates import friendly_day
from policyspace.foundation.i18n import _
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import INTERESTS, MOST_NAMES, Declared, RecordView
from policyspace.outcomes.rules import Awaiting, Missing, StageState
from policyspace.spaces.queries import SpaceView
from policyspace.web.outcomes.blueprint import here
from policyspace.web.outcomes.shown import find_own, may_accept, may_add

WHOEVER = {Asked.DRAFTERS, Asked.TEAM, Asked.FACILITATOR, Asked.CONCERNED}
"""Those who are no one side: whether the reader is one of them is settled by what the charter allows them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing a stage waits for. `href`: where the reader can do it and `why`; or else `whom` it is asked of."""

    text: Any
    href: str | None = None
    why: Any = ""
    whom: Any = None
    names: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A stage as it asks one reader. `declared`: what they declared of their interests."""

    view: SpaceView
    record: RecordView
    stage: Stage
    declared: Declared | None

    @property
    def state(self) -> StageState:
        """How the stage stands."""
        return self.record.states[self.stage]

    @property
    def row(self) -> StageRow:
        """What the stage asks."""
        return stage_row(self.stage)

    def to(self, endpoint: str, **more: Any) -> str:
        """The address of a page of this record."""
        return here(self.view, self.record.document, endpoint, **more)


def things_asked(
    view: SpaceView, record: RecordView, stage: Stage, declared: Declared | None
) -> tuple[list[Thing], list[Thing]]:
    """What `stage` waits for: what the reader can do, and what others are asked for.

    Nobody is asked to confirm before everything is there.
    """
    asking = Asking(view, record, stage, declared)
    mine: list[Thing] = list(_to_declare_again(asking))
    others: list[Thing] = []
    for missing in asking.state.missing:
        own = list(_own(asking, missing))
        mine += own
        if not own or missing.names:
            others.append(_of_others(missing))
    if not asking.state.missing:
        is_awaited = _awaits_reader(asking)
        if is_awaited:
            mine.append(
                Thing(_("Confirm these words, or say not yet"), asking.to("confirm", stage=stage.value))
            )
        others += [
            _awaited(each)
            for each in asking.state.awaiting
            if not (is_awaited and each.from_whom.side is view.capacity.side)
        ]
    return mine, others


def _awaits_reader(asking: Asking) -> bool:
    reader, view = asking.view.reader, asking.view
    if reader is None or not view.may(Action.COUNT_FOR_SIDE):
        return False
    return asking.record.awaits(asking.stage, reader.id, view.capacity)


def _of_others(missing: Missing) -> Thing:
    return Thing(
        missing.sentence,
        whom=missing.from_whom.label,
        names=missing.names[:MOST_NAMES],
        more=len(missing.names) > MOST_NAMES,
    )


def _awaited(awaiting: Awaiting) -> Thing:
    if awaiting.until is None:
        return Thing(awaiting.sentence)
    day = friendly_day(awaiting.until)
    return Thing(_("%(what)s (%(day)s)", what=awaiting.sentence, day=day))


def _own(asking: Asking, missing: Missing) -> Iterator[Thing]:
    """How the reader can give what is missing; nothing when it is not for them."""
    item = asking.row.find_requirement(missing.key)
    if item is None:
        return
    if isinstance(item.rule, Outside):
        yield from _to_declare(asking, item)
        return
    prompt = asking.row.find_prompt(item.rule.prompt)
    if prompt is None:
        return
    answers = asking.record.entries_for(prompt.key)
    lacking = [entry for entry in answers if entry.id in missing.entries]
    if isinstance(item.rule, (EachAccepted, OneNoted)) and lacking:
        yield from _to_accept(asking, prompt, lacking, item)
    elif isinstance(item.rule, EachHas) and lacking:
        yield from _to_change(asking, prompt, lacking[0], item)
    elif _is_for(asking.view, item.from_whom) and not _asked_apart(asking.row, item, prompt):
        yield from _to_answer(asking, prompt, item)


def _to_declare(asking: Asking, item: Requirement) -> Iterator[Thing]:
    prompt = asking.row.find_prompt(INTERESTS)
    if prompt is None or item.rule != Outside(OutsideFact.EVERY_MEMBER_DECLARED):
        return
    if asking.declared is None and _must_declare(asking.view):
        href = asking.to("add", stage=asking.stage.value, prompt=prompt.key)
        yield Thing(prompt.question, href, item.sentence)


def _to_declare_again(asking: Asking) -> Iterator[Thing]:
    """Whoever declared before the proposal moved is asked again; no stage waits for it."""
    own = asking.declared
    if own is None or own.moved_at is None or asking.stage not in {asking.record.stage, Stage.HONESTY}:
        return
    why = _("The proposal has moved to %(stage)s since you declared them.", stage=own.stage.label)
    if not asking.view.may(Action.DECLARE_INTERESTS, is_author=True):
        return
    yield Thing(
        _("Are your hats and interests still the same?"), asking.to("again", entry_id=own.entry.id), why
    )


def _to_accept(asking: Asking, prompt: Prompt, lacking: list[Entry], item: Requirement) -> Iterator[Thing]:
    for entry in lacking:
        if prompt.acceptance and may_accept(asking.view, prompt, entry):
            href = asking.to("accept", entry_id=entry.id)
            yield Thing(prompt.acceptance.question, href, item.sentence)


def _to_change(asking: Asking, prompt: Prompt, entry: Entry, item: Requirement) -> Iterator[Thing]:
    same_side = entry.side == asking.view.capacity.side.value
    is_own = asking.view.reader is not None and entry.author_id == asking.view.reader.id
    if asking.view.may(prompt.answered_by.to_change, is_author=is_own, same_side=same_side):
        yield Thing(prompt.question, asking.to("change", entry_id=entry.id), item.sentence)


def _to_answer(asking: Asking, prompt: Prompt, item: Requirement) -> Iterator[Thing]:
    if may_add(asking.view, asking.record, prompt):
        href = asking.to("add", stage=asking.stage.value, prompt=prompt.key)
        yield Thing(prompt.question, href, item.sentence)
        return
    own = find_own(asking.view, asking.record, prompt)
    if own is not None:
        yield from _to_change(asking, prompt, own, item)


def _asked_apart(row: StageRow, item: Requirement, prompt: Prompt) -> bool:
    """Whether another requirement asks for the answers that this one wants accepted."""
    others = [each.rule for each in row.requirements if each.key != item.key]
    asked_for = any(isinstance(rule, AtLeast) and rule.prompt == prompt.key for rule in others)
    return isinstance(item.rule, EachAccepted) and asked_for


def _is_for(view: SpaceView, whom: Asked) -> bool:
    """Whether `whom` can be the reader; rights are asked apart."""
    return whom.side is view.capacity.side if whom.side else whom in WHOEVER


def _must_declare(view: SpaceView) -> bool:
    """The same as `queries.declares` asks of the database, of the reader's own membership."""
    if view.membership is None:
        return False
    return view.membership.role != Role.PARTICIPANT or view.capacity.side is not Side.RESIDENT
