"""Inviting people by email, and where the link in the letter leads."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import Role
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.people.schemas import Press
from policyspace.spaces import services
from policyspace.spaces.models import Invitation
from policyspace.spaces.queries import (
    get_invitation,
    get_waiting_invitation,
    is_own,
    organisations_to_name,
)
from policyspace.spaces.rules import veiled
from policyspace.spaces.schemas import Joining, NewInvitation
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.spaces.blueprint import bp, enter, go, hats


@bp.route("/spaces/<slug>/invite", methods=["GET", "POST"])
@signed_in
def invite(slug: str) -> ResponseReturnValue:
    """Invite someone by their address."""
    view = enter(slug)
    view.require(Action.INVITE)

    def send(values: Values) -> ResponseReturnValue:
        take("posting", key=gate.actor().id)
        invitation = services.invite(gate.actor(), view.space, **values)
        said = _("The invitation to %(address)s is on its way.", address=invitation.email)
        return go(said, "spaces.members", slug=slug)

    page = {"view": view, "roles": list(Role), "organisations": organisations_to_name(view)}
    start = {"role": Role.PARTICIPANT.value}
    return answer_form(NewInvitation(), "spaces/invite.html", send, start=start, page=lambda: page)


@bp.route("/spaces/<slug>/invitations/<int:invitation_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(slug: str, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    view = enter(slug)
    view.require(Action.INVITE)
    invitation = get_waiting_invitation(view, invitation_id)

    def take_back(_values: Values) -> ResponseReturnValue:
        services.withdraw_invitation(gate.actor(), invitation)
        return go(_("The invitation is withdrawn."), "spaces.members", slug=slug)

    page = {"view": view, "invitation": invitation}
    return answer_form(Press(), "spaces/withdraw.html", take_back, page=lambda: page)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    """Where the link in the letter leads: what one is invited to, and the button that accepts."""
    found = get_invitation(token, gate.reader())
    if found.accepted_at is not None:
        return redirect(url_for("spaces.show", slug=found.space.slug), 303)
    if not is_own(found, gate.reader()):
        address = veiled(found.email)
        return render_template("spaces/invitation_for.html", **_shown(found, token), address=address)
    offered = hats(invited_for=found.organisation)

    def accept(values: Values) -> ResponseReturnValue:
        services.accept_invitation(gate.actor(), found, **values)
        return go(_("You take part in this space now."), "spaces.show", slug=found.space.slug)

    page = {**_shown(found, token), "hats": offered}
    start = {"capacity": offered[0][0]}
    return answer_form(Joining(), "spaces/invitation.html", accept, start=start, page=lambda: page)


def _shown(found: Invitation, token: str) -> Values:
    return {"invitation": found, "role": Role(found.role), "token": token}
