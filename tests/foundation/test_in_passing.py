"""What may be a second behind when the machine loses its power, and what may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from policyspace.foundation.db import aside, db, in_passing

WAITING, PASSING = {"sqlite": 2, "postgresql": "on"}, {"sqlite": 1, "postgresql": "off"}
ASKING = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}


def wait(connection: Any, _record: Any) -> None:
    """Databases of tests do not wait for the disk; those of people do."""
    connection.execute("SET synchronous_commit = on")
    connection.commit()


@pytest.fixture(autouse=True)
def _waiting(app: Flask) -> Iterator[None]:
    if db.engine.dialect.name == "sqlite":
        yield
        return
    event.listen(db.engine, "connect", wait)
    db.engine.dispose()
    yield
    event.remove(db.engine, "connect", wait)
    db.session.remove()
    db.engine.dispose()


def told(connection: Connection) -> object:
    """Whether a commit of the transaction that has begun waits for the disk, as the database says it."""
    return connection.exec_driver_sql(ASKING[connection.dialect.name]).scalar()


def in_a_transaction(connection: Connection) -> object:
    with connection.begin():
        return told(connection)


def test_only_what_is_written_in_passing_is_committed_without_waiting_for_the_disk() -> None:
    kind = db.engine.dialect.name
    with db.engine.connect() as connection:
        assert in_a_transaction(connection) == WAITING[kind]
        with in_passing():
            assert in_a_transaction(connection) == PASSING[kind]
            assert in_a_transaction(connection) == PASSING[kind]
        assert in_a_transaction(connection) == WAITING[kind]


def test_what_is_written_beside_a_request_is_in_passing_and_its_own_transaction_is_not() -> None:
    kind = db.engine.dialect.name
    with aside() as connection:
        assert told(connection) == PASSING[kind]
    assert told(db.session.connection()) == WAITING[kind]
