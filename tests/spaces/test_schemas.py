"""What may be sent about spaces, in one table."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.foundation.errors import Invalid
from policyspace.foundation.schemas import Shape
from policyspace.spaces.schemas import Joining, NewInvitation, NewSpace, RoleChange, SpaceChange

SPACE = {
    "title": "Warm homes",
    "question": "How?",
    "visibility": "public",
    "capacity": "own-7",
    "idempotency_key": "k" * 32,
}
CHANGE = {"title": "Warm homes", "question": "How?", "visibility": "members", "time_zone": "Europe/London"}
INVITATION = {"email": "jo@example.com", "role": "drafter"}


@pytest.mark.parametrize(
    ("schema", "good", "changed", "wrong"),
    [
        (NewSpace, SPACE, {}, []),
        (NewSpace, SPACE, {"capacity": "resident"}, []),
        (NewSpace, SPACE, {"capacity": "organisation-123"}, []),
        (NewSpace, SPACE, {"title": "  "}, ["title"]),
        (NewSpace, SPACE, {"title": "x" * 121}, ["title"]),
        (NewSpace, SPACE, {"question": ""}, ["question"]),
        (NewSpace, SPACE, {"question": "x" * 501}, ["question"]),
        (NewSpace, SPACE, {"visibility": "secret"}, ["visibility"]),
        (NewSpace, SPACE, {"capacity": "own-"}, ["capacity"]),
        (NewSpace, SPACE, {"capacity": "own-7\n"}, ["capacity"]),
        (NewSpace, SPACE, {"capacity": "king-7"}, ["capacity"]),
        (NewSpace, SPACE, {"capacity": f"own-{'9' * 19}"}, ["capacity"]),
        (NewSpace, SPACE, {"slug": "mine"}, ["slug"]),
        (NewSpace, {}, {}, sorted(SPACE)),
        (SpaceChange, CHANGE, {}, []),
        (SpaceChange, CHANGE, {"time_zone": "Mars/Olympus"}, ["time_zone"]),
        (SpaceChange, {}, {}, sorted(CHANGE)),
        (Joining, {"capacity": "resident"}, {}, []),
        (Joining, {}, {}, ["capacity"]),
        (NewInvitation, INVITATION, {}, []),
        (NewInvitation, INVITATION, {"organisation_id": "3"}, []),
        (NewInvitation, INVITATION, {"organisation_id": "three"}, ["organisation_id"]),
        (NewInvitation, INVITATION, {"email": ""}, ["email"]),
        (NewInvitation, INVITATION, {"email": f"{'x' * 250}@a.example"}, ["email"]),
        (NewInvitation, INVITATION, {"role": "owner"}, ["role"]),
        (RoleChange, {"role": "facilitator"}, {}, []),
        (RoleChange, {"role": ""}, {}, ["role"]),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    app: Flask, schema: type[Shape], good: dict[str, Any], changed: dict[str, Any], wrong: list[str]
) -> None:
    assert fields_refused(schema(), {**good, **changed}) == wrong


def fields_refused(schema: Shape, sent: dict[str, Any]) -> list[str]:
    """The fields that `schema` has a sentence about."""
    try:
        schema.read(sent)
    except Invalid as refusal:
        return sorted(name for name, said in refusal.fields.items() if "".join(map(str, said)).strip())
    return []
