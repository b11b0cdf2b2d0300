"""When two people changed the same words: a page with both, on which one of them decides."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import NewRevision
from policyspace.drafting.services import EditConflict
from policyspace.spaces.queries import SpaceView
from policyspace.web.forms import Values, answer_form


def answer_edit(
    view: SpaceView, document: Document, save: Callable[[Values], ResponseReturnValue]
) -> ResponseReturnValue:
    """Answer the editor's form; a conflict gets its own page, from which nothing typed is missing."""
    newest = queries.get_revision(document, document.revision_count)
    start = {"base_number": newest.number, "title": newest.title, "text": newest.text}
    try:
        return answer_form(
            NewRevision(),
            "drafting/edit.html",
            save,
            start=start,
            page=lambda: {"view": view, "document": document},
        )
    except EditConflict as conflict:
        return conflict_page(view, document, conflict), conflict.status


def conflict_page(view: SpaceView, document: Document, conflict: EditConflict) -> str:
    """Both versions of each contested passage, and the choice between them."""
    return render_template(
        "drafting/conflict.html",
        view=view,
        document=document,
        conflict=conflict,
        typed=request.form,
        idempotency_key=secrets.token_hex(16),
    )
