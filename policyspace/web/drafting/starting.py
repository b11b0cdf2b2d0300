"""Starting a document, from a template or from nothing."""

from __future__ import annotations

from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries, services
from policyspace.drafting.schemas import NewDocument, StartingOver
from policyspace.drafting.starting import (
    EMPTY,
    STANDARD,
    Beginning,
    beginnings,
    chosen_of,
    started_over,
    template_text,
)
from policyspace.foundation.access import signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.previewing import previewed
from policyspace.web.forms import Form, Values, answer_form, typed
from policyspace.web.gate import actor
from policyspace.web.keeping import ASKED

CHOSEN = {"template", ASKED}
"""Names in an address that tell what to start from."""

STARTS = {DocumentKind.PROBLEM: Action.CREATE_PROBLEM, DocumentKind.PROPOSAL: Action.CREATE_PROPOSAL}


@bp.route("/new", methods=["GET", "POST"])
@signed_in
def new(slug: str) -> ResponseReturnValue:
    """Start a problem or a proposal."""
    view, kind = get_space(slug, actor()), asked_kind()
    if "fill" in request.form:
        return _start_over(view, kind)
    page = new_page(view, kind)
    if request.method == "GET" and not CHOSEN & request.args.keys() and _has_own(page["beginnings"]):
        return render_template("drafting/choose.html", form=Form(values={"template": STANDARD}), **page)

    def create(values: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        document = services.create_document(actor(), view.space, **values)
        return redirect(document_url(view, document), 303)

    chosen = chosen_of(page["beginnings"], request.args.get("template"))
    start = {"kind": kind.value, "template": chosen.key, "start_from": chosen.key, "text": chosen.text}
    look = partial(previewed, view)
    return answer_form(
        NewDocument(), "drafting/new.html", create, start=start, page=lambda: page, preview=look
    )


def _has_own(offered: list[Beginning]) -> bool:
    """Whether there is more to start from than what every space has."""
    return any(each.key not in {STANDARD, EMPTY} for each in offered)


def asked_kind() -> DocumentKind:
    """The kind of document that the address asks for."""
    return DocumentKind.__members__.get(request.args.get("kind", "").upper(), DocumentKind.PROBLEM)


def new_page(view: SpaceView, kind: DocumentKind) -> Values:
    """What the page that starts a document shows besides the form. Raises NotAllowed."""
    view.require(STARTS[kind])
    offered = beginnings(view, kind)
    return {
        "view": view,
        "kind": kind,
        "beginnings": offered,
        "choices": [(each.key, each.title, each.hint) for each in offered],
        "problems": queries.documents_of(view, kind=DocumentKind.PROBLEM),
    }


def _start_over(view: SpaceView, kind: DocumentKind) -> ResponseReturnValue:
    """The same form with another template in it, and everything typed so far."""
    page = new_page(view, kind)

    def fill(values: Values) -> ResponseReturnValue:
        before = template_text(view.space, kind, values["template"])
        now = chosen_of(page["beginnings"], values["start_from"])
        text, kept = started_over(values["text"], before, now)
        shown = request.form.to_dict() | typed(NewDocument()) | {"template": now.key, "text": text}
        return render_template("drafting/new.html", form=Form(values=shown), kept=kept, **page)

    return answer_form(StartingOver(), "drafting/new.html", fill, page=lambda: page)
