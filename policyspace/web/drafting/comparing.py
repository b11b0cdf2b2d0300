"""Two revisions beside one another."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.comparing import compare_revisions
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.gate import reader


@bp.get("/<int:number>/compare")
@open_to_all
def compare(slug: str, number: int) -> ResponseReturnValue:
    """Any two revisions, word by word."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    newer = request.args.get("to", document.revision_count, type=int)
    older = request.args.get("from", newer - 1, type=int)
    comparison = compare_revisions(document, older, newer)
    return render_template("drafting/compare.html", view=view, document=document, comparison=comparison)
