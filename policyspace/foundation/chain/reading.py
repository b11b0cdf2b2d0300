"""Reading what is stored to the last byte, into values that are the same on SQLite and on PostgreSQL.

A driver forgives: it takes "T" between day and time, and any space in JSON. Here, what is not written exactly as this
service writes it is an `Odd` value, so that no changed byte is read as what it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, Text, case, cast, extract, func, null
from sqlalchemy.orm import InstrumentedAttribute

from policyspace.foundation.chain.rules import Odd
from policyspace.foundation.db import Moment, db
from policyspace.foundation.ledger import LedgerRow

Column = InstrumentedAttribute[Any]
Read = Callable[[str], Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ("at", "verb", "actor_id", "space_id", "subject_kind", "subject_id", "facts", "request_id")
"""What the hash of a ledger row covers: all columns but the id, which its seal names. A column that is added must be
left out of the hashes of older rows: theirs stand.
"""


class Exactly:
    """Some columns, read exactly. Made once for many rows: what a column is takes longer to ask than to read it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        sqlite = db.engine.dialect.name == "sqlite"
        self.expressions = [(_on_sqlite if sqlite else _on_postgresql)(column) for column in columns]
        self._reads = [(_SQLITE if sqlite else _POSTGRESQL)[_kind(column)] for column in columns]

    def values(self, found: Sequence[str | None]) -> list[Any]:
        """The values that stand in the columns, from what their expressions gave."""
        return [_value(read, text) for read, text in zip(self._reads, found, strict=True)]


class ExactRows(Exactly):
    """All of a ledger row that its hash covers."""

    def __init__(self) -> None:
        super().__init__([getattr(LedgerRow, name) for name in NAMES])

    def row(self, found: Sequence[str | None]) -> dict[str, Any]:
        """The values by the names of their columns."""
        return dict(zip(NAMES, self.values(found), strict=True))


def moment_in_words(moment: datetime) -> str:
    """ "2026-11-20T10:15:00.000000Z": how a moment is hashed."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _value(read: Read, text: str | None) -> Any:
    if text is None:
        return None
    try:
        return read(text)
    except (ValueError, OverflowError, RecursionError):
        return Odd(text)


def _kind(column: Column) -> str:
    kinds = {Integer: "integer", Moment: "moment", JSON: "json"}
    return next((kind for of, kind in kinds.items() if isinstance(column.type, of)), "text")


def _on_sqlite(column: Column) -> ColumnElement[Any]:
    """The type and the bytes of what is stored: SQLite keeps any type in any column, and text that is none."""
    exactly = func.typeof(column).concat(":").concat(func.hex(column))
    return case((column.is_(None), null()), else_=exactly)


def _on_postgresql(column: Column) -> ColumnElement[Any]:
    """The one text of a value: PostgreSQL keeps values, not texts."""
    return cast(extract("epoch", column) if _kind(column) == "moment" else column, Text)


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def _stored(found: str, kind: str) -> str:
    if not found.startswith(kind):
        raise ValueError(found)
    return bytes.fromhex(found[len(kind) :]).decode()


def _if_same(value: Any, as_written: str, stored: str) -> Any:
    if as_written != stored:
        raise ValueError(stored)
    return value


def _moment_of_sqlite(found: str) -> str:
    stored = _stored(found, "text:")
    moment = datetime.fromisoformat(stored).replace(tzinfo=UTC)
    as_written = moment.replace(tzinfo=None).isoformat(" ", "microseconds")
    value: str = _if_same(moment_in_words(moment), as_written, stored)
    return value


def _json_of_sqlite(found: str) -> Any:
    stored = _stored(found, "text:")
    return _if_same(_parsed(stored), json.dumps(json.loads(stored)), stored)


_SQLITE: Mapping[str, Read] = {
    "integer": lambda found: int(_stored(found, "integer:")),
    "moment": _moment_of_sqlite,
    "json": _json_of_sqlite,
    "text": lambda found: _stored(found, "text:"),
}
_POSTGRESQL: Mapping[str, Read] = {
    "integer": int,
    "moment": lambda found: moment_in_words(EPOCH + timedelta(microseconds=int(Decimal(found).scaleb(6)))),
    "json": _parsed,
    "text": str,
}
