"""Moving a proposal from stage to stage."""

from __future__ import annotations

from itertools import pairwise

import pytest

from policyspace.charter.words import Stage
from policyspace.foundation.errors import Invalid
from policyspace.outcomes.rules import MoveKind, StageState, may_move, next_stage, require_reason
from tests.outcomes.rules.records import complete, confirmed, look

MET: dict[Stage, StageState] = {stage: look(stage, confirmed(stage)) for stage in Stage}
READY: dict[Stage, StageState] = {stage: look(stage, complete(stage)) for stage in Stage}
PAIRS = [(here, there) for here in Stage for there in Stage if here != there]


def test_stages_follow_one_another_and_none_follows_the_last() -> None:
    for here, there in pairwise(Stage):
        assert next_stage(here) == there
    assert next_stage(Stage.SUSTAINABILITY) is None


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_forward_needs_no_reason_when_all_left_behind_is_met(here: Stage, there: Stage) -> None:
    move = may_move(here, there, MET)
    forward = list(Stage).index(there) > list(Stage).index(here)
    assert move.kind == (MoveKind.FORWARD if forward else MoveKind.BACK)
    assert (move.reason_needed is None) is forward


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_past_an_unmet_stage_needs_a_published_reason_and_names_the_stage(here: Stage, there: Stage) -> None:
    path = list(Stage)
    left_behind = path[path.index(here) : path.index(there)]
    for unmet in left_behind:
        move = may_move(here, there, {**MET, unmet: READY[unmet]})
        assert move.kind == MoveKind.EXCEPTION
        assert move.reason_needed is not None
        assert move.reason_needed.published
        assert move.reason_needed.unmet == (unmet,)


def test_stages_that_are_not_left_behind_need_not_be_met() -> None:
    states = {**READY, Stage.FLEXIBILITY: MET[Stage.FLEXIBILITY]}
    assert may_move(Stage.FLEXIBILITY, Stage.HONESTY, states).kind == MoveKind.FORWARD


def test_a_stage_nobody_judged_is_not_met() -> None:
    assert may_move(Stage.TRUST, Stage.FLEXIBILITY, {}).kind == MoveKind.EXCEPTION


@pytest.mark.parametrize("stage", Stage)
def test_moving_to_where_it_is_already_goes_nowhere(stage: Stage) -> None:
    with pytest.raises(Invalid) as refusal:
        may_move(stage, stage, MET)
    assert list(refusal.value.fields) == ["to"]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_move_that_needs_a_reason_is_refused_without_one(reason: str) -> None:
    for move in (may_move(Stage.CLARITY, Stage.TRUST, MET), may_move(Stage.TRUST, Stage.CLARITY, READY)):
        with pytest.raises(Invalid, match="Say why") as refusal:
            require_reason(move, reason)
        assert list(refusal.value.fields) == ["reason"]
        require_reason(move, "The minister asked")


def test_a_move_that_needs_no_reason_is_made_without_one() -> None:
    require_reason(may_move(Stage.TRUST, Stage.FLEXIBILITY, MET), "")
