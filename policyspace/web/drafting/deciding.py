"""What becomes of a suggestion: accepted, declined with a reason, or made again by its author."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion.queries import Suggested, get_suggestion_for
from policyspace.drafting import queries, services
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import Accepting, Declining, SuggestionRenewal
from policyspace.drafting.suggested import require_open
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.suggesting import SUGGESTION, suggesting_page
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.route(f"{SUGGESTION}/accept", methods=["GET", "POST"])
@signed_in
def accept(slug: str, number: int, suggestion_id: int) -> ResponseReturnValue:
    """Accept what one has read. Only where it has changed since is it shown again, and asked again."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    found = get_suggestion_for(view, document, suggestion_id, Action.DECIDE_SUGGESTION)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        revision = services.accept_suggestion(actor(), found.suggestion, **typed)
        name = found.suggestion.author.display_name
        flash(
            _("Accepted. It is revision %(number)s, by %(name)s.", number=revision.number, name=name),
            "success",
        )
        return redirect(document_url(view, document, _anchor=f"b-{found.suggestion.block_id}"), 303)

    return answer_form(
        Accepting(), "drafting/accept.html", act, page=lambda: _acceptable_page(view, document, found)
    )


@bp.route(f"{SUGGESTION}/decline", methods=["GET", "POST"])
@signed_in
def decline(slug: str, number: int, suggestion_id: int) -> ResponseReturnValue:
    """Decline a suggestion, and say why."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    found = get_suggestion_for(view, document, suggestion_id, Action.DECIDE_SUGGESTION)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        services.decline_suggestion(actor(), found.suggestion, **typed)
        flash(_("Declined. Its author is told why."), "success")
        return redirect(_thread(view, document, found), 303)

    return answer_form(
        Declining(), "drafting/decline.html", act, page=lambda: _open_page(view, document, found)
    )


@bp.route(f"{SUGGESTION}/renew", methods=["GET", "POST"])
@signed_in
def renew(slug: str, number: int, suggestion_id: int) -> ResponseReturnValue:
    """Make one's own suggestion again, from the words that stand there now."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    found = get_suggestion_for(view, document, suggestion_id, Action.RENEW_SUGGESTION)
    about = suggesting_page(view, document, found.suggestion.block_id)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        services.renew_suggestion(actor(), found.suggestion, **typed)
        flash(_("Your suggestion is made again, from the words as they are now."), "success")
        return redirect(_thread(view, document, found), 303)

    return answer_form(
        SuggestionRenewal(),
        "drafting/renew.html",
        act,
        start={"words": about["passage"], "base_number": document.revision_count},
        page=lambda: about | _open_page(view, document, found),
    )


def _acceptable_page(view: SpaceView, document: Document, found: Suggested) -> dict[str, Any]:
    """The same for one that could be accepted. Raises Conflict when it needs its author."""
    page = _open_page(view, document, found)
    if found.obstacle:
        raise Conflict(found.obstacle)
    return page


def _open_page(view: SpaceView, document: Document, found: Suggested) -> dict[str, Any]:
    """What a page about an open suggestion needs. Raises Conflict when it was decided meanwhile."""
    require_open(found.suggestion)
    return {
        "view": view,
        "document": document,
        "found": found,
        "thread_url": _thread(view, document, found),
    }


def _thread(view: SpaceView, document: Document, found: Suggested) -> str:
    return document_url(view, document, "discussion.thread", comment_id=found.thread_id)
