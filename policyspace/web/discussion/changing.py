"""What authors do with their own comments: edit, withdraw."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.standing import MINUTES_TO_EDIT
from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.discussion.queries import get_comment_for
from policyspace.discussion.schemas import CommentEdit, Nothing
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.blueprint import COMMENT, about_url, bp, comment_url
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.route(f"{COMMENT}/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Other words for one's own comment."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.EDIT_COMMENT)
    until = comment.created_at + timedelta(minutes=MINUTES_TO_EDIT)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        services.edit_comment(actor(), comment, **typed)
        return redirect(comment_url(view, number, comment), 303)

    page = {
        "view": view,
        "document": document,
        "comment": comment,
        "until": until,
        "kinds": list(CommentKind),
    }
    start = {"kind": comment.kind, "body": comment.body}
    return answer_form(CommentEdit(), "discussion/edit.html", act, start=start, page=lambda: page)


@bp.route(f"{COMMENT}/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Take one's own comment back, asked before it is done."""
    view = get_space(slug, actor())
    document, comment = get_comment_for(view, number, comment_id, Action.WITHDRAW_COMMENT)

    def act(_typed: Values) -> ResponseReturnValue:
        services.withdraw_comment(actor(), comment)
        said = (
            _("Your suggestion is withdrawn.") if comment.suggestion_id else _("Your comment is withdrawn.")
        )
        flash(said, "success")
        return redirect(about_url(view, number, comment.entry_id, anchor="comments"), 303)

    page = {"view": view, "document": document, "comment": comment}
    return answer_form(Nothing(), "discussion/withdraw.html", act, page=lambda: page)
