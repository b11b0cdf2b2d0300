"""Shapes of what a facilitator keys in for somebody else, of the slips they print, and of a code."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from policyspace.charter.words import Channel, CommentKind, TakenBack
from policyspace.discussion.models import MOST_IN_PLACE, MOST_SLIPS
from policyspace.discussion.rules.quoting import MOST_QUOTED
from policyspace.discussion.schemas import body
from policyspace.discussion.services import NO_CONSENT, Provenance, Spot
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, day, idempotency_key, whole_number
from policyspace.people.schemas import Email

MOST_TYPED_CODE = 80
MOST_HAND_IN = 200
HOW_MANY = lazy("Enter how many slips, from 0 to %(most)s", most=MOST_SLIPS)


class SaidSomewhere(Shape):
    """What was said, how, where and when, and the name its speaker wants beside it."""

    kind = Choice(CommentKind, lazy("Choose what kind of comment it is"))
    body = body()
    channel = Choice(Channel, lazy("Choose how it was said"))
    place = Line(most=MOST_IN_PLACE, required=False)
    said_on = day(say=lazy("Enter the day on which it was said"), required=True)
    display_name = Line(most=80, required=False)

    @post_load
    def provenance(self, values: dict[str, Any], **_more: Any) -> dict[str, Any]:
        """How, where and when it was said, as the services take it."""
        return gathered(values, "said", Provenance)


class KeyingIn(SaidSomewhere):
    """A comment for somebody without an account, with their consent to have it published."""

    organisation = Line(most=120, required=False)
    paragraph = whole_number(lazy("Enter a paragraph by its number"), least=1, required=False)
    revision_number = whole_number(lazy("Enter the number of the revision that was printed"), least=1)
    quote = Words(most=MOST_QUOTED, required=False)
    email = Email(required=False)
    consent = fields.Boolean(load_default=False, error_messages={"invalid": lazy("Say yes or no")})
    code = Line(most=MOST_TYPED_CODE, required=False)
    idempotency_key = idempotency_key()

    @validates_schema(skip_on_field_errors=False)
    def agreed(self, values: dict[str, Any], **_more: Any) -> None:
        """Without consent nothing is kept; told beside whatever else is wrong."""
        if not values.get("consent"):
            raise ValidationError({"consent": [NO_CONSENT]})

    @post_load
    def spot(self, values: dict[str, Any], **_more: Any) -> dict[str, Any]:
        """What it is about, as the service takes it."""
        return gathered(values, "spot", Spot)


class Correcting(SaidSomewhere):
    """What was keyed in, put right."""


class TakingBackKeyedIn(Shape):
    """Why something keyed in is taken back."""

    why = Choice(TakenBack, lazy("Choose why it is taken back"))


class PackAsked(Shape):
    """How many slips are printed, where they are handed in and by when."""

    slip_count = fields.Integer(
        required=True,
        strict=False,
        error_messages=dict.fromkeys(("required", "null", "invalid"), HOW_MANY),
        validate=validate.Range(0, MOST_SLIPS, error=HOW_MANY),
    )
    hand_in = Line(lazy("Say where people hand their replies in"), most=MOST_HAND_IN)
    reply_by = day()
    idempotency_key = idempotency_key()


class CodeTyped(Shape):
    """A code, as somebody types it from paper."""

    code = Line(lazy("Enter the code on your slip"), most=MOST_TYPED_CODE)


def gathered(values: dict[str, Any], name: str, shape: type[Provenance | Spot]) -> dict[str, Any]:
    """`values` with those that `shape` holds put together under `name`."""
    of_shape = {key: values.pop(key) for key in [*values] if key in shape.__dataclass_fields__}
    return {**values, name: shape(**of_shape)}
