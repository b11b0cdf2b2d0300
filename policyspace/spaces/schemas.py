"""Shapes of what is sent about spaces, members and invitations."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from policyspace.charter.words import Role, Visibility
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, idempotency_key, whole_number
from policyspace.spaces.rules import TIME_ZONES


def hat(**kwargs: Any) -> fields.String:
    """A capacity the person may act in: `resident`, `own-<organisation id>` or `organisation-<organisation id>`."""
    say = lazy("Choose the capacity you act in")
    return fields.String(
        error_messages={"required": say, "null": say, "invalid": say},
        validate=validate.Regexp(r"^(resident|(own|organisation)-[0-9]{1,18})\Z", error=say),
        **kwargs,
    )


def _title() -> Line:
    return Line(lazy("Enter a title"), most=120)


def _question() -> Line:
    return Line(lazy("Enter the question"), most=500)


def _visibility() -> Choice:
    return Choice(Visibility, lazy("Choose who can read the space"))


class NewSpace(Shape):
    """A space about one policy question. Who opens it is its first facilitator."""

    title = _title()
    question = _question()
    visibility = _visibility()
    capacity = hat(required=True)
    idempotency_key = idempotency_key()


class SpaceChange(Shape):
    """What a facilitator can change about a space."""

    title = _title()
    question = _question()
    visibility = _visibility()
    time_zone = fields.String(
        required=True,
        error_messages=dict.fromkeys(("required", "null", "invalid"), lazy("Choose a time zone")),
        validate=validate.OneOf(TIME_ZONES, error=lazy("Choose a time zone from the list")),
    )
    holds_first = fields.Boolean(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": lazy("Choose yes or no")},
        metadata={"description": "Whether the first words of a new account wait for a facilitator"},
    )


class Joining(Shape):
    """In which capacity someone joins, accepts an invitation, or goes on acting."""

    capacity = hat(required=True)


class NewInvitation(Shape):
    """Whom to invite and as what. Only administrators of the service name an organisation."""

    email = Line(lazy("Enter an email address"), most=254)
    role = Choice(Role, lazy("Choose a role"))
    organisation_id = whole_number(lazy("Choose an organisation from the list"), least=1, required=False)


class RoleChange(Shape):
    """The role a member shall have."""

    role = Choice(Role, lazy("Choose a role"))
