"""Taking a text away: a page to choose a format on, and the file."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.access import open_to_all
from policyspace.foundation.errors import Invalid, Refusal, TooMany
from policyspace.reporting.exporting import ExportAsked, Format, count_export, export_revision
from policyspace.reporting.exporting.turns import Busy
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.forms import Form, sentences
from policyspace.web.gate import origin, reader

FIRST = {"format": Format.PDF.value, "numbers": "yes"}
"""What the form starts with."""


@bp.get("/<int:number>/revisions/<int:revision_number>/export")
@open_to_all
def export(slug: str, number: int, revision_number: int) -> ResponseReturnValue:
    """Choose what to export; with a choice in the address, the file."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    revision = queries.get_revision(document, revision_number)
    asked = {name: request.args[name] for name in ExportAsked().fields if name in request.args}
    if not asked:
        return _page(view, document, revision, Form(values=dict(FIRST)))
    return _file(view, document, revision, asked)


def _file(
    view: SpaceView, document: Document, revision: Revision, asked: dict[str, str]
) -> ResponseReturnValue:
    """What was asked for; where it cannot be had, the page says why and keeps the choices."""
    try:
        wanted = ExportAsked().read(asked)
        count_export(reader(), origin())
        file = export_revision(view, document, revision, **wanted)
    except (Invalid, TooMany, Busy) as refusal:
        return _page(view, document, revision, Form(dict(asked), sentences(refusal)), refusal)
    return Response(file.content, headers=file.headers)


def _page(
    view: SpaceView, document: Document, revision: Revision, form: Form, refusal: Refusal | None = None
) -> ResponseReturnValue:
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    page = render_template(
        "drafting/export.html",
        view=view,
        document=document,
        revision=revision,
        form=form,
        formats=tuple(Format),
    )
    return page, refusal.status if refusal else 200, headers
