"""Which words somebody looks for, and where: one shape for the page and the API."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from policyspace.charter.capacity import Side
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, day
from policyspace.reporting.searching.rules import MOST_CHARACTERS, FoundKind

MOST_SLUG = 60


class Searching(Shape):
    """Words and quoted phrases; narrowed to a kind of thing, a side, a space, or days of UTC, both included.

    `before` is what the page before gave as `older`.
    """

    q = Line(most=MOST_CHARACTERS, required=False)
    kind = Choice(FoundKind, lazy("Choose what to search"), required=False)
    side = Choice(Side, lazy("Choose a side"), required=False)
    space = Line(most=MOST_SLUG, required=False)
    since = day()
    until = day()
    before = fields.Integer(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": lazy("Send what the list gave as “older”")},
        validate=validate.Range(1, 2**53, error=lazy("Send what the list gave as “older”")),
    )

    @validates_schema
    def _in_order(self, asked: dict[str, Any], **_: Any) -> None:
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            raise ValidationError({"until": [lazy("The last day must not be before the first")]})
