"""What a facilitator does about a record as a whole: close it, open it again, hand it over; and what was done."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.drafting.models import Document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.schemas import HandoverShape, ReasonShape
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.blueprint import BOTH, bp, enter_proposal, enter_to_write, to_record


@bp.get("/facilitating")
@open_to_all
def facilitating(slug: str, number: int) -> ResponseReturnValue:
    """Everything facilitators did about the record as a whole, newest first."""
    view, document = enter_proposal(slug, number)
    page = queries.deeds_of(view, document, asked_span())
    return render_template("outcomes/facilitating.html", view=view, document=document, page=page)


@bp.route("/close", methods=BOTH)
@signed_in
def close(slug: str, number: int) -> ResponseReturnValue:
    """Close the record, for a reason shown on it."""
    view, document = enter_to_write(slug, number)
    done = _("The shared outcome is closed.")
    return _for_a_reason(view, document, services.close_record, done, "outcomes/close.html")


@bp.route("/reopen", methods=BOTH)
@signed_in
def reopen(slug: str, number: int) -> ResponseReturnValue:
    """Open a closed record again, for a reason shown on it."""
    view, document = enter_proposal(slug, number)
    record = queries.find_record(document)
    if request.method == "GET" and (record is None or record.closed_at is None):
        raise services.RecordOpen
    done = _("The shared outcome is open again.")
    return _for_a_reason(view, document, services.reopen_record, done, "outcomes/reopen.html")


def _for_a_reason(
    view: SpaceView, document: Document, do: Callable[..., object], done: str, template: str
) -> ResponseReturnValue:
    view.require(Action.CLOSE_RECORD)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        do(gate.actor(), document, **typed)
        return to_record(view, document, done)

    page = {"view": view, "document": document}
    return answer_form(ReasonShape(), template, act, page=lambda: page)


@bp.route("/hand-over", methods=BOTH)
@signed_in
def hand_over(slug: str, number: int) -> ResponseReturnValue:
    """Give the record to another facilitator, with a note."""
    view, document = enter_to_write(slug, number)
    view.require(Action.HAND_OVER)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        deed = services.hand_over(gate.actor(), document, **typed)
        name = deed.whom.display_name if deed.whom else ""
        return to_record(view, document, _("%(name)s looks after this proposal now.", name=name))

    record = queries.find_record(document)
    now_with = queries.who_looks_after(record)
    others = [each for each in queries.facilitators_of(view) if each.person_id != (now_with and now_with.id)]
    page = {"view": view, "document": document, "looks_after": now_with, "others": others}
    return answer_form(HandoverShape(), "outcomes/hand_over.html", act, page=lambda: page)
