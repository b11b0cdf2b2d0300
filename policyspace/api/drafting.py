"""Documents and their revisions."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from policyspace.api.frame import PageAsked, Paged, Part, actor, reader
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries, services
from policyspace.drafting.comparing import Comparison, compare_revisions
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.schemas import NewDocument, NewRevision, Opening, Reopening
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Shape, whole_number
from policyspace.spaces.queries import get_space

bp = Part("api_drafting", "drafting", url_prefix="/api/v1/spaces/<slug>/documents", description="Documents")


class CapacityShown(Schema):
    """The hat something was said or done in."""

    side = fields.String(required=True)
    organisation = fields.String(allow_none=True)
    voice = fields.String(required=True)
    text = fields.String(required=True)


class DocumentShown(Schema):
    """A problem or a proposal, without its text."""

    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.Function(lambda document: queries.state_of(document).value, required=True)
    revision_count = fields.Integer(required=True)
    comment_count = fields.Integer(required=True)
    opens_at = fields.AwareDateTime(allow_none=True)
    closes_at = fields.AwareDateTime(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class BlockShown(Schema):
    """A block of a revision: its lasting id, its number for citing, its HTML."""

    id = fields.String(required=True)
    number = fields.Integer(allow_none=True)
    kind = fields.String(required=True)
    level = fields.Integer(required=True)
    length = fields.Integer(required=True)
    html = fields.String(required=True)


class RevisionListed(Schema):
    """A revision, without its text."""

    number = fields.Integer(required=True)
    title = fields.String(required=True)
    why = fields.String(required=True)
    author = fields.Function(lambda revision: revision.author.display_name, required=True)
    capacity = fields.Nested(CapacityShown, required=True)
    base_number = fields.Integer(allow_none=True)
    merged = fields.Boolean(required=True)
    words_added = fields.Integer(required=True)
    words_removed = fields.Integer(required=True)
    digest = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


class RevisionShown(RevisionListed):
    """A revision whole."""

    text = fields.String(required=True)
    blocks = fields.List(fields.Nested(BlockShown), required=True)


class SavedShown(Schema):
    """What a save came to: merged with what others saved meanwhile, and whether it added a revision."""

    revision = fields.Nested(RevisionShown, required=True)
    merged = fields.Boolean(required=True)
    new = fields.Boolean(required=True)


class DocumentsAsked(PageAsked):
    """Which documents."""

    kind = Choice(DocumentKind, lazy("Ask for problem or proposal"), required=False)


class DocumentsPage(Paged):
    """A page of documents, newest first."""

    items = fields.List(fields.Nested(DocumentShown), required=True)


class RevisionsPage(Paged):
    """A page of revisions, newest first."""

    items = fields.List(fields.Nested(RevisionListed), required=True)


class CompareAsked(Shape):
    """Which two revisions."""

    older = whole_number(lazy("Say which revision to start from"), least=1, data_key="from")
    newer = whole_number(lazy("Say which revision to end with"), least=1, data_key="to")


class ComparedShown(Schema):
    """What became of one block; `parts` are pairs of equal, insert or delete and the words."""

    change = fields.String(required=True)
    number = fields.Integer(allow_none=True)
    parts = fields.List(fields.List(fields.String()), required=True)


class ComparisonShown(Schema):
    """What changed from one revision to another."""

    older = fields.Nested(RevisionListed, required=True)
    newer = fields.Nested(RevisionListed, required=True)
    blocks = fields.List(fields.Nested(ComparedShown), required=True)


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


@bp.get("/<int:number>/compare")
@bp.arguments(CompareAsked, location="query")
@bp.response(200, ComparisonShown)
@open_to_all
def compare(asked: dict[str, Any], slug: str, number: int) -> Comparison:
    """Two revisions, word by word."""
    document = queries.get_document(get_space(slug, reader()), number)
    return compare_revisions(document, asked["older"], asked["newer"])


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
    "frame": services.frame_problem,
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
