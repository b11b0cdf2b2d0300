"""Bringing in a file: its text fills the form of a new document or of the next revision, and is saved from there."""

from __future__ import annotations

import secrets

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries
from policyspace.drafting.importing.reading import MOST_BYTES, Brought, read_file
from policyspace.drafting.rules.advice import advise
from policyspace.drafting.schemas import NewRevision
from policyspace.drafting.starting import EMPTY
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Shape
from policyspace.foundation.uploads import takes_file
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.editing import PartToEdit, editing_page
from policyspace.web.drafting.starting import asked_kind, new_page
from policyspace.web.forms import Form, Values, answer_form
from policyspace.web.gate import actor


@bp.route("/import", methods=["GET", "POST"])
@signed_in
@takes_file
def import_new(slug: str) -> ResponseReturnValue:
    """Fill the form of a new problem or proposal with the text of a file."""
    view, kind = get_space(slug, actor()), asked_kind()
    page = new_page(view, kind)
    action = url_for("drafting.new", slug=slug, kind=kind.value, template=EMPTY)

    def show(_values: Values) -> ResponseReturnValue:
        brought = _brought()
        start = {"kind": kind.value, "template": EMPTY, "start_from": EMPTY, "title": brought.title}
        form = _filled(start, brought)
        return render_template("drafting/new.html", form=form, brought=brought, action=action, **page)

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
        start = {"base_number": newest.number, "title": title, "section": ""}
        page = editing_page(view, document, newest, PartToEdit(NewRevision(), start, None))
        page |= {"advice": advise(brought.text, document.guidance or ()), "brought": brought}
        action = document_url(view, document, "drafting.edit")
        return render_template("drafting/edit.html", form=_filled(start, brought), action=action, **page)

    shown = {"view": view, "document": document}
    return answer_form(Shape(), "drafting/import.html", show, page=lambda: shown)


def _brought() -> Brought:
    """The file in this request, read. Raises Invalid, TooMany."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(file=lazy("Choose a file"))
    take("importing", key=actor().id)
    return read_file(file.filename, file.read(MOST_BYTES + 1))


def _filled(start: Values, brought: Brought) -> Form:
    return Form(values={"idempotency_key": secrets.token_hex(16), **start, "text": brought.text})
