"""How answers are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from policyspace.api.drafting.shown import CapacityShown


class PartShown(Schema):
    """A piece of a passage that changed: `mark` is equal, insert or delete."""

    mark = fields.String(required=True)
    text = fields.String(required=True)


class AnsweredShown(Schema):
    """The published answer to a comment: what became of it, who answered, and what changed in which revision."""

    id = fields.Integer(required=True)
    status = fields.String(required=True)
    html = fields.String(required=True)
    passed_to = fields.String(required=True, allow_none=True)
    revision_number = fields.Integer(required=True, allow_none=True)
    block_id = fields.String(required=True, allow_none=True)
    change = fields.List(fields.Nested(PartShown), required=True, allow_none=True)
    comment_count = fields.Integer(required=True)
    published_at = fields.AwareDateTime(required=True)
    drafter = fields.String(required=True)
    capacity = fields.Nested(CapacityShown, required=True)
    clearer = fields.String(required=True)


class AnswerShown(AnsweredShown):
    """An answer and its state: draft, published or discarded. Send `version` to change, clear or publish a draft."""

    state = fields.String(required=True)
    words = fields.String(required=True)
    version = fields.Integer(required=True)
    drafter = fields.String(attribute="drafter.display_name", required=True)
    clearer = fields.String(
        attribute="clearer.display_name", required=True, allow_none=True, dump_default=None
    )
    cleared_at = fields.AwareDateTime(required=True, allow_none=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    changed_at = fields.AwareDateTime(required=True)
