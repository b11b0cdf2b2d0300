"""Texts as they would read once saved. Nothing is kept of them."""

from __future__ import annotations

from typing import Any

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import PreviewShown
from policyspace.api.frame import actor
from policyspace.drafting import queries
from policyspace.drafting.previewing import preview_new, preview_next
from policyspace.drafting.schemas import PreviewedNew, PreviewedNext
from policyspace.foundation.access import signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import get_space


@bp.post("/preview")
@bp.arguments(PreviewedNew)
@bp.response(200, PreviewShown)
@signed_in
def preview_of_new(values: dict[str, Any], slug: str) -> Any:
    """The blocks that a text would have as a new document."""
    view = get_space(slug, actor())
    take("previewing", key=actor().id)
    return preview_new(view, **values)


@bp.post("/<int:number>/preview")
@bp.arguments(PreviewedNext)
@bp.response(200, PreviewShown)
@signed_in
def preview_of_next(values: dict[str, Any], slug: str, number: int) -> Any:
    """The blocks that a text, or the words of one section, would have as the next revision."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    take("previewing", key=actor().id)
    return preview_next(view, document, **values)
