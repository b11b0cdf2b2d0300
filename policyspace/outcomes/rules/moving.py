"""Moving a proposal from stage to stage: forward when met, back with a reason, past only with a published one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyspace.charter.words import Stage, Word
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.outcomes.rules.facts import StageState

_PATH = tuple(Stage)


class MoveKind(Word):
    """How a proposal moves."""

    FORWARD = "forward", lazy("Forward")
    BACK = "back", lazy("Back")
    EXCEPTION = "exception", lazy("Past a stage that is not met")


@dataclass(frozen=True, slots=True)
class ReasonNeeded:
    """A reason must be given; `published`: it is shown to everyone who can read the space."""

    sentence: Any
    published: bool
    unmet: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A move that can be made, once the reason it needs (None: none) is given."""

    kind: MoveKind
    reason_needed: ReasonNeeded | None = None


def next_stage(stage: Stage) -> Stage | None:
    """The stage after `stage` on the default path; None after the last."""
    place = _PATH.index(stage) + 1
    return _PATH[place] if place < len(_PATH) else None


def may_move(current: Stage, to: Stage, states: Mapping[Stage, StageState]) -> Move:
    """What moving from `current` to `to` is, and what it needs. Raises Invalid where it goes nowhere.

    Every stage that is left behind, from `current` up to the one before `to`, must be met.
    """
    here, there = _PATH.index(current), _PATH.index(to)
    if here == there:
        raise Invalid(to=lazy("The proposal is already at this stage. Choose another."))
    if there < here:
        return Move(MoveKind.BACK, ReasonNeeded(lazy("Say why the proposal moves back."), published=True))
    unmet = tuple(stage for stage in _PATH[here:there] if stage not in states or not states[stage].met)
    if not unmet:
        return Move(MoveKind.FORWARD)
    needed = ReasonNeeded(
        lazy(
            "Say why the proposal moves on before this stage is met. Everyone who can read it sees the reason."
        ),
        published=True,
        unmet=unmet,
    )
    return Move(MoveKind.EXCEPTION, needed)


def require_reason(move: Move, reason: str) -> None:
    """Raise Invalid where `move` needs a reason and none is given."""
    if move.reason_needed and not reason.strip():
        raise Invalid(reason=move.reason_needed.sentence)
