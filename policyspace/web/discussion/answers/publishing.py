"""Drafts cleared and published, published answers taken back: those that are chosen, each asked before it is done."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.schemas import Nothing, TakingBack
from policyspace.drafting.queries import get_document, state_of
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _, plural
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.answers.blueprint import (
    ANSWERS,
    answers_bp,
    chosen_drafts,
    chosen_ids,
    workbench_url,
)
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@answers_bp.route(f"{ANSWERS}/clear", methods=["GET", "POST"])
@signed_in
def clear(slug: str, number: int) -> ResponseReturnValue:
    """Say that the chosen drafts may be published."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    view.require(Action.CLEAR_ANSWER)
    drafts = chosen_drafts()

    def act(_typed: Values) -> ResponseReturnValue:
        done = services.clear_answers(actor(), document, drafts=drafts)
        flash(plural("%(num)s draft is cleared.", "%(num)s drafts are cleared.", done), "success")
        return redirect(workbench_url(view, document, "drafted"), 303)

    page = {"view": view, "document": document, "chosen": len(drafts)}
    return answer_form(Nothing(), "answers/clear.html", act, page=lambda: page)


@answers_bp.route(f"{ANSWERS}/publish", methods=["GET", "POST"])
@signed_in
def publish(slug: str, number: int) -> ResponseReturnValue:
    """Publish the chosen drafts, or all that are cleared."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    view.require(Action.PUBLISH_ANSWER)
    every = request.args.get("which") == "cleared"
    drafts = queries.cleared_drafts(view, document) if every else chosen_drafts()

    def act(_typed: Values) -> ResponseReturnValue:
        done = services.publish_answers(actor(), document, drafts=drafts)
        said = plural("%(num)s answer is published.", "%(num)s answers are published.", done)
        flash(_("%(done)s Each author gets one email.", done=said), "success")
        return redirect(workbench_url(view, document, "published"), 303)

    page = {"view": view, "document": document, "chosen": len(drafts), "every": every}
    return answer_form(Nothing(), "answers/publish.html", act, page=lambda: page)


@answers_bp.route(f"{ANSWERS}/take-back", methods=["GET", "POST"])
@signed_in
def take_back(slug: str, number: int) -> ResponseReturnValue:
    """Make the chosen answers drafts again, and say why."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    view.require(Action.TAKE_BACK_ANSWER, document_state=state_of(document))
    ids = chosen_ids("answer")

    def act(typed: Values) -> ResponseReturnValue:
        done = services.take_back_answers(actor(), document, answer_ids=ids, **typed)
        flash(
            plural("%(num)s answer is a draft again.", "%(num)s answers are drafts again.", done), "success"
        )
        return redirect(workbench_url(view, document, "drafted"), 303)

    page = {"view": view, "document": document, "chosen": len(ids)}
    return answer_form(TakingBack(only=("reason",)), "answers/take_back.html", act, page=lambda: page)
