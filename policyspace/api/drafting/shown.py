"""Shapes in which documents, revisions and comparisons are shown to programs."""

from __future__ import annotations

from marshmallow import Schema, fields

from policyspace.api.drafting.advised import AdviceShown
from policyspace.api.frame import PageAsked, Paged
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Shape, whole_number


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


class BlockDrawn(Schema):
    """A block of a text: its number for citing, its HTML.

    `guidance`: it tells what to write, and nothing is written there yet.
    """

    number = fields.Integer(allow_none=True)
    kind = fields.String(required=True)
    level = fields.Integer(required=True)
    length = fields.Integer(required=True)
    html = fields.String(required=True)
    guidance = fields.Function(lambda block: bool(block.get("guidance")), required=True)


class BlockShown(BlockDrawn):
    """A block of a revision, with its lasting id."""

    id = fields.String(required=True)


class PreviewShown(Schema):
    """A text as it would read, and what could be plainer. Blocks that are new have no lasting ids, so none are told."""

    blocks = fields.List(fields.Nested(BlockDrawn), required=True)
    advice = fields.Nested(AdviceShown, required=True)


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


class BalanceShown(Schema):
    """How many words of a text stem from each side. Guidance of a template counts for nobody."""

    central = fields.Integer(required=True)
    local = fields.Integer(required=True)
    partner = fields.Integer(required=True)
    resident = fields.Integer(required=True)


class RevisionShown(RevisionListed):
    """A revision whole."""

    text = fields.String(required=True)
    blocks = fields.List(fields.Nested(BlockShown), required=True)
    balance = fields.Nested(BalanceShown, required=True, allow_none=True)


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


class MoveShown(Schema):
    """After which numbered paragraph of the older revision a block stood, and after which of the newer it stands."""

    from_after = fields.Integer(required=True, allow_none=True)
    to_after = fields.Integer(required=True, allow_none=True)


class ComparedShown(Schema):
    """What became of one block; `parts` are pairs of equal, insert or delete and the words.

    `number` is that of the newer revision (of the older, for a removed block), `old_number` that of the older.
    """

    change = fields.String(required=True)
    number = fields.Integer(allow_none=True)
    old_number = fields.Integer(allow_none=True)
    move = fields.Nested(MoveShown, allow_none=True)
    parts = fields.List(fields.List(fields.String()), required=True)


class ComparisonShown(Schema):
    """What changed from one revision to another."""

    older = fields.Nested(RevisionListed, required=True)
    newer = fields.Nested(RevisionListed, required=True)
    blocks = fields.List(fields.Nested(ComparedShown), required=True)


class TemplateShown(Schema):
    """A template of a space. Its `id` is what a new document names as `template`."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    changed_at = fields.AwareDateTime(required=True, attribute="updated_at")
    retired_at = fields.AwareDateTime(required=True, allow_none=True)


class TemplatesListed(Schema):
    """All templates of a space."""

    items = fields.List(fields.Nested(TemplateShown), required=True)
