"""Writing one text together: what the pages around it offer. The words themselves travel over a websocket."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.drafting import queries, services
from policyspace.drafting.live import SERVED, offer_of
from policyspace.drafting.models import Document
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import NotFound
from policyspace.foundation.limits import take
from policyspace.people.rules.unsent import is_form_key
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web import keeping
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.forms import Values
from policyspace.web.gate import actor

SHARED = "live"
"""The field by which a form says in which room its text stands already, every word of it."""


def live_beside(view: SpaceView, document: Document) -> dict[str, Any]:
    """What the page of an editor needs to join the others; nothing where this process serves no live editing."""
    offer = offer_of(view, document)
    urls = {
        "keep_url": document_url(view, document, "drafting.keep_live"),
        "arrived_url": document_url(view, document, "drafting.live_arrived"),
    }
    return {"live": offer if offer.served and offer.writes else None, **urls}


def may_watch(view: SpaceView, *, writes: bool) -> bool:
    """Whether its reader, who `writes` there or not, is offered to watch others write."""
    return not writes and SERVED in current_app.extensions and view.may(Action.FOLLOW_LIVE_TEXT)


def is_shared(view: SpaceView, document: Document) -> bool:
    """Whether the form in this request says that all its words are in the live text already."""
    said = request.form.get(SHARED, "")
    return bool(said) and said == offer_of(view, document).room


def save_shared(document: Document, typed: Values) -> services.Saved:
    """Save what all wrote, in place of the text in the form, which is older by what they typed since it was sent."""
    base = queries.get_revision(document, typed["base_number"])
    newest = services.keep_live_text(actor(), document, why=typed["why"])
    title = newest.title if typed["title"] == base.title else typed["title"]
    words = {**typed, "base_number": newest.number, "title": title, "text": newest.text}
    saved = services.save_revision(actor(), document, **words)
    return services.Saved(saved.revision, merged=False, new=saved.revision.number > base.number)


@bp.get("/<int:number>/live")
@signed_in
def watch(slug: str, number: int) -> ResponseReturnValue:
    """Watch a text being written."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    view.require(Action.FOLLOW_LIVE_TEXT)
    offer = offer_of(view, document)
    if not offer.served:
        raise NotFound
    newest = queries.get_revision(document, document.revision_count)
    return render_template("drafting/watch.html", view=view, document=document, live=offer, newest=newest)


@bp.post("/<int:number>/live/keep")
@signed_in
def keep_live(slug: str, number: int) -> ResponseReturnValue:
    """Make a revision of what all wrote so far, for an editor that goes on alone from there."""
    document = queries.get_document(get_space(slug, actor()), number)
    take("saving", key=actor().id)
    newest = services.keep_live_text(actor(), document)
    return {"number": newest.number, "text": newest.text}


@bp.post("/<int:number>/live/arrived")
@signed_in
def live_arrived(slug: str, number: int) -> ResponseReturnValue:
    """What this form kept while there was no connection is in the live text now: it is not offered again."""
    view = get_space(slug, actor())
    place = document_url(view, queries.get_document(view, number), "drafting.edit")
    key = request.form.get(keeping.KEY, "")
    if is_form_key(key):
        keeping.note_arrived(actor(), key, keeping.place_of(place))
    return "", 204
