"""Printing a pack: the text with numbered paragraphs, and reply slips whose codes are reserved."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.keyed_in_schemas import PackAsked
from policyspace.drafting.queries import get_document, get_revision, state_of
from policyspace.foundation.access import signed_in
from policyspace.reporting.exporting import count_export, export_pack
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.keyed_in.blueprint import keyed_bp
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor, origin

PACK = "/packs/<int:pack_id>"


@keyed_bp.route("/packs", methods=["GET", "POST"])
@signed_in
def packs(slug: str, number: int) -> ResponseReturnValue:
    """Choose how many slips to print; the packs that were printed before."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    view.require(Action.KEY_IN, document_state=state_of(document))

    def act(typed: Values) -> ResponseReturnValue:
        pack = services.make_pack(actor(), document, **typed)
        return redirect(url_for("keyed_in.pack", slug=slug, number=number, pack_id=pack.id), 303)

    def page() -> Values:
        return {"view": view, "document": document, "packs": queries.packs_of(view, document)}

    return answer_form(PackAsked(), "keyed_in/packs.html", act, start={"slip_count": 20}, page=page)


@keyed_bp.get(PACK)
@signed_in
def pack(slug: str, number: int, pack_id: int) -> ResponseReturnValue:
    """A pack that was made, to be printed."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    found, codes = queries.get_pack(view, document, pack_id)
    return render_template("keyed_in/pack.html", view=view, document=document, pack=found, codes=codes)


@keyed_bp.get(f"{PACK}/file")
@signed_in
def file(slug: str, number: int, pack_id: int) -> ResponseReturnValue:
    """The pack as a PDF; with "only=slips" without the text."""
    view = get_space(slug, actor())
    document = get_document(view, number)
    found, codes = queries.get_pack(view, document, pack_id)
    count_export(actor(), origin())
    revision = get_revision(document, found.revision_number)
    made = export_pack(
        view, document, revision, pack=found, codes=codes, with_text=request.args.get("only") != "slips"
    )
    return Response(made.content, headers=made.headers)
