"""What facilitators do with the comments of others: hide, show again."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import services
from policyspace.discussion.queries import get_comment_for
from policyspace.discussion.rules import REASONS_TO_CHOOSE
from policyspace.discussion.schemas import Hiding, Nothing
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.blueprint import COMMENT, bp, comment_url
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.route(f"{COMMENT}/hide", methods=["GET", "POST"])
@signed_in
def hide(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Hide someone else's comment, for a reason."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    comment = get_comment_for(view, document, comment_id, Action.HIDE_COMMENT)

    def act(typed: Values) -> ResponseReturnValue:
        services.hide_comment(actor(), comment, **typed)
        flash(_("The comment is hidden. Everyone can see why."), "success")
        return redirect(comment_url(view, number, comment), 303)

    page = {"view": view, "document": document, "comment": comment, "reasons": REASONS_TO_CHOOSE}
    return answer_form(Hiding(), "discussion/hide.html", act, page=lambda: page)


@bp.route(f"{COMMENT}/show-again", methods=["GET", "POST"])
@signed_in
def show_again(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Show a hidden comment again, asked before it is done."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    comment = get_comment_for(view, document, comment_id, Action.UNHIDE_COMMENT)

    def act(_typed: Values) -> ResponseReturnValue:
        services.unhide_comment(actor(), comment)
        flash(_("Everyone who reads the document can read the comment again."), "success")
        return redirect(comment_url(view, number, comment), 303)

    page = {"view": view, "document": document, "comment": comment}
    return answer_form(Nothing(), "discussion/show_again.html", act, page=lambda: page)
