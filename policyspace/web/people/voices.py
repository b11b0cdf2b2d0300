"""Who may state the position of an organisation: granted and taken back by its administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.people.schemas import Press
from policyspace.spaces.services import change_voice
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.people.blueprint import bp

ONE = "/organisations/<slug>/people/<int:affiliation_id>"
CHANGES = "<any(speak, own, manage, step_down):change>"


@bp.get("/organisations/<slug>/people")
@signed_in
def voices(slug: str) -> ResponseReturnValue:
    """The people of an organisation, who may speak for it, and who administers it."""
    organisation = people.get_organisation(slug)
    return render_template(
        "people/voices.html",
        organisation=organisation,
        page=people.people_of(organisation, gate.actor(), asked_span()),
        may_name=may(Action.ADMINISTER, people.standing_of(gate.actor())),
    )


@bp.route(f"{ONE}/{CHANGES}", methods=["GET", "POST"])
@signed_in
def change_voice_of(slug: str, affiliation_id: int, change: str) -> ResponseReturnValue:
    """Ask, then let somebody speak for the organisation or administer it, or take that back."""
    organisation = people.get_organisation(slug)
    affiliation = people.get_affiliation(organisation, gate.actor(), affiliation_id)

    def act(_typed: Values) -> ResponseReturnValue:
        if change in {"speak", "own"}:
            change_voice(gate.actor(), affiliation.person, organisation, speaks=change == "speak")
        else:
            services.let_manage(gate.actor(), affiliation.person, organisation, manages=change == "manage")
        flash(_("We have saved your change."), "success")
        return redirect(url_for("people.voices", slug=slug), 303)

    page = {"organisation": organisation, "affiliation": affiliation, "change": change}
    return answer_form(Press(), "people/change_voice.html", act, page=lambda: page)
