"""Changing what is stored behind the back of the service, one bit, one row or one place at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import Moment, db
from policyspace.foundation.ledger import LedgerRow, SealRow, record
from policyspace.people.models import Organisation

COLUMNS = [*LedgerRow.__table__.columns, *SealRow.__table__.columns]
ELSEWHERE = 1_000_000


@command
def happen(verb: str, **facts: Any) -> LedgerRow:
    return db.session.get_one(LedgerRow, record(None, verb, **facts))


@command
def found(slug: str) -> LedgerRow:
    """A row in which no column is empty."""
    one = Organisation(slug=slug, name=slug, side="local", created_at=now())
    db.session.add(one)
    names = ["Ŷstrad", slug]
    number = record(
        one, "organisation.founded", space=one, subject=one, names=names, size=3, share=0.25, open=True
    )
    row = db.session.get_one(LedgerRow, number)
    row.request_id = f"request-{slug}"
    return row


def on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


@contextmanager
def tampering() -> Iterator[None]:
    """A transaction in which no reference is checked, that is taken back afterwards."""
    db.session.commit()
    off = "PRAGMA defer_foreign_keys=ON" if on_sqlite() else "SET LOCAL session_replication_role = replica"
    db.session.execute(sa.text(off))
    try:
        yield
    finally:
        db.session.rollback()


def key_of(column: sa.Column[Any]) -> str:
    return "position" if column.table.name == "ledger_seal" else "id"


def flip(column: sa.Column[Any], key: int, chance: Random) -> bool:
    """Change one bit of what stands in `column` of the row `key`. False where the database refuses it, or where
    nothing that is stored came to differ.
    """
    before = _stored(column, key)
    value = _flipped(column, before, chance)
    into = "CAST(:value AS TEXT)" if isinstance(value, bytes) else _placed(column)
    where = f"WHERE {key_of(column)} = :key"
    words = sa.text(f"UPDATE {column.table.name} SET {column.name} = {into} {where}")  # noqa: S608 - names of our own
    try:
        with db.session.begin_nested():
            db.session.execute(words, {"value": value, "key": key})
    except (DataError, IntegrityError):
        return False
    return bool(column.primary_key or _stored(column, key) != before)


def _stored(column: sa.Column[Any], key: int) -> Any:
    """What is stored: whole numbers as such, all else as bytes on SQLite and as text or microseconds on PostgreSQL."""
    name = column.name
    if on_sqlite() and not isinstance(column.type, sa.Integer):
        name = f"CAST({name} AS BLOB)"
    elif isinstance(column.type, Moment):
        name = f"CAST(extract(epoch FROM {name}) * 1000000 AS BIGINT)"
    elif isinstance(column.type, sa.JSON):
        name = f"{name}::text"
    where = f"WHERE {key_of(column)} = :key"
    words = sa.text(f"SELECT {name} FROM {column.table.name} {where}")  # noqa: S608 - names of our own
    return db.session.execute(words, {"key": key}).scalar_one()


def _flipped(column: sa.Column[Any], value: Any, chance: Random) -> Any:
    if value is None:
        return 7 if isinstance(column.type, sa.Integer) else "x"
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(20)
    at = chance.randrange(len(value))
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
    return value[:at] + chr(ord(value[at]) ^ 1 << chance.randrange(5)) + value[at + 1 :]


def _placed(column: sa.Column[Any]) -> str:
    if on_sqlite():
        return ":value"
    if isinstance(column.type, Moment):
        return "timestamptz 'epoch' + CAST(:value AS BIGINT) * interval '1 microsecond'"
    return "CAST(:value AS JSONB)" if isinstance(column.type, sa.JSON) else ":value"


def swap(column: sa.Column[Any], one: int, other: int) -> None:
    """Let the rows with `one` and `other` in a column without doubles change them."""
    for before, after in ((one, ELSEWHERE), (other, one), (ELSEWHERE, other)):
        db.session.execute(sa.update(column.table).where(column == before).values({column.name: after}))
