"""Taking a text away as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from policyspace.api.drafting.blueprint import bp
from policyspace.api.frame import reader
from policyspace.drafting import queries
from policyspace.foundation.access import open_to_all
from policyspace.foundation.origins import network_of
from policyspace.reporting.exporting import ExportAsked, count_export, export_revision
from policyspace.spaces.queries import get_space

FILE = {"type": "string", "format": "binary"}


@bp.get("/<int:number>/revisions/<int:revision_number>/export")
@bp.arguments(ExportAsked, location="query")
@bp.response(200, FILE, content_type="application/octet-stream")
@open_to_all
def export(asked: dict[str, Any], slug: str, number: int, revision_number: int) -> Response:
    """A revision as a file: markdown, html, docx or pdf, if asked with numbered paragraphs and comments."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    revision = queries.get_revision(document, revision_number)
    count_export(reader(), network_of(request.remote_addr))
    file = export_revision(view, document, revision, **asked)
    return Response(file.content, headers=file.headers)
