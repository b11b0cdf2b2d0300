"""Changing one's own account, and the tokens of one's programs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotFound
from policyspace.foundation.ledger import LedgerRow
from policyspace.people import queries, services
from policyspace.people.passwords import get_person_by_password
from tests.builders.people import PASSWORD, a_resident
from tests.conftest import QueryCount
from tests.people.accounts import with_password

NEW = "bridge candle orchard"


def last_row() -> LedgerRow:
    return db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(1)).one()


def test_name_place_and_language_change_one_at_a_time(app: Flask) -> None:
    person = a_resident("Rosa", place="Northfield")
    services.change_account(person, display_name="Rosa R")
    assert (last_row().verb, last_row().facts) == ("account.changed", {"fields": ["display_name"]})
    services.change_account(person, language="cy")
    services.change_account(person, place="")
    db.session.expire_all()
    assert (person.display_name, person.place, person.language) == ("Rosa R", None, "cy")


def test_saving_what_is_there_already_is_no_change(app: Flask) -> None:
    person = a_resident("Rosa")
    told = last_row().id
    services.change_account(person, display_name="Rosa", place="")
    assert last_row().id == told


def test_a_new_password_needs_the_old_one_and_ends_every_other_session(app: Flask) -> None:
    person = with_password(a_resident(email="rosa@homes.example"))
    here, elsewhere = (services.begin_session(person, browser="") for _ in range(2))
    services.change_password(person, current_password=PASSWORD, password=NEW, token=here)
    assert get_person_by_password("rosa@homes.example", NEW) is person
    with pytest.raises(Invalid):
        get_person_by_password("rosa@homes.example", PASSWORD)
    assert queries.find_session(here)
    assert queries.find_session(elsewhere) is None
    assert last_row().verb == "password.changed"


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [
        ("not my password", NEW, "current_password"),
        ("", NEW, "current_password"),
        (PASSWORD, "password123", "password"),
        (PASSWORD, "short", "password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(
    app: Flask, current: str, password: str, field: str
) -> None:
    person = with_password(a_resident(email="rosa@homes.example"))
    with pytest.raises(Invalid) as refusal:
        services.change_password(person, current_password=current, password=password, token="")
    assert list(refusal.value.fields) == [field]
    assert get_person_by_password("rosa@homes.example", PASSWORD) is person


def test_who_has_no_password_cannot_set_one_from_a_session(app: Flask) -> None:
    person = a_resident()
    for current in ("", "nobody has this one"):
        with pytest.raises(Invalid):
            services.change_password(person, current_password=current, password=NEW, token="")
    assert person.password_hash is None


def test_a_token_lets_a_program_in_until_it_ends(app: Flask) -> None:
    person = a_resident()
    made, token = services.make_api_token(person, name="my script", days=30)
    assert token.startswith("ps_")
    assert token not in [getattr(made, column.key) for column in made.__table__.columns]
    found = queries.find_api_token(token)
    assert found
    assert found.person is person
    services.end_api_token(person, token_id=made.id)
    assert queries.find_api_token(token) is None
    assert queries.api_tokens_of(person) == []


def test_a_token_is_found_with_its_person_in_one_statement(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    _, token = services.make_api_token(a_resident("Rosa"), name="my script", days=30)
    db.session.remove()
    with count_queries() as counted:
        found = queries.find_api_token(token)
        assert found
        assert found.person.display_name == "Rosa"
    assert sum(not each.startswith("BEGIN") for each in counted.statements) == 1


def test_a_token_ends_by_itself(app: Flask) -> None:
    made_at = now()
    with time_machine.travel(made_at, tick=False) as clock:
        _, token = services.make_api_token(a_resident(), name="my script", days=30)
        clock.move_to(made_at + timedelta(days=30, seconds=-1))
        assert queries.find_api_token(token)
        clock.move_to(made_at + timedelta(days=30))
        assert queries.find_api_token(token) is None


def test_nobody_ends_or_sees_anothers_token(app: Flask) -> None:
    person, other = a_resident(), a_resident()
    made, token = services.make_api_token(person, name="my script", days=30)
    with pytest.raises(NotFound):
        services.end_api_token(other, token_id=made.id)
    with pytest.raises(NotFound):
        queries.get_api_token(other, made.id)
    assert queries.api_tokens_of(other) == []
    assert queries.find_api_token(token)


@pytest.mark.parametrize("token", ["", "ps_", "x" * 5000, "ps_é"])
def test_a_token_that_was_never_made_lets_nobody_in(app: Flask, token: str) -> None:
    assert queries.find_api_token(token) is None
