"""What every test may ask for: the application on each database, a client that inspects each page it fetches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event

from policyspace.app import create_app
from policyspace.foundation.db import db
from policyspace.foundation.limits import HERE
from policyspace.foundation.migrations import migrate
from policyspace.foundation.settings import Settings
from policyspace.models import metadata
from tests.client import PageClient

pytest_plugins = ["tests.house.left_out", "tests.chromium"]

# what a property test finds must not depend on how busy the machine is
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

POSTGRESQL = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
BACKENDS = ("sqlite", "postgresql")


def settings_for(database_url: str) -> Settings:
    """Settings under which the tests run: no mail is sent, no worker runs beside the requests, no page is kept."""
    return Settings(
        mode="development",
        secret_key="s" * 48,
        database_url=database_url,
        worker=False,
        form_seconds=0,
        kept_pages=0,
    )


@pytest.fixture(scope="session")
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """A migrated, empty database of the asked kind, for this process of the run alone."""
    name = f"policyspace_test_{worker_id}_{os.getpid()}"
    with a_database(request.param, tmp_path_factory.mktemp("database"), name) as url:
        migrate(url)
        yield url


@pytest.fixture(params=BACKENDS)
def own_database(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """A database without a table, of each kind, for one test alone."""
    with a_database(request.param, tmp_path, f"policyspace_own_{worker_id}_{os.getpid()}") as url:
        yield url


@contextmanager
def a_database(kind: str, place: Path, name: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{place / 'test.sqlite3'}"
        return
    with _postgresql() as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        # what is tried is the service, not whether the server's disk survives a power cut
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield f"{POSTGRESQL.replace('postgresql:', 'postgresql+psycopg:')}/{name}"
    finally:
        with _postgresql() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _postgresql() -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("PostgreSQL does not answer: left out")


@pytest.fixture(scope="session")
def whole_app(database_url: str) -> Iterator[Flask]:
    app = create_app(settings_for(database_url))
    app.test_client_class = PageClient
    app.config["TESTING"] = False  # errors become pages, as for people
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with an application context pushed, on an empty database, once for each kind of it."""
    with whole_app.app_context():
        yield whole_app
        db.session.rollback()
        db.session.remove()
        _empty_the_database()
        HERE.clear()


@cache
def _deletions() -> list[str]:
    """What empties every table, in an order in which nothing is left that refers to what is gone."""
    return [str(table.delete()) for table in reversed(metadata.sorted_tables)]


def _empty_the_database() -> None:
    together = ["; ".join(_deletions())] if db.engine.dialect.name == "postgresql" else _deletions()
    with db.engine.begin() as connection:
        for statement in together:
            connection.exec_driver_sql(statement)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that nobody has signed in with."""
    made = app.test_client()
    assert isinstance(made, PageClient)
    return made


class QueryCount:
    """How many statements the database was sent inside the `with` block."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __enter__(self) -> QueryCount:
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.statements.append(statement)

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture
def count_queries() -> type[QueryCount]:
    return QueryCount


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches the database runs on each kind of it."""
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", BACKENDS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real comments and drafting histories, beside the repository; absent elsewhere."""
    place = Path(__file__).parents[2] / "shared" / "data"
    if not place.exists():
        pytest.skip("../shared/data is not here: left out")
    return place
