"""The revisions of a document: listed, saved, read, compared."""

from __future__ import annotations

from typing import Any

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import (
    CompareAsked,
    ComparisonShown,
    RevisionShown,
    RevisionsPage,
    SavedShown,
)
from policyspace.api.frame import PageAsked, actor, reader
from policyspace.drafting import queries, services
from policyspace.drafting.comparing import Comparison, compare_revisions
from policyspace.drafting.models import Revision
from policyspace.drafting.schemas import NewRevision, UsingAgain
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.spaces.queries import get_space


@bp.get("/<int:number>/revisions")
@bp.arguments(PageAsked, location="query")
@bp.response(200, RevisionsPage)
@open_to_all
def revisions(asked: dict[str, Any], slug: str, number: int) -> Any:
    """The history of a document, newest first."""
    document = queries.get_document(get_space(slug, reader()), number)
    found = queries.history_of(document, before=asked["before"], limit=asked["limit"])
    return PageAsked.page(found, asked, key=lambda revision: revision.number)


@bp.post("/<int:number>/revisions")
@bp.arguments(NewRevision)
@bp.response(201, SavedShown)
@signed_in
def save(values: dict[str, Any], slug: str, number: int) -> services.Saved:
    """Save a text; what others saved since its base is merged with it, or the same words make a 409."""
    document = queries.get_document(get_space(slug, actor()), number)
    return services.save_revision(actor(), document, **values)


@bp.get("/<int:number>/revisions/<int:revision_number>")
@bp.response(200, RevisionShown)
@open_to_all
def revision(slug: str, number: int, revision_number: int) -> Revision:
    """A revision whole: it never changes."""
    document = queries.get_document(get_space(slug, reader()), number)
    return queries.get_revision(document, revision_number)


@bp.post("/<int:number>/revisions/<int:revision_number>/use-again")
@bp.arguments(UsingAgain)
@bp.response(201, SavedShown)
@signed_in
def use_again(values: dict[str, Any], slug: str, number: int, revision_number: int) -> services.Saved:
    """Make the text of an older revision the newest, merged with what was saved since `base_number`."""
    document = queries.get_document(get_space(slug, actor()), number)
    return services.use_again(actor(), document, number=revision_number, **values)


@bp.get("/<int:number>/compare")
@bp.arguments(CompareAsked, location="query")
@bp.response(200, ComparisonShown)
@open_to_all
def compare(asked: dict[str, Any], slug: str, number: int) -> Comparison:
    """Two revisions, word by word, with where blocks moved from and to."""
    document = queries.get_document(get_space(slug, reader()), number)
    return compare_revisions(document, asked["older"], asked["newer"])
