"""What the API answers when something said waits for a facilitator."""

from __future__ import annotations

from flask import Response, jsonify
from marshmallow import Schema, fields

from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import Said, get_said
from policyspace.drafting.models import Document
from policyspace.people.models import Person
from policyspace.spaces.queries import get_space

ACCEPTED = 202


class HeldShown(Schema):
    """Something that was said and waits until a facilitator has looked at it; only its author and they can read it."""

    held = fields.Integer(attribute="id", required=True)
    said_as = fields.String(required=True)
    why = fields.String(required=True)
    body = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


def told_said(said: Comment | Held, reader: Person, slug: str, document: Document) -> Said | Response:
    """What was said on `document`, as its author reads it now; 202 where it waits."""
    return told_held(said) if isinstance(said, Held) else get_said(get_space(slug, reader), document, said.id)


def told_held(held: Held) -> Response:
    """202: it was taken, and waits."""
    answer = jsonify(HeldShown().dump(held))
    answer.status_code = ACCEPTED
    return answer
