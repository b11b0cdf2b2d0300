"""Several short lists read in one statement: a page that asks for each by itself waits for the database each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, overload

from sqlalchemy import JSON, ColumnElement, Select, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from policyspace.foundation.db import db

Answer = TypeVar("Answer", covariant=True)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
Rows = Sequence[Sequence[Any]]


class _Row(FunctionElement[Any]):
    """The columns of a row as one list."""

    inherit_cache = True
    type = JSON()


class _List(FunctionElement[Any]):
    """All rows as one list."""

    inherit_cache = True
    type = JSON()


def _called(here: str, there: str) -> Callable[..., str]:
    """A function that SQLite calls so, and PostgreSQL so."""

    def write(element: FunctionElement[Any], compiler: Any, **more: Any) -> str:
        name = here if compiler.dialect.name == "sqlite" else there
        return f"{name}({compiler.process(element.clauses, **more)})"

    return write


compiles(_Row)(_called("json_array", "json_build_array"))
compiles(_List)(_called("json_group_array", "json_agg"))


@dataclass(frozen=True, slots=True)
class Asked(Generic[Answer]):
    """The `rows` of a query, and `read`, which makes sense of them. For few and short rows.

    They come as JSON: each a list of its columns, in which a moment is a text (`moment_of`), and so is a column that
    holds JSON itself, where the database has no type for that.
    """

    rows: Select[*tuple[Any, ...]]
    read: Callable[[Rows], Answer]


@overload
def read_together(first: Asked[A], second: Asked[B], /) -> tuple[A, B]: ...
@overload
def read_together(first: Asked[A], second: Asked[B], third: Asked[C], /) -> tuple[A, B, C]: ...
def read_together(*asked: Asked[Any]) -> tuple[Any, ...]:
    """The answers to all that is `asked`, in one statement, each in the order of its rows."""
    found = db.session.execute(select(*(as_json(each.rows) for each in asked))).one()
    return tuple(each.read(rows or []) for each, rows in zip(asked, found, strict=True))


def read_alone(asked: Asked[Answer]) -> Answer:
    """The answer to one, in a statement of its own."""
    return asked.read(db.session.scalar(select(as_json(asked.rows))) or [])


def moment_of(text: str) -> datetime:
    """The moment that a database wrote as text: SQLite keeps it without its zone."""
    there = datetime.fromisoformat(text)
    return there.replace(tzinfo=UTC) if there.tzinfo is None else there.astimezone(UTC)


def as_json(rows: Select[*tuple[Any, ...]]) -> ColumnElement[Any]:
    """The rows as one value, a list of lists or None, to be read beside other columns."""
    within = rows.subquery()
    return select(_List(_Row(*within.c))).select_from(within).scalar_subquery()
