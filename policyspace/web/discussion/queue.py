"""What waits for the facilitators of a space, and the public log of what they did about comments."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.rules import OUTCOMES_TO_CHOOSE, REASONS_TO_CHOOSE
from policyspace.discussion.schemas import Deciding, Hiding, Nothing
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _, lazy
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.blueprint import about_url
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor, reader
from policyspace.web.lists import asked_span

queue_bp = Blueprint("moderation", __name__, url_prefix="/spaces/<slug>/moderation")
A_PAGE = 25
RETURNED = lazy("It could not be posted any more, so its author gets the words back by email.")


@queue_bp.get("")
@signed_in
def reported(slug: str) -> ResponseReturnValue:
    """The comments that readers reported, with what they said."""
    view = get_space(slug, actor())
    page = queries.reported_in(view, asked_span(limit=A_PAGE))
    return render_template("moderation/reported.html", view=view, page=page, waiting=queries.waiting_in(view))


@queue_bp.get("/appeals")
@signed_in
def appeals(slug: str) -> ResponseReturnValue:
    """The appeals that wait."""
    view = get_space(slug, actor())
    page = queries.appeals_in(view, asked_span(limit=A_PAGE))
    waiting = queries.waiting_in(view) if view.may(Action.MODERATE) else None
    return render_template("moderation/appeals.html", view=view, page=page, waiting=waiting)


@queue_bp.route("/appeals/<int:appeal_id>", methods=["GET", "POST"])
@signed_in
def decide(slug: str, appeal_id: int) -> ResponseReturnValue:
    """Decide an appeal."""
    view = get_space(slug, actor())
    found = queries.get_appealed(view, appeal_id)

    def act(typed: Values) -> ResponseReturnValue:
        services.decide_appeal(actor(), found.appeal, **typed)
        flash(_("The appeal is decided. The author of the comment gets an email."), "success")
        return redirect(url_for("moderation.appeals", slug=slug), 303)

    page = {"view": view, "found": found, "outcomes": OUTCOMES_TO_CHOOSE}
    return answer_form(Deciding(), "moderation/decide.html", act, page=lambda: page)


@queue_bp.route("/reported/<int:number>/<int:comment_id>/keep", methods=["GET", "POST"])
@signed_in
def keep(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Leave a reported comment as it is."""
    view = get_space(slug, actor())
    document, comment = queries.get_comment_for(view, number, comment_id, Action.KEEP_REPORTED)

    def act(_typed: Values) -> ResponseReturnValue:
        services.keep_reported(actor(), comment)
        flash(_("The comment stays as it is. Its reports are settled."), "success")
        return redirect(url_for("moderation.reported", slug=slug), 303)

    page = {"view": view, "document": document, "comment": comment}
    return answer_form(Nothing(), "moderation/keep.html", act, page=lambda: page)


@queue_bp.get("/held")
@signed_in
def held(slug: str) -> ResponseReturnValue:
    """What waits until a facilitator has looked at it."""
    view = get_space(slug, actor())
    page = queries.held_in(view, asked_span(limit=A_PAGE))
    return render_template("moderation/held.html", view=view, page=page, waiting=queries.waiting_in(view))


@queue_bp.post("/held/<int:held_id>/release")
@signed_in
def release(slug: str, held_id: int) -> ResponseReturnValue:
    """Let others read what was held."""
    view = get_space(slug, actor())
    comment = services.release_held(actor(), queries.get_held(view, held_id).held)
    flash(_("It is posted.") if comment else str(RETURNED), "success")
    return redirect(url_for("moderation.held", slug=slug), 303)


@queue_bp.route("/held/<int:held_id>/hide", methods=["GET", "POST"])
@signed_in
def hide_held(slug: str, held_id: int) -> ResponseReturnValue:
    """Keep what was held from being read, for a reason that its author is told."""
    view = get_space(slug, actor())
    found = queries.get_held(view, held_id)
    view.require(Action.DECIDE_HELD, is_author=found.held.author_id == actor().id)

    def act(typed: Values) -> ResponseReturnValue:
        comment = services.hide_held(actor(), found.held, **typed)
        flash(_("The comment is hidden. Everyone can see why.") if comment else str(RETURNED), "success")
        return redirect(url_for("moderation.held", slug=slug), 303)

    page = {"view": view, "found": found, "reasons": REASONS_TO_CHOOSE}
    return answer_form(Hiding(), "moderation/hide_held.html", act, page=lambda: page)


@queue_bp.route("/held/<int:held_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw_held(slug: str, held_id: int) -> ResponseReturnValue:
    """Take back one's own words while they are held."""
    view = get_space(slug, actor())
    found = queries.get_held(view, held_id)
    view.require(Action.WITHDRAW_COMMENT, is_author=found.held.author_id == actor().id)

    def act(_typed: Values) -> ResponseReturnValue:
        services.withdraw_held(actor(), found.held)
        flash(_("You have taken it back."), "success")
        return redirect(about_url(view, found.document.number, found.held.entry_id), 303)

    page = {"view": view, "found": found}
    return answer_form(Nothing(), "moderation/withdraw_held.html", act, page=lambda: page)


@queue_bp.get("/log")
@open_to_all
def log(slug: str) -> ResponseReturnValue:
    """What was hidden or shown again, when and why: neither the words nor whose they are."""
    view = get_space(slug, reader())
    page = queries.moderation_log(view, asked_span())
    return render_template("moderation/log.html", view=view, page=page)
