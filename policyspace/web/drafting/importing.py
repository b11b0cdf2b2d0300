"""Bringing in a file: its text fills the form of a new document or of the next revision, and is saved from there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries
from policyspace.drafting.importing.reading import MOST_BYTES, Brought, read_file
from policyspace.drafting.starting import EMPTY
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import _, lazy
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Shape
from policyspace.foundation.uploads import takes_file
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.starting import STARTS, asked_kind
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor
from policyspace.web.keeping import filled_page


@bp.route("/import", methods=["GET", "POST"])
@signed_in
@takes_file
def import_new(slug: str) -> ResponseReturnValue:
    """Fill the form of a new problem or proposal with the text of a file."""
    view, kind = get_space(slug, actor()), asked_kind()
    view.require(STARTS[kind])
    action = url_for("drafting.new", slug=slug, kind=kind.value, template=EMPTY)

    def show(_values: Values) -> ResponseReturnValue:
        brought = _brought()
        start = {"kind": kind.value, "template": EMPTY, "start_from": EMPTY, "title": brought.title}
        return _shown(action, brought, start)

    other = next(each.value for each in DocumentKind if each is not kind)
    shown = {"view": view, "kind": kind, "other": other, "document": None}
    return answer_form(Shape(), "drafting/import.html", show, page=lambda: shown)


@bp.route("/<int:number>/import", methods=["GET", "POST"])
@signed_in
@takes_file
def import_next(slug: str, number: int) -> ResponseReturnValue:
    """Fill the editor of a document with the text of a file, as its next revision."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    view.require(Action.SAVE_REVISION, document_state=queries.state_of(document))

    def show(_values: Values) -> ResponseReturnValue:
        newest, brought = queries.get_revision(document, document.revision_count), _brought()
        title = brought.title if brought.titled else newest.title
        start = {"base_number": str(newest.number), "title": title}
        return _shown(document_url(view, document, "drafting.edit"), brought, start)

    shown = {"view": view, "document": document}
    return answer_form(Shape(), "drafting/import.html", show, page=lambda: shown)


def _brought() -> Brought:
    """The file in this request, read. Raises Invalid, TooMany."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(file=lazy("Choose a file"))
    take("importing", key=actor().id)
    return read_file(file.filename, file.read(MOST_BYTES + 1))


def _shown(place: str, brought: Brought, start: Mapping[str, str]) -> ResponseReturnValue:
    """Lead to the form at `place`, filled with what was read. Raises Invalid where it cannot be kept for that."""
    values = {"idempotency_key": secrets.token_hex(16), **start, "text": brought.text}
    address = filled_page(place, values)
    if address is None:
        raise Invalid(file=lazy("We could not open the text of this file just now. Try again."))
    said = _("Nothing is saved yet. This is the text of your file. Look through it, then save.")
    flash({"said": said, "notes": brought.notices}, "notice")  # type: ignore[arg-type]  # kept as JSON
    return redirect(address, 303)
