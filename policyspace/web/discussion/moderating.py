"""What is done with the comments of others: report; facilitators hide and show again. And an author's appeal."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import ReportReason
from policyspace.discussion import queries, services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import get_comment_for
from policyspace.discussion.rules import REASONS_TO_CHOOSE
from policyspace.discussion.schemas import Appealing, Hiding, Nothing, Reporting
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.people.rules import own_path
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import COMMENT, bp, comment_url
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.route(f"{COMMENT}/hide", methods=["GET", "POST"])
@signed_in
def hide(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Hide someone else's comment, for a reason."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.HIDE_COMMENT)

    def act(typed: Values) -> ResponseReturnValue:
        services.hide_comment(actor(), comment, **typed)
        flash(_("The comment is hidden. Everyone can see why."), "success")
        return redirect(_next(view, number, comment), 303)

    page = {"view": view, "document": document, "comment": comment, "reasons": REASONS_TO_CHOOSE}
    return answer_form(Hiding(), "discussion/hide.html", act, page=lambda: page)


@bp.route(f"{COMMENT}/show-again", methods=["GET", "POST"])
@signed_in
def show_again(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Show a hidden comment again, asked before it is done."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.UNHIDE_COMMENT)

    def act(_typed: Values) -> ResponseReturnValue:
        services.unhide_comment(actor(), comment)
        flash(_("Everyone who reads the document can read the comment again."), "success")
        return redirect(comment_url(view, number, comment), 303)

    page = {"view": view, "document": document, "comment": comment}
    return answer_form(Nothing(), "discussion/show_again.html", act, page=lambda: page)


@bp.route(f"{COMMENT}/report", methods=["GET", "POST"])
@signed_in
def report(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Ask the facilitators to look at someone else's comment."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.REPORT_COMMENT)

    def act(typed: Values) -> ResponseReturnValue:
        take("reporting", key=actor().id)
        services.report_comment(actor(), comment, **typed)
        flash(
            _("Thank you. A facilitator will look at the comment. Nobody is told that it was you."), "success"
        )
        return redirect(comment_url(view, number, comment), 303)

    page = {"view": view, "document": document, "comment": comment, "reasons": tuple(ReportReason)}
    return answer_form(Reporting(), "discussion/report.html", act, page=lambda: page)


@bp.route(f"{COMMENT}/appeal", methods=["GET", "POST"])
@signed_in
def appeal(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Ask that another facilitator looks again at one's own hidden comment; what became of it afterwards."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.APPEAL)

    def act(typed: Values) -> ResponseReturnValue:
        take("reporting", key=actor().id)
        services.appeal(actor(), comment, **typed)
        flash(
            _("You have appealed. Another facilitator will look at your comment, and you get an email."),
            "success",
        )
        return redirect(comment_url(view, number, comment), 303)

    page = {
        "view": view,
        "document": document,
        "comment": comment,
        "appeal": queries.find_told_appeal(comment),
    }
    return answer_form(Appealing(), "discussion/appeal.html", act, page=lambda: page)


def _next(view: SpaceView, number: int, comment: Comment) -> str:
    """The queue, for who came from there; the comment otherwise."""
    return own_path(request.args.get("next")) or comment_url(view, number, comment)
