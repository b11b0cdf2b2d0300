"""Who wrote what of a document, passage by passage."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.capacity import Side
from policyspace.drafting import queries
from policyspace.drafting.authorship import authorship_of, shares_of
from policyspace.drafting.credits import stretches_of
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.gate import reader
from policyspace.web.kept_pages import alike_for_visitors


@bp.get("/<int:number>/authorship")
@open_to_all
@alike_for_visitors
def authorship(slug: str, number: int) -> ResponseReturnValue:
    """A revision, the newest unless another is asked for, with the writers of each passage."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    asked = request.args.get("revision", type=int)
    found = authorship_of(document, document.revision_count if asked is None else asked)
    return render_template(
        "drafting/authorship.html",
        view=view,
        document=document,
        asked=asked,
        authorship=found,
        shares=shares_of(found.balance),
        stretches=stretches_of(found),
        wanted=Side.__members__.get(request.args.get("side", "").upper()),
    )
