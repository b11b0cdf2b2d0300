"""Confirming the words of a stage, and doing without a required item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.queries import RecordView
from policyspace.outcomes.rules import ConfirmationFact, StageState
from policyspace.outcomes.schemas import ConfirmationShape, ReasonShape
from policyspace.outcomes.services import WordsChanged
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.outcomes.again import render_again
from policyspace.web.outcomes.blueprint import (
    BOTH,
    STAGE,
    bp,
    enter,
    enter_proposal,
    enter_to_write,
    refuse_closed,
    to_stage,
)
from policyspace.web.outcomes.changes import changes_shown
from policyspace.web.outcomes.shown import stage_page


@bp.route(f"/{STAGE}/confirm", methods=BOTH)
@signed_in
def confirm(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """Confirm the words of a stage, with or without a reservation, or say not yet."""
    view = enter(slug)
    record = queries.get_record(view, number, [Stage(stage)])
    view.require(Action.CONFIRM_STAGE)
    refuse_closed(record.record)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.confirm_stage(gate.actor(), record.document, stage=stage, **typed)
        said = _("Your word is on the record.")
        return to_stage(view, record.document, stage, said, "confirmations")

    return _answer(view, record, Stage(stage), act)


@bp.route("/aside/<requirement>", methods=BOTH)
@signed_in
def aside(slug: str, number: int, requirement: str) -> ResponseReturnValue:
    """Do without a required item, for a reason shown on the record."""
    view, document = enter_to_write(slug, number)
    row, item = queries.get_requirement(requirement)
    view.require(Action.SET_ASIDE)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.set_aside(gate.actor(), document, requirement=requirement, **typed)
        said = _("It is set aside. Your reason is on the record.")
        return to_stage(view, document, row.stage.value, said, "set-aside")

    page = {"view": view, "document": document, "row": row, "item": item}
    return answer_form(ReasonShape(), "outcomes/aside.html", act, page=lambda: page)


@bp.post("/aside/<requirement>/end")
@signed_in
def ask_again(slug: str, number: int, requirement: str) -> ResponseReturnValue:
    """Ask for an item again that was set aside."""
    view, document = enter_proposal(slug, number)
    row, _item = queries.get_requirement(requirement)
    take("saving", key=gate.actor().id)
    services.require_again(gate.actor(), document, requirement=requirement)
    return to_stage(view, document, row.stage.value, _("It is asked for again."))


def _answer(
    view: SpaceView, record: RecordView, stage: Stage, act: Callable[[Values], ResponseReturnValue]
) -> ResponseReturnValue:
    """Answer the form; where the words changed since it was shown, show them again with what changed."""
    start = {"digest": record.states[stage].digest}
    try:
        return answer_form(
            ConfirmationShape(),
            "outcomes/confirm.html",
            act,
            start=start,
            page=lambda: _confirm_page(view, record, stage),
        )
    except WordsChanged as conflict:
        fresh = queries.get_record(view, record.document.number, [stage])
        said = _("The words of this stage changed since you opened the page. Read them, then decide.")
        changed = changes_shown(fresh, stage, request.form.get("digest", ""))
        page = _confirm_page(view, fresh, stage) | {"changes": changed}
        digest = fresh.states[stage].digest
        return render_again("outcomes/confirm.html", conflict, said, page, digest=digest)


def _confirm_page(view: SpaceView, record: RecordView, stage: Stage) -> dict[str, Any]:
    """The words as they are, and what changed in them since the reader confirmed others."""
    last = _earlier_word(record.states[stage], view.reader)
    return stage_page(view, record, stage) | {
        "kinds": list(ConfirmationKind),
        "attests": not view.may(Action.COUNT_FOR_SIDE),
        "last": last,
        "changes": changes_shown(record, stage, last.digest, at=last.at) if last else None,
    }


def _earlier_word(state: StageState, reader: Person | None) -> ConfirmationFact | None:
    """What the reader said of words that are others now."""
    stale = state.stale_confirmations
    return next((each for each in stale if reader is not None and each.person_id == reader.id), None)
