"""Who takes part, in which role and capacity; changing a role, ending a membership."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import Role
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.paging import Span
from policyspace.people.schemas import Press
from policyspace.reporting.overview import members_by_side
from policyspace.spaces import services
from policyspace.spaces.queries import (
    get_membership,
    invitations_of,
    other_hats_of,
    participants_of,
    team_of,
)
from policyspace.spaces.schemas import RoleChange
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.spaces.blueprint import bp, enter, go


@bp.get("/spaces/<slug>/members")
@open_to_all
def members(slug: str) -> ResponseReturnValue:
    """The team, and the participants, newest first."""
    view = enter(slug)
    team, page = team_of(view), participants_of(view, asked_span())
    return render_template(
        "spaces/members.html",
        view=view,
        team=team,
        page=page,
        other_hats=other_hats_of([*team, *page.items]),
        invitations=invitations_of(view, Span(limit=100)).items,
        sides=members_by_side(view.space),
        roles={role.value: role.label for role in Role},
    )


@bp.route("/spaces/<slug>/members/<int:membership_id>/role", methods=["GET", "POST"])
@signed_in
def role(slug: str, membership_id: int) -> ResponseReturnValue:
    """Give a member another role."""
    view = enter(slug)
    view.require(Action.CHANGE_ROLE)
    membership = get_membership(view, membership_id)

    def change(values: Values) -> ResponseReturnValue:
        services.change_role(gate.actor(), membership, **values)
        return go(_("The role is changed."), "spaces.members", slug=slug)

    page = {"view": view, "membership": membership, "roles": list(Role)}
    return answer_form(
        RoleChange(), "spaces/role.html", change, start={"role": membership.role}, page=lambda: page
    )


@bp.route("/spaces/<slug>/members/<int:membership_id>/end", methods=["GET", "POST"])
@signed_in
def end(slug: str, membership_id: int) -> ResponseReturnValue:
    """End someone's membership."""
    view = enter(slug)
    view.require(Action.END_MEMBERSHIP)
    membership = get_membership(view, membership_id)

    def remove(_values: Values) -> ResponseReturnValue:
        services.end_membership(gate.actor(), membership)
        return go(_("The membership has ended."), "spaces.members", slug=slug)

    page = {"view": view, "membership": membership}
    return answer_form(Press(), "spaces/end.html", remove, page=lambda: page)
