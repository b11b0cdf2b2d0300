"""The database: one declarative base with named constraints, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

BUSY_SECONDS = 30
SPARE_CONNECTIONS = 4
identifier = BigInteger().with_variant(Integer, "sqlite")
writing: ContextVar[bool] = ContextVar("writing", default=False)
_passing: ContextVar[bool] = ContextVar("passing", default=False)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of every package."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


Facts = dict[str, Any]
Blocks = list[dict[str, Any]]
Spans = list[tuple[int, int]]
Counts = dict[str, int]
Lines = list[str]
document_json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
columns: dict[Any, TypeEngine[Any]] = {datetime: Moment(), str: Text()}
columns |= dict.fromkeys((Facts, Blocks, Spans, Counts, Lines), document_json)
Base.registry.update_type_annotation_map(columns)

_books: set[Any] = set()
Model = TypeVar("Model", bound=type[Base])


def bookkeeping(model: Model) -> Model:
    """Mark a table that the service keeps for itself (ledger, outbox, letters): changing it is nobody's deed."""
    _books.add(model.__table__)
    return model


def keeps_books(table: Any) -> bool:
    """Whether `table` is one of the service's own books."""
    return table in _books


class NoticingSession(Session):
    """A session that notes in `info["changed"]` when a statement (not only a changed object) writes rows."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any
    ) -> Engine | Connection:
        """SQLAlchemy asks here before every statement; nothing is decided, only noted."""
        if getattr(clause, "is_dml", False) and not keeps_books(clause.table):
            self.info["changed"] = True
        return super().get_bind(mapper, clause, bind, **kwargs)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    session_options={"expire_on_commit": False, "class_": NoticingSession},
)

Key = Annotated[int, mapped_column(identifier, primary_key=True)]


def refers_to(target: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """A column that holds the id of a row of `target` ("table.id")."""
    return mapped_column(identifier, ForeignKey(target), index=index, primary_key=primary_key)


def short(length: int) -> Any:
    """A column of at most `length` characters."""
    return mapped_column(String(length))


def one_of(column: str, words: Iterable[str], *, optional: bool = False) -> CheckConstraint:
    """A named constraint: `column` holds one of `words` (or nothing, when optional)."""
    listed = ", ".join(f"'{word}'" for word in words)
    rule = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if optional else rule, name=f"{column}_known")


def lock(row: Base) -> None:
    """Read `row` again as it is now and hold it until the transaction ends: nobody changes it meanwhile.

    Others may go on writing rows that refer to it, which never wait for more than that it stays.
    """
    db.session.refresh(row, with_for_update={"key_share": True})


@contextmanager
def in_passing() -> Iterator[None]:
    """Transactions that begin within commit without waiting for the disk.

    For books of the service itself that may be a second behind when the machine loses its power; never for words.
    """
    token = _passing.set(True)
    try:
        yield
    finally:
        _passing.reset(token)


@contextmanager
def aside() -> Iterator[Connection]:
    """A short transaction that writes in passing, on a connection of its own beside that of the request."""
    token = writing.set(True)
    try:
        with in_passing(), db.engine.begin() as connection:
            yield connection
    finally:
        writing.reset(token)


def start(app: Flask, database_url: str) -> None:
    """Bind the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(database_url, app.config.get("THREADS", 16))
    db.init_app(app)
    with app.app_context():
        _prepare(db.engine)


def _engine_options(database_url: str, threads: int) -> dict[str, Any]:
    """A connection for each thread, and spare ones for those who count a rate limit while they hold theirs.

    What was bound to a statement stays out of messages, and so out of the logs: it is what people wrote.
    """
    options = {
        "pool_size": threads,
        "max_overflow": SPARE_CONNECTIONS,
        "pool_timeout": BUSY_SECONDS,
        "hide_parameters": True,
    }
    if database_url.startswith("sqlite"):
        return options | {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
    return options | {"pool_pre_ping": True}


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _set_up_sqlite):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    if engine.dialect.name == "postgresql" and not event.contains(engine, "connect", _set_up_postgresql):
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "begin", _begin_postgresql)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL so that readers never wait; full sync so that what was acknowledged is on disk."""
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    """What a page asks is answered sooner than its query could be compiled, or shared out among processes."""
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write says so at once: upgrading a read would fail when another wrote."""
    sync = "NORMAL" if _passing.get() else "FULL"
    if connection.info.get("synchronous", "FULL") != sync:
        _driver(connection).execute(f"PRAGMA synchronous={sync}")
        connection.info["synchronous"] = sync
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if _passing.get():
        _driver(connection).execute("SET LOCAL synchronous_commit = off")


def _driver(connection: Connection) -> Any:
    """The driver's own connection: what it is told here is about the transaction, and no statement of it."""
    return connection.connection.dbapi_connection
