"""The facilitator's desk: all proposals they facilitate, whom each waits for, and nudging one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DeskList, Stage
from policyspace.foundation.access import signed_in
from policyspace.foundation.clock import now
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.models import Deed
from policyspace.outcomes.rules import next_stage
from policyspace.outcomes.schemas import NudgeNote, SpaceHandoverShape
from policyspace.spaces.queries import SpaceView, facilitated_by, get_space
from policyspace.spaces.queries import get_membership as get_member
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.blueprint import BOTH, bp, enter_to_write

desk_bp = Blueprint("desk", __name__)
A_PAGE = 20


@desk_bp.get("/desk")
@signed_in
def everywhere() -> ResponseReturnValue:
    """The proposals of all spaces the reader facilitates."""
    return _page(facilitated_by(gate.actor()), None)


@desk_bp.get("/spaces/<slug>/desk")
@signed_in
def of_space(slug: str) -> ResponseReturnValue:
    """The proposals of one space."""
    view = get_space(slug, gate.actor())
    view.require(Action.READ_DESK)
    return _page([view], view)


@bp.route("/nudge", methods=BOTH)
@signed_in
def nudge(slug: str, number: int) -> ResponseReturnValue:
    """Write one letter to someone the proposal waits for."""
    view, document = enter_to_write(slug, number)
    view.require(Action.NUDGE)
    whom = _whom()
    membership = get_member(view, whom)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.nudge(gate.actor(), document, whom=whom, **typed)
        flash(_("%(name)s gets a letter.", name=membership.person.display_name), "success")
        return redirect(url_for("desk.of_space", slug=slug), 303)

    wanted = queries.wanted_of(view.space, document, membership)
    record = queries.find_record(document)
    stage = Stage(record.stage) if record else Stage.TRUST
    page = {"view": view, "document": document, "membership": membership, "wanted": wanted, "stage": stage}
    return answer_form(NudgeNote(), "outcomes/nudge.html", act, page=lambda: page)


@desk_bp.route("/spaces/<slug>/desk/hand-over", methods=BOTH)
@signed_in
def hand_over(slug: str) -> ResponseReturnValue:
    """Give all proposals that the reader looks after in a space to another facilitator, in one step."""
    view = get_space(slug, gate.actor())
    view.require(Action.HAND_OVER)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        deeds = services.hand_over_space(gate.actor(), view.space, **typed)
        flash(_handed_over(deeds), "success")
        return redirect(url_for("desk.of_space", slug=slug), 303)

    return answer_form(SpaceHandoverShape(), "desk/hand_over.html", act, page=lambda: _to_hand_over(view))


def _to_hand_over(view: SpaceView) -> dict[str, Any]:
    """Which proposals would go, and to whom they could."""
    mine = queries.proposals_looked_after(view)
    both = queries.proposals_looked_after(view, unassigned=True)
    own = {each.id for each in mine}
    return {
        "view": view,
        "mine": mine,
        "unassigned": [each for each in both if each.id not in own],
        "others": [each for each in queries.facilitators_of(view) if each.person_id != gate.actor().id],
    }


def _handed_over(deeds: Sequence[Deed]) -> str:
    name = deeds[0].whom.display_name if deeds[0].whom else ""
    return plural(
        "%(name)s looks after %(num)s more proposal now, and gets a letter.",
        "%(name)s looks after %(num)s more proposals now, and gets one letter about all of them.",
        len(deeds),
        name=name,
    )


def _whom() -> int:
    """The id of the membership that the address names. Raises NotFound."""
    said = request.args.get("whom", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= 18):
        raise NotFound
    return int(said)


def _page(views: Sequence[SpaceView], view: SpaceView | None) -> ResponseReturnValue:
    asked = request.args.get("show", "")
    show = DeskList(asked) if asked in list(DeskList) else DeskList.ALL
    page = queries.desk_of(gate.actor(), views, show=show, span=asked_span(limit=A_PAGE))
    more: dict[str, Any] = {"moment": now(), "again_at": services.may_nudge_again, "next_stage": next_stage}
    return render_template(
        "desk/index.html",
        view=view,
        views=views,
        page=page,
        show=show,
        lists=list(DeskList),
        me=gate.actor(),
        first=request.args.get("before") is None,
        **more,
    )
