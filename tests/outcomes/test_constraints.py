"""What must stay true of a record whatever the bug: the database refuses it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.outcomes import services
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, Record, SetAside
from tests.builders.drafting import a_key
from tests.builders.outcomes import Table, a_move, a_table, a_word, an_acceptance, an_entry

NEVER: list[tuple[type[Any], dict[str, Any]]] = [
    (Record, {"stage": "hope"}),
    (Entry, {"stage": "hope"}),
    (Entry, {"words": ""}),
    (Entry, {"side": "galactic"}),
    (Entry, {"ended_at": now()}),
    (Entry, {"first_id": 1}),
    (Acceptance, {"accepted": False, "note": ""}),
    (Acceptance, {"digest": "abc"}),
    (Confirmation, {"kind": "perhaps"}),
    (Confirmation, {"kind": "reservation", "words": ""}),
    (Confirmation, {"kind": "not_yet", "words": ""}),
    (Confirmation, {"digest": ""}),
    (Confirmation, {"side": "resident"}),
    (Movement, {"to_stage": "trust", "from_stage": "trust"}),
    (Movement, {"reason": ""}),
    (Movement, {"kind": "sideways"}),
    (SetAside, {"reason": ""}),
    (SetAside, {"stage": "hope"}),
    (SetAside, {"ended_at": now()}),
]


def a_full_record() -> Table:
    """A record with one row of each kind."""
    table = a_table()
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    an_acceptance(table, heard, table.local)
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.NOT_YET, "Wait.")
    services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow")
    a_move(table, Stage.HONESTY, reason="Tuesday")
    return table


@pytest.mark.parametrize(("table", "values"), NEVER)
def test_the_database_refuses(app: Flask, table: type[Any], values: dict[str, Any]) -> None:
    a_full_record()
    with pytest.raises(IntegrityError):
        db.session.execute(update(table).values(values))


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        (Record, {}),
        (Confirmation, {}),
        (SetAside, {}),
        (Entry, {}),
    ],
)
def test_nothing_stands_twice(app: Flask, row: type[Any], changed: dict[str, Any]) -> None:
    """One record for a proposal, one last word of a person, one reason for an item, one entry for a key."""
    a_full_record()
    kept = db.session.scalars(select(row)).one()
    values = {column.name: getattr(kept, column.name) for column in row.__table__.c if column.name != "id"}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(row).values(values | changed))


def test_an_entry_is_replaced_once(app: Flask) -> None:
    table = a_full_record()
    old = an_entry(table, Stage.TRUST, "credit")
    both = [an_entry(table, Stage.HONESTY, "can") for _ in range(2)]
    with pytest.raises(IntegrityError):
        db.session.execute(
            update(Entry)
            .where(Entry.id.in_([each.id for each in both]))
            .values(replaces_id=old.id, first_id=old.id)
        )


def test_what_ended_leaves_room_for_what_comes_after(app: Flask) -> None:
    a_full_record()
    kept = db.session.scalars(select(Confirmation)).one()
    values = {
        column.name: getattr(kept, column.name) for column in Confirmation.__table__.c if column.name != "id"
    }
    db.session.execute(update(Confirmation).values(ended_at=now()))
    db.session.execute(insert(Confirmation).values(values))
    db.session.rollback()


def test_a_record_with_entries_cannot_be_deleted(app: Flask) -> None:
    a_full_record()
    with pytest.raises(IntegrityError):
        db.session.execute(delete(Record))


def test_a_key_is_unique_for_each_author(app: Flask) -> None:
    table = a_full_record()
    key = a_key()
    an_entry(table, Stage.HONESTY, "can", key=key)
    an_entry(table, Stage.HONESTY, "can", by=table.local, key=key)
