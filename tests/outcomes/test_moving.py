"""Moving the proposal, doing without an item, and lifting the rule about publication."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import ProposalState, Stage, StageStatus
from policyspace.drafting.services import publish_proposal
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from policyspace.foundation.paging import Span
from policyspace.outcomes import services
from policyspace.outcomes.models import Movement
from policyspace.outcomes.queries import earlier_set_aside, find_record, movements_of
from policyspace.outcomes.rules import MoveKind
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    fill_flexibility,
    fresh,
    meet_trust,
    missing,
    state_of,
    the_record,
)


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def moves(table: Table) -> list[Movement]:
    return list(movements_of(table.document, Span()).items)


def test_a_facilitator_moves_the_proposal_forward_once_the_stage_is_met(table: Table) -> None:
    meet_trust(table)
    a_move(table, Stage.FLEXIBILITY)
    assert the_record(table).stage is Stage.FLEXIBILITY
    [movement] = moves(table)
    assert (movement.kind, movement.reason, movement.side) == (MoveKind.FORWARD, "", "central")
    [row] = told("stage.moved")
    assert (row.facts["from"], row.facts["to"], row.facts["kind"]) == ("trust", "flexibility", "forward")


def test_nobody_else_moves_it(table: Table) -> None:
    for person in (table.central, table.local, table.resident):
        with pytest.raises(NotAllowed):
            a_move(table, Stage.FLEXIBILITY, by=person, reason="Now")
        with pytest.raises(NotAllowed):
            services.set_aside(person, table.document, requirement="visit", reason="Small")
        with pytest.raises(NotAllowed):
            services.require_again(person, table.document, requirement="visit")
        with pytest.raises(NotAllowed):
            services.lift_publication(person, table.document, reason="Now")


def test_past_an_unmet_stage_only_with_a_reason_that_is_kept(table: Table) -> None:
    with pytest.raises(Invalid) as refusal:
        a_move(table, Stage.HONESTY, reason=" ")
    assert list(refusal.value.fields) == ["reason"]
    a_move(table, Stage.HONESTY, reason=" The minister speaks on Tuesday. ")
    [movement] = moves(table)
    assert (movement.kind, movement.reason) == (MoveKind.EXCEPTION, "The minister speaks on Tuesday.")
    assert "minister" not in str(told("stage.moved")[0].facts)


def test_back_only_with_a_reason(table: Table) -> None:
    meet_trust(table)
    a_move(table, Stage.FLEXIBILITY)
    with pytest.raises(Invalid) as refusal:
        a_move(table, Stage.TRUST)
    assert list(refusal.value.fields) == ["reason"]
    a_move(table, Stage.TRUST, reason="New council")
    assert [each.kind for each in moves(table)] == [MoveKind.BACK, MoveKind.FORWARD]


def test_a_move_decided_on_an_older_record_is_refused(table: Table) -> None:
    a_move(table, Stage.HONESTY, reason="Tuesday")
    with pytest.raises(Conflict, match="moved this proposal to Honesty"):
        services.move_stage(
            table.facilitator, table.document, from_stage="trust", to="flexibility", reason="Wednesday"
        )
    with pytest.raises(Invalid, match="already at this stage"):
        a_move(table, Stage.HONESTY)


def test_the_same_move_sent_twice_is_made_once(table: Table) -> None:
    for _ in range(2):
        services.move_stage(
            table.facilitator, table.document, from_stage="trust", to="honesty", reason="Tuesday"
        )
    assert (len(moves(table)), len(told("stage.moved"))) == (1, 1)


def test_a_small_question_does_without_an_item_for_a_reason(table: Table) -> None:
    fill_flexibility(table)
    for person in (table.central, table.local):
        a_word(table, Stage.FLEXIBILITY, person)
    services.end_entry(table.local, table.document, the_record(table).entries_for("senior_advice")[0])
    assert missing(table, Stage.FLEXIBILITY) == {"senior_advice"}
    with pytest.raises(Invalid):
        services.set_aside(table.facilitator, table.document, requirement="senior_advice", reason=" ")
    services.set_aside(table.facilitator, table.document, requirement="senior_advice", reason="No such post")
    assert missing(table, Stage.FLEXIBILITY) == set()
    assert state_of(table, Stage.FLEXIBILITY).state is StageStatus.STALE
    [row] = told("requirement.set_aside")
    assert (row.facts["requirement"], row.facts["stage"]) == ("senior_advice", "flexibility")


def test_what_was_set_aside_is_required_again_and_its_reason_is_kept(table: Table) -> None:
    aside = {"requirement": "visit"}
    first = services.set_aside(table.facilitator, table.document, reason="Snow", **aside)
    assert services.set_aside(table.facilitator, table.document, reason="Snow", **aside) is first
    services.set_aside(table.facilitator, table.document, reason="Flood", **aside)
    for _ in range(2):
        services.require_again(table.facilitator, table.document, **aside)
    assert "visit" in missing(table, Stage.TRUST)
    assert [row.reason for row in earlier_set_aside(table.document, Stage.TRUST, Span()).items] == [
        "Flood",
        "Snow",
    ]
    assert (len(told("requirement.set_aside")), len(told("requirement.required_again"))) == (2, 1)
    services.set_aside(table.facilitator, table.document, reason="Snow again", **aside)
    assert "visit" not in missing(table, Stage.TRUST)


def test_an_item_nobody_asks_for_is_not_found(table: Table) -> None:
    with pytest.raises(NotFound):
        services.set_aside(table.facilitator, table.document, requirement="luck", reason="x")
    with pytest.raises(NotFound):
        services.require_again(table.facilitator, table.document, requirement="luck")


def test_a_proposal_is_published_once_trust_is_met(table: Table) -> None:
    with pytest.raises(NotAllowed):
        publish_proposal(table.central, table.document)
    meet_trust(table)
    publish_proposal(table.central, table.document)
    assert fresh(table.document).state == ProposalState.PUBLISHED


def test_a_lifted_rule_lets_it_be_published_before(table: Table) -> None:
    with pytest.raises(Invalid):
        services.lift_publication(table.facilitator, table.document, reason="")
    for _ in range(2):
        services.lift_publication(table.facilitator, table.document, reason="A court date")
    with pytest.raises(Conflict, match="lifted"):
        services.lift_publication(table.facilitator, table.document, reason="Another reason")
    assert len(told("publication.lifted")) == 1
    publish_proposal(table.central, table.document)
    assert fresh(table.document).state == ProposalState.PUBLISHED


def test_a_lifted_rule_is_of_one_proposal(table: Table) -> None:
    services.lift_publication(table.facilitator, table.document, reason="A court date")
    with pytest.raises(NotAllowed):
        publish_proposal(table.central, a_table(table.space).document)


def test_a_facilitator_of_another_space_has_no_say(table: Table) -> None:
    elsewhere = a_table()
    with pytest.raises(NotAllowed):
        a_move(table, Stage.HONESTY, by=elsewhere.facilitator, reason="x")
    assert find_record(table.document) is None
