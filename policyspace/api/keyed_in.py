"""Keying in what others said on paper, by phone or at a meeting, by a program."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from policyspace.api.discussion import CommentShown
from policyspace.api.frame import Part, actor
from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.keyed_in_schemas import KeyingIn
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import get_space

bp = Part(
    "api_keyed_in",
    "keyed_in",
    url_prefix="/api/v1/spaces/<slug>/documents/<int:number>/keyed-in",
    description="What others said on paper, by phone or at a meeting",
)


class KeyedInNow(Schema):
    """A comment that was keyed in, and the code to hand over: it leads to what became of it."""

    comment = fields.Nested(CommentShown, required=True)
    code = fields.String(required=True)


@bp.post("")
@bp.arguments(KeyingIn)
@bp.response(201, KeyedInNow)
@signed_in
def post(values: dict[str, Any], slug: str, number: int) -> dict[str, Any]:
    """Key in what somebody said who agreed to have it published; for facilitators. The same key twice keeps it once."""
    person = actor()
    view = get_space(slug, person)
    document = get_document(view, number)
    take("keying_in", key=person.id)
    kept = services.key_in_comment(person, document, **values)
    found = queries.get_keyed_here(view, document, kept.comment_id, Action.READ_KEYED_IN)
    return {"comment": queries.get_said(view, document, kept.comment_id), "code": found.code}
