"""Who the token belongs to."""

from __future__ import annotations

from marshmallow import Schema, fields

from policyspace.api.frame import Part, actor
from policyspace.foundation.access import signed_in
from policyspace.people.models import Person

bp = Part("api_people", "people", url_prefix="/api/v1", description="People and tokens")


class PersonShown(Schema):
    """A person as they see themselves."""

    id = fields.Integer(required=True)
    email = fields.String(required=True)
    display_name = fields.String(required=True)
    place = fields.String(allow_none=True)
    created_at = fields.AwareDateTime(required=True)


@bp.get("/me")
@bp.response(200, PersonShown)
@signed_in
def me() -> Person:
    """The person whose token this is."""
    return actor()
