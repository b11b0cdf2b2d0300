"""Taking the agreement away as a file."""

from __future__ import annotations

from flask import Response, request

from policyspace.api.frame import reader
from policyspace.api.outcomes.blueprint import bp
from policyspace.foundation.access import open_to_all
from policyspace.foundation.origins import network_of
from policyspace.outcomes import queries
from policyspace.reporting.exporting import count_export
from policyspace.reporting.exporting.agreements import AgreementFormat, export_agreement
from policyspace.spaces.queries import get_space

FILE = {"type": "string", "format": "binary"}


@bp.get(f"/agreement/<any({', '.join(AgreementFormat)}):kind>")
@bp.response(200, FILE, content_type="application/octet-stream")
@open_to_all
def agreement(slug: str, number: int, kind: str) -> Response:
    """The whole record as a file: json (what `policyspace verify-record` takes), or html or pdf, which carry it."""
    view = get_space(slug, reader())
    queries.get_proposal(view, number)
    count_export(reader(), network_of(request.remote_addr))
    file = export_agreement(view, number, kind=AgreementFormat(kind))
    return Response(file.content, headers=file.headers)
