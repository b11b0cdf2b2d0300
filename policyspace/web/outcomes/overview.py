"""The record at a glance, how the proposal moved, and what a facilitator does with the whole of it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import STAGES
from policyspace.charter.words import ProposalState, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.foundation.paging import Span
from policyspace.outcomes import queries, services
from policyspace.outcomes.queries import RecordView
from policyspace.outcomes.rules import next_stage
from policyspace.outcomes.schemas import MovementShape, ReasonShape
from policyspace.reporting.exporting.agreements import AgreementFormat
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.asked import things_asked
from policyspace.web.outcomes.blueprint import (
    BOTH,
    bp,
    enter,
    enter_proposal,
    enter_to_write,
    refuse_closed,
    to_record,
)

FIRST_MOVEMENTS = 5
FIRST_DEEDS = 5
ALMOST_EMPTY = 5
"""So few answers may a record have that it offers to carry over those of an earlier one."""


@bp.get("")
@open_to_all
@alike_for_visitors
def index(slug: str, number: int) -> ResponseReturnValue:
    """The record at a glance: where the proposal stands, who is waited for, and what the reader can do."""
    view = enter(slug)
    record = queries.get_record(view, number, with_html=False)
    return render_template("outcomes/index.html", **_overview(view, record))


@bp.get("/movements")
@open_to_all
@alike_for_visitors
def movements(slug: str, number: int) -> ResponseReturnValue:
    """Every move of the proposal from stage to stage, with its reason."""
    view, document = enter_proposal(slug, number)
    page = queries.movements_of(document, asked_span())
    return render_template("outcomes/movements.html", view=view, document=document, page=page)


@bp.route("/move", methods=BOTH)
@signed_in
def move(slug: str, number: int) -> ResponseReturnValue:
    """Move the proposal to another stage."""
    view = enter(slug)
    record = queries.get_record(view, number, with_html=False)
    view.require(Action.MOVE_STAGE)
    refuse_closed(record.record)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        moved = services.move_stage(gate.actor(), record.document, **typed)
        said = _("The proposal is at %(stage)s now.", stage=Stage(moved.to_stage).label)
        return to_record(view, record.document, said)

    start = {"to": request.args.get("to", ""), "from_stage": record.stage.value}
    page = {"view": view, "document": record.document, "record": record, "rows": STAGES}
    return answer_form(MovementShape(), "outcomes/move.html", act, start=start, page=lambda: page)


@bp.route("/lift", methods=BOTH)
@signed_in
def lift(slug: str, number: int) -> ResponseReturnValue:
    """Let the proposal be published before Trust is met, for a published reason."""
    view, document = enter_to_write(slug, number)
    view.require(Action.LIFT_PUBLICATION)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.lift_publication(gate.actor(), document, **typed)
        return to_record(view, document, _("The proposal can be published now."))

    page = {"view": view, "document": document}
    return answer_form(ReasonShape(), "outcomes/lift.html", act, page=lambda: page)


def _overview(view: SpaceView, record: RecordView) -> dict[str, Any]:
    document, stage, lifted = record.document, record.stage, record.lifted
    own = queries.find_declared(document, view.reader) if view.membership else None
    writer = record.as_written_by(view)
    mine, _others = things_asked(writer, record, stage, own)
    met = record.states[Stage.TRUST].met
    return {
        "view": view,
        "document": document,
        "record": record,
        "rows": STAGES,
        "mine": mine,
        "next": next_stage(stage),
        "movements": queries.movements_of(document, Span(limit=FIRST_MOVEMENTS)),
        "formats": tuple(AgreementFormat),
        "lifted": lifted,
        "deeds": queries.deeds_of(view, document, Span(limit=FIRST_DEEDS)),
        "looks_after": queries.who_looks_after(record.record),
        "may_carry": _may_carry(writer, record),
        "may_move": writer.may(Action.MOVE_STAGE),
        "may_lift": _is_draft(document) and not (met or lifted) and writer.may(Action.LIFT_PUBLICATION),
        "may_publish": _is_draft(document)
        and view.may(Action.PUBLISH_PROPOSAL, trust_met_or_lifted=bool(met or lifted)),
    }


def _may_carry(writer: SpaceView, record: RecordView) -> bool:
    """Whether Trust and Flexibility say little of a proposal, and an earlier one has something for it."""
    stages = {stage.value for stage in queries.CARRIED}
    few = sum(entry.stage in stages for entry in record.entries) < ALMOST_EMPTY
    if not few or not writer.may(Action.CARRY_OVER):
        return False
    return bool(queries.sources_for(writer, record.document, span=Span(limit=1)).items)


def _is_draft(document: Document) -> bool:
    return document.state == ProposalState.DRAFT
