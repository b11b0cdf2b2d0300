"""The steps in the life of a document."""

from __future__ import annotations

from typing import Any

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import DocumentShown
from policyspace.api.frame import actor
from policyspace.discussion import services as discussion
from policyspace.drafting import queries, services
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import Opening, Reopening
from policyspace.foundation.access import signed_in
from policyspace.spaces.queries import get_space


@bp.post("/<int:number>/open")
@bp.arguments(Opening)
@bp.response(200, DocumentShown)
@signed_in
def open_problem(values: dict[str, Any], slug: str, number: int) -> Document:
    """Open a problem for comments."""
    document = queries.get_document(get_space(slug, actor()), number)
    services.open_problem(actor(), document, **values)
    return document


@bp.post("/<int:number>/reopen")
@bp.arguments(Reopening)
@bp.response(200, DocumentShown)
@signed_in
def reopen_problem(values: dict[str, Any], slug: str, number: int) -> Document:
    """Open a problem again, with a reason."""
    document = queries.get_document(get_space(slug, actor()), number)
    services.reopen_problem(actor(), document, **values)
    return document


PLAIN_STEPS = {
    "close": services.close_problem,
    "frame": discussion.frame_problem,
    "publish": services.publish_proposal,
}


@bp.post("/<int:number>/<any(close, frame, publish):step>")
@bp.response(200, DocumentShown)
@signed_in
def move(slug: str, number: int, step: str) -> Document:
    """Close or frame a problem, or publish a proposal."""
    document = queries.get_document(get_space(slug, actor()), number)
    PLAIN_STEPS[step](actor(), document)
    return document
