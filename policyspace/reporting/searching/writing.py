"""Rows of the index put in the place of those that stand there, on either database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Delete,
    Insert,
    String,
    bindparam,
    delete,
    func,
    insert,
    literal,
)
from sqlalchemy.dialects.postgresql import REGCONFIG

from policyspace.reporting.searching.models import SearchRow
from policyspace.reporting.searching.texts import Text


def put(connection: Connection, texts: Sequence[Text], *, gone: Collection[int] = ()) -> None:
    """Let the index hold `texts`, and nothing at the places `gone`. Each of `texts` has a place of its own there."""
    away = {*gone, *(each.place for each in texts)}
    if away:
        connection.execute(_taking_away(), [{"place": place} for place in sorted(away)])
    add(connection, texts)


def add(connection: Connection, texts: Sequence[Text]) -> None:
    """Add `texts`, which the index does not hold yet."""
    if not texts:
        return
    connection.execute(_adding(connection.dialect.name), [_bound(each.row(), connection) for each in texts])


def _bound(row: dict[str, Any], connection: Connection) -> dict[str, Any]:
    if connection.dialect.name == "sqlite":
        return row | {"marks": " ".join(row["marks"])}
    alone = [*row["also"].split(), *(f"={mark}" for mark in row["marks"])]
    return {**row, "also": "", "marks": "", "terms": "", "stems": row["terms"], "alone": alone}


@cache
def _taking_away() -> Delete:
    return delete(SearchRow).where(SearchRow.id == bindparam("place"))


@cache
def _adding(dialect: str) -> Insert:
    """PostgreSQL makes one vector of all terms: only those of the text have places, where phrases are looked for."""
    if dialect == "sqlite":
        return insert(SearchRow)
    in_order = func.to_tsvector(literal("simple", REGCONFIG), bindparam("stems"))
    alone = func.array_to_tsvector(bindparam("alone", type_=ARRAY(String)))
    return insert(SearchRow).values(terms=in_order.op("||")(alone))
