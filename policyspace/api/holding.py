"""What the API answers when something said waits for a facilitator."""

from __future__ import annotations

from flask import Response, jsonify
from marshmallow import Schema, fields

from policyspace.discussion.models import Held

ACCEPTED = 202


class HeldShown(Schema):
    """Something that was said and waits until a facilitator has looked at it; only its author and they can read it."""

    held = fields.Integer(attribute="id", required=True)
    said_as = fields.String(required=True)
    why = fields.String(required=True)
    body = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


def told_held(held: Held) -> Response:
    """202: it was taken, and waits."""
    answer = jsonify(HeldShown().dump(held))
    answer.status_code = ACCEPTED
    return answer
