"""The list of spaces, opening one, its page, changing it, and what happened in it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may, require
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.chain.queries import find_head
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.reporting.activity import activity_of
from policyspace.reporting.overview import overview_of
from policyspace.spaces import services
from policyspace.spaces.queries import public_spaces, spaces_of, standing_outside
from policyspace.spaces.rules import TIME_ZONES, visibility_is_open
from policyspace.spaces.schemas import NewSpace, SpaceChange
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.kept_pages import alike_for_visitors, shows_newest_seal
from policyspace.web.lists import asked_span
from policyspace.web.own_pages import kept_for_reader
from policyspace.web.spaces.blueprint import bp, enter, go, hats

A_PAGE = 20


@bp.get("/spaces")
@open_to_all
@alike_for_visitors
def index() -> ResponseReturnValue:
    """The spaces anyone can read, newest first."""
    reader = gate.reader()
    return render_template(
        "spaces/index.html",
        page=public_spaces(asked_span(limit=A_PAGE)),
        may_open=reader is not None and may(Action.OPEN_SPACE, standing_outside(reader)),
    )


@bp.get("/spaces/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """The spaces the person is in, joined last first."""
    return render_template("spaces/mine.html", page=spaces_of(gate.actor(), asked_span(limit=A_PAGE)))


@bp.route("/spaces/new", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """Open a space."""
    require(Action.OPEN_SPACE, standing_outside(gate.actor()))
    offered = hats()
    start = {"visibility": "public", "capacity": offered[0][0]}
    return answer_form(NewSpace(), "spaces/new.html", _open, start=start, page=lambda: {"hats": offered})


def _open(values: Values) -> ResponseReturnValue:
    take("posting", key=gate.actor().id)
    space = services.open_space(gate.actor(), **values)
    return go(_("The space is open. You are its facilitator."), "spaces.show", slug=space.slug)


@bp.get("/spaces/<slug>")
@open_to_all
@alike_for_visitors
@shows_newest_seal
@kept_for_reader
def show(slug: str) -> ResponseReturnValue:
    """A space at a glance: what is asked of the reader, its documents, what happened last, who takes part."""
    view = enter(slug)
    return render_template("spaces/show.html", view=view, overview=overview_of(view), seal=find_head())


@bp.route("/spaces/<slug>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str) -> ResponseReturnValue:
    """Change what a space says."""
    view = enter(slug)
    view.require(Action.EDIT_SPACE)
    space = view.space

    def save(values: Values) -> ResponseReturnValue:
        services.edit_space(gate.actor(), space, **values)
        return go(_("We have saved your change."), "spaces.show", slug=space.slug)

    start = {name: getattr(space, name) for name in SpaceChange().fields}
    start["holds_first"] = "yes" if space.holds_first else "no"
    free = visibility_is_open(documents=space.document_count, members=space.member_count)
    page = {"view": view, "time_zones": TIME_ZONES, "visibility_is_open": free}
    return answer_form(SpaceChange(), "spaces/edit.html", save, start=start, page=lambda: page)


@bp.get("/spaces/<slug>/activity")
@open_to_all
@alike_for_visitors
@kept_for_reader
def activity(slug: str) -> ResponseReturnValue:
    """What happened in a space, newest first."""
    view = enter(slug)
    return render_template("spaces/activity.html", view=view, page=activity_of(view, asked_span()))
