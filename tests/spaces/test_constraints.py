"""What must stay true whatever the bug: the database refuses it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.spaces.models import Invitation, Membership, Space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, an_invitation

NEVER: list[tuple[type[Any], dict[str, Any]]] = [
    (Space, {"visibility": "secret"}),
    (Space, {"title": ""}),
    (Space, {"question": ""}),
    (Space, {"member_count": 7}),
    (Space, {"local_members": -1, "member_count": -1}),
    (Space, {"document_count": -1}),
    (Membership, {"role": "owner"}),
    (Membership, {"side": "galactic"}),
    (Membership, {"voice": "loud"}),
    (Membership, {"side": "local", "organisation_id": None}),
    (Membership, {"side": "resident", "organisation_id": None, "voice": "organisation"}),
    (Membership, {"ended_at": now()}),
    (Invitation, {"role": "owner"}),
    (Invitation, {"email": "Jo@example.com"}),
    (Invitation, {"accepted_at": now()}),
]


@pytest.mark.parametrize(("table", "values"), NEVER)
def test_the_database_refuses(app: Flask, table: type[Any], values: dict[str, Any]) -> None:
    an_invitation(a_space())
    with pytest.raises(IntegrityError):
        db.session.execute(update(table).values(values))


def test_an_invitation_is_not_both_accepted_and_withdrawn(app: Flask) -> None:
    an_invitation(a_space())
    person = a_resident()
    values = {"accepted_at": now(), "accepted_by": person.id, "withdrawn_at": now()}
    with pytest.raises(IntegrityError):
        db.session.execute(update(Invitation).values(values))


def test_a_person_has_one_place_in_a_space(app: Flask) -> None:
    space = a_space()
    a_member(space)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Membership).values(person_id=a_resident().id))


def test_an_address_has_one_waiting_invitation_into_a_space(app: Flask) -> None:
    invitation = an_invitation(a_space())
    copied = {
        column.key: getattr(invitation, column.key)
        for column in Invitation.__mapper__.columns
        if column.key != "id"
    }
    with pytest.raises(IntegrityError):
        db.session.execute(insert(Invitation).values({**copied, "nonce": "another"}))
    db.session.rollback()
    db.session.execute(insert(Invitation).values({**copied, "nonce": "another", "withdrawn_at": now()}))
