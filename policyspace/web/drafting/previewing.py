"""A text shown as it would read once saved: on its form's own page, or for the script that shows it in place."""

from __future__ import annotations

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.models import Document
from policyspace.drafting.previewing import Preview, preview_new, preview_next
from policyspace.drafting.schemas import PreviewedNew, PreviewedNext
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import Refusal, TooMany
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.forms import Values, sentences
from policyspace.web.gate import actor


@bp.post("/preview")
@bp.post("/<int:number>/preview")
@signed_in
def preview(slug: str, number: int | None = None) -> ResponseReturnValue:
    """The text of a new document, or the next text of one, as it would read; for the script of the editor."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number) if number else None
    return _answer(view, document)


def previewed(view: SpaceView, typed: Values, document: Document | None = None) -> dict[str, Preview]:
    """What the template of a preview needs, for what was typed. Raises Invalid, NotAllowed, NotFound, TooMany."""
    take("previewing", key=actor().id)
    shape = PreviewedNext() if document else PreviewedNew()
    asked = shape.read({name: typed[name] for name in shape.fields if typed.get(name)})
    return {"preview": preview_next(view, document, **asked) if document else preview_new(view, **asked)}


def _answer(view: SpaceView, document: Document | None) -> ResponseReturnValue:
    """The preview as JSON: its HTML and at which character each block begins, or what is wrong with the text."""
    try:
        shown = previewed(view, request.form, document)
    except Refusal as refusal:
        said = [each for sentence in sentences(refusal).values() for each in sentence]
        wait = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
        return jsonify(said=said), refusal.status, wait
    html = render_template("drafting/preview.html", **shown)
    return jsonify(html=html, starts=shown["preview"].starts)
