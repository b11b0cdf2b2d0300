"""How many rows the database expects, told by its planner without reading any; and letting it count what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, text, union_all


class Estimate:
    """How many rows PostgreSQL expects of each of two or more queries, in one statement.

    It reckons by what ANALYZE counted, and so it may be far off: choose by it what costs more, not what is right.
    """

    def __init__(self, *queries: Select[Any]) -> None:
        self._queries = union_all(*queries)
        self._words = ""

    def rows(self, connection: Connection, asked: Mapping[str, Any]) -> Sequence[float]:
        """The numbers, in the order of the queries, whose bound values are in `asked`."""
        if not self._words:
            self._words = f"EXPLAIN (FORMAT JSON) {self._queries.compile(connection)}"
        plan = connection.exec_driver_sql(self._words, dict(asked)).scalar_one()
        return [each["Plan Rows"] for each in plan[0]["Plan"]["Plans"]]


def count_rows(connection: Connection, table: Table) -> None:
    """Let the database count what is in `table`: it plans by that."""
    connection.execute(text(f"ANALYZE {connection.dialect.identifier_preparer.format_table(table)}"))
