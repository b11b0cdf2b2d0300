"""Joining a space, leaving it, and choosing the capacity one acts in."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.people.schemas import Press
from policyspace.spaces import services
from policyspace.spaces.queries import get_own_membership, hat_word
from policyspace.spaces.schemas import Joining
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.spaces.blueprint import bp, enter, go, hats


@bp.route("/spaces/<slug>/join", methods=["GET", "POST"])
@signed_in
def join(slug: str) -> ResponseReturnValue:
    """Become a participant of a public space."""
    view = enter(slug)
    view.require(Action.JOIN_SPACE)

    def come_in(values: Values) -> ResponseReturnValue:
        take("posting", key=gate.actor().id)
        services.join_space(gate.actor(), view.space, **values)
        return go(_("You take part in this space now."), "spaces.show", slug=slug)

    offered = hats()
    start = {"capacity": offered[0][0]}
    page = {"view": view, "hats": offered}
    return answer_form(Joining(), "spaces/join.html", come_in, start=start, page=lambda: page)


@bp.route("/spaces/<slug>/capacity", methods=["GET", "POST"])
@signed_in
def capacity(slug: str) -> ResponseReturnValue:
    """Choose the capacity one acts in from now on."""
    view = enter(slug)
    view.require(Action.CHOOSE_CAPACITY, is_author=True)

    def choose(values: Values) -> ResponseReturnValue:
        services.choose_capacity(gate.actor(), view.space, **values)
        return go(_("From now on, this is printed beside your name."), "spaces.show", slug=slug)

    start = {"capacity": hat_word(view.capacity)}
    page = {"view": view, "hats": hats()}
    return answer_form(Joining(), "spaces/capacity.html", choose, start=start, page=lambda: page)


@bp.route("/spaces/<slug>/leave", methods=["GET", "POST"])
@signed_in
def leave(slug: str) -> ResponseReturnValue:
    """Leave a space; what was written stays."""
    view = enter(slug)
    membership = get_own_membership(view)

    def go_out(_values: Values) -> ResponseReturnValue:
        services.end_membership(gate.actor(), membership)
        return go(_("You have left “%(title)s”.", title=view.space.title), "spaces.index")

    return answer_form(Press(), "spaces/leave.html", go_out, page=lambda: {"view": view})
