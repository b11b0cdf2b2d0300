"""What may be a second behind when the machine loses its power, and what may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from policyspace.foundation.db import aside, db, in_passing, writing
from policyspace.foundation.limits import take
from policyspace.people.rules.unsent import Owner
from policyspace.people.unsent import end_unsent, keep_unsent
from tests.builders.discussion import a_comment
from tests.builders.drafting import an_open_problem
from tests.builders.people import a_resident

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


def waits(work: Callable[[], object]) -> list[bool]:
    """Whether each commit of what `work` writes waits for the disk."""
    found: list[bool] = []

    def note(connection: Connection) -> None:
        if writing.get():
            found.append(told(connection) == WAITING[connection.dialect.name])

    event.listen(db.engine, "commit", note)
    try:
        work()
    finally:
        event.remove(db.engine, "commit", note)
    return found


def test_books_of_the_service_are_written_in_passing_and_what_people_write_is_not() -> None:
    document, person = an_open_problem(), a_resident()
    owner, key, words = Owner(person.id, None, signed_in=True), "k" * 32, {"body": ["My words."]}
    assert waits(lambda: take("posting", key=person.id)) == [False]
    assert waits(lambda: keep_unsent(owner, place="/here", form_key=key, fields=words)) == [True]
    assert waits(lambda: end_unsent(owner, place="/here", form_key=key, fields=words)) == [False]
    said = waits(lambda: a_comment(document, author=person))
    assert said
    assert all(said)
