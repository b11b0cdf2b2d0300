"""The documents of a space: listed, started, read."""

from __future__ import annotations

from typing import Any

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import DocumentsAsked, DocumentShown, DocumentsPage
from policyspace.api.frame import PageAsked, actor, reader
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries, services
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import NewDocument
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.spaces.queries import get_space


@bp.get("")
@bp.arguments(DocumentsAsked, location="query")
@bp.response(200, DocumentsPage)
@open_to_all
def index(asked: dict[str, Any], slug: str) -> Any:
    """The documents of a space that you may read, newest first."""
    view = get_space(slug, reader())
    kind = DocumentKind(asked["kind"]) if asked["kind"] else None
    found = queries.documents_of(view, kind=kind, before=asked["before"], limit=asked["limit"])
    return PageAsked.page(found, asked, key=lambda document: document.number)


@bp.post("")
@bp.arguments(NewDocument)
@bp.response(201, DocumentShown)
@signed_in
def create(values: dict[str, Any], slug: str) -> Document:
    """Start a problem or a proposal."""
    view = get_space(slug, actor())
    return services.create_document(actor(), view.space, **values)


@bp.get("/<int:number>")
@bp.response(200, DocumentShown)
@open_to_all
def one(slug: str, number: int) -> Document:
    """A document, without its text."""
    return queries.get_document(get_space(slug, reader()), number)
