"""Changing the text of a document, and settling what two people changed at once."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.drafting import queries, services
from policyspace.drafting.models import Document
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.advising import with_advice
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.conflicts import answer_edit, answer_settlement, answer_using_again
from policyspace.web.drafting.editing import anchor_of, editor_closed
from policyspace.web.drafting.live import is_shared, save_shared
from policyspace.web.forms import Values
from policyspace.web.gate import actor


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change the text of a document, or one section of it."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    view.require(Action.SAVE_REVISION, document_state=queries.state_of(document))
    return answer_edit(view, document, partial(_save, view, document))


@bp.route("/<int:number>/settle", methods=["GET", "POST"])
@signed_in
def settle(slug: str, number: int) -> ResponseReturnValue:
    """Decide between one's own words and those that someone else saved meanwhile."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    return answer_settlement(view, document, partial(_save, view, document))


@bp.route("/<int:number>/revisions/<int:revision_number>/use-again", methods=["GET", "POST"])
@signed_in
def use_again(slug: str, number: int, revision_number: int) -> ResponseReturnValue:
    """Make the text of an older revision the newest."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    view.require(Action.SAVE_REVISION, document_state=queries.state_of(document))
    old = queries.get_revision(document, revision_number)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        saved = services.use_again(actor(), document, number=revision_number, **typed)
        return _saved(view, document, saved, anchor=None)

    return answer_using_again(view, document, old, act)


def _save(view: SpaceView, document: Document, typed: Values) -> ResponseReturnValue:
    take("saving", key=actor().id)
    if is_shared(view, document):
        saved = save_shared(document, typed)
    else:
        saved = services.save_revision(actor(), document, **typed)
    return _saved(view, document, saved, anchor=anchor_of(saved, typed), section=typed.get("section"))


def _saved(
    view: SpaceView,
    document: Document,
    saved: services.Saved,
    *,
    anchor: str | None,
    section: str | None = None,
) -> ResponseReturnValue:
    told = with_advice(view, document, saved, _said(saved))
    flash(told, "success")  # type: ignore[arg-type]  # kept as JSON; the frame of the page shows a mapping with its link
    editor_closed(document, saved, section)
    return redirect(document_url(view, document, _anchor=anchor), 303)


def _said(saved: services.Saved) -> str:
    if not saved.new:
        return _("Nothing has changed since revision %(number)s.", number=saved.revision.number)
    if saved.merged:
        return _(
            "Saved as revision %(number)s, together with what others saved while you were writing.",
            number=saved.revision.number,
        )
    return _("Saved as revision %(number)s.", number=saved.revision.number)
