"""What waits for the facilitators of a space, and the public log of what they did about comments."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.rules import OUTCOMES_TO_CHOOSE
from policyspace.discussion.schemas import Deciding, Nothing
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import get_space
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor, reader
from policyspace.web.lists import asked_span

queue_bp = Blueprint("moderation", __name__, url_prefix="/spaces/<slug>/moderation")
A_PAGE = 25


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
    return render_template("moderation/appeals.html", view=view, page=page, waiting=queries.waiting_in(view))


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
    document = get_document(view, number)
    comment = queries.get_comment_for(view, document, comment_id, Action.KEEP_REPORTED)

    def act(_typed: Values) -> ResponseReturnValue:
        services.keep_reported(actor(), comment)
        flash(_("The comment stays as it is. Its reports are settled."), "success")
        return redirect(url_for("moderation.reported", slug=slug), 303)

    page = {"view": view, "document": document, "comment": comment}
    return answer_form(Nothing(), "moderation/keep.html", act, page=lambda: page)


@queue_bp.get("/log")
@open_to_all
def log(slug: str) -> ResponseReturnValue:
    """What was hidden or shown again, when and why: neither the words nor whose they are."""
    view = get_space(slug, reader())
    page = queries.moderation_log(view, asked_span())
    return render_template("moderation/log.html", view=view, page=page)
