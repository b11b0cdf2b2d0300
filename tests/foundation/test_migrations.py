from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from policyspace.app import create_app
from policyspace.foundation.db import Moment, db
from policyspace.foundation.migrations import FOLDER, migrate, unmigrate
from policyspace.models import metadata
from tests.conftest import BACKENDS, a_database, settings_for

MOMENT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
REVISIONS = [each.revision for each in ScriptDirectory(str(FOLDER)).walk_revisions()]
ONLY_SQLITE, ONLY_POSTGRESQL = "search_index", "ix_search_row_terms"
UNASKED = {"asked_count": 0, "answered_count": 0, "changed_count": 0}
CHOSEN: dict[str, list[dict[str, Any]]] = {
    "affiliation": [{"manages": False}],
    "anchor": [{"state": "detached", "quote": "Words"}],
    "discussed_passage": [{"start_at": 0, "end_at": 1}],
    "document": [
        {"kind": "problem", "state": "draft", "answered_count": 0, "changed_count": 0},
        {"kind": "proposal", "state": "draft", "number": 2} | UNASKED,
    ],
    "comment": [{"kind": "idea"}],
    "comment_tally": [{"kind": "idea"}],
    "earlier_place": [{"state": "detached"}],
    "emailed_token": [{"purpose": "sign_in"}],
    "held": [{"said_as": "comment"}],
    "ledger_seal": [{"row_hash": "0" * 64, "hash": "1" * 64}],
    "deed": [{"kind": "closed", "words": "Done"}],
    "movement": [{"kind": "forward", "from_stage": "trust", "to_stage": "honesty"}],
    "proposal_problem": [{"proposal_id": 2, "problem_id": 1}],
    "person": [{"doubted": False}],
    "slip": [{"code": "CDFH2346", "pack_id": 1}],
    "space": [{"member_count": 4, "holds_first": False, "held_count": 0}],
    "suggestion": [{"words": "Better", "base_number": 1}],
    "unsent": [{"browser_hash": "0" * 64}],
}
"""What a constraint asks of a row beyond its columns' types; a table that is not named gets one row."""
LATER = MOMENT + timedelta(minutes=10)
BY_NAME = {"expires_at": LATER, "shown_until": LATER, "digest": "0" * 64}
ANY_VALUE: dict[type, Any] = {
    sa.Integer: 1,
    sa.String: "resident",
    sa.Date: MOMENT.date(),
    sa.Boolean: True,
    sa.LargeBinary: b"bytes",
    Moment: MOMENT,
    sa.JSON: {},
}


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def portrait(connection: Connection) -> dict[str, Any]:
    """Everything the database knows about its tables, in the same words on every machine."""
    look = sa.inspect(connection)
    tables = {}
    for name in sorted(set(look.get_table_names()) - {"alembic_version"}):
        tables[name] = {
            "columns": {
                each["name"]: (str(each["type"]), each["nullable"], each["default"])
                for each in look.get_columns(name)
            },
            "primary key": look.get_pk_constraint(name),
            "foreign keys": by_name(look.get_foreign_keys(name)),
            "unique": by_name(look.get_unique_constraints(name)),
            "checks": by_name(look.get_check_constraints(name)),
            "indexes": by_name(look.get_indexes(name)),
        }
    return tables


def by_name(found: list[Any]) -> dict[str, Any]:
    """What was found, by name; a condition of an index as the words it is, which can be compared."""
    return {
        each["name"]: {
            **each,
            "dialect_options": {name: str(said) for name, said in each.get("dialect_options", {}).items()},
        }
        for each in found
    }


def is_on_both(_item: Any, name: str | None, kind: str, *_: Any) -> bool:
    """Whether both databases have it: an index of words is kept by each in its own way."""
    return not (kind in {"table", "index"} and (name or "").startswith((ONLY_SQLITE, ONLY_POSTGRESQL)))


def names(tables: dict[str, Any]) -> dict[str, set[str]]:
    """The names of every constraint and index. PostgreSQL lists what backs a unique constraint as an index too."""
    return {
        table: {one["primary key"]["name"], *one["foreign keys"], *one["unique"], *one["checks"]}
        | {name for name in one["indexes"] if not name.startswith(("uq_", ONLY_POSTGRESQL))}
        for table, one in tables.items()
        if not table.startswith(ONLY_SQLITE)
    }


def value_for(column: sa.Column[Any]) -> Any:
    """A value that the column and a list of known words allow; the first row of every other table has the id 1."""
    if column.nullable and not column.primary_key:
        return None
    if column.name in BY_NAME:
        return BY_NAME[column.name]
    for constraint in column.table.constraints:
        listed = re.fullmatch(rf"{column.name} IN \((.*)\)", str(getattr(constraint, "sqltext", "")))
        if listed:
            words = re.findall(r"\w+", listed[1])
            return "resident" if "resident" in words else words[0]
    return next(value for kind, value in ANY_VALUE.items() if isinstance(column.type, kind))


def rows_for(table: sa.Table) -> list[dict[str, Any]]:
    """The rows every test database holds of `table`."""
    rows = [
        {column.name: value_for(column) for column in table.columns} | chosen
        for chosen in CHOSEN.get(table.name, [{}])
    ]
    if "id" in table.columns:
        rows = [row | {"id": number} for number, row in enumerate(rows, 1)]
    return rows


def fill(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(table.insert(), rows_for(table))


def held(connection: Connection) -> dict[str, list[Any]]:
    """Every row of every table of ours that is there, by the names of its columns."""
    look = sa.inspect(connection)
    there = {name: {each["name"] for each in look.get_columns(name)} for name in look.get_table_names()}
    return {
        table.name: [
            dict(row._mapping)
            for row in connection.execute(
                sa.select(*(each for each in table.columns if each.name in there[table.name])).order_by(
                    *table.primary_key
                )
            )
        ]
        for table in metadata.sorted_tables
        if table.name in there
    }


def without_what_went(before: dict[str, list[Any]], left: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows of `before`, in the tables and columns that are still there."""
    return {
        name: [{column: row[column] for column in rows[0]} for row in before[name]]
        for name, rows in left.items()
    }


def test_alembic_finds_nothing_to_change(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": is_on_both}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_migrations_make_what_the_models_say_to_the_last_constraint(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        migrated = portrait(connection)
    unmigrate(own_database)
    with connected(own_database) as connection:
        metadata.create_all(connection)
        assert portrait(connection) == migrated


def test_constraints_have_the_same_names_on_both_databases(tmp_path: Path, worker_id: str) -> None:
    found = []
    for kind in BACKENDS:
        with a_database(kind, tmp_path, f"policyspace_names_{worker_id}") as url:
            migrate(url)
            with connected(url) as connection:
                found.append(names(portrait(connection)))
    assert found[0] == found[1]
    assert all(None not in each for each in found[0].values())


def test_up_down_and_up_again_leaves_the_same(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        first = portrait(connection)
    unmigrate(own_database)
    with connected(own_database) as connection:
        assert portrait(connection) == {}
    migrate(own_database)
    with connected(own_database) as connection:
        assert portrait(connection) == first


def test_every_table_gets_a_row_in_these_tests(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        fill(connection)
        assert [name for name, rows in held(connection).items() if not rows] == []


def test_each_step_down_and_up_again_keeps_the_rows_of_every_table_that_stays(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        fill(connection)
        before = held(connection)
    for newer, older in pairwise(REVISIONS):
        for step, to in ((unmigrate, older), (migrate, newer), (unmigrate, older)):
            step(own_database, to)
            with connected(own_database) as connection:
                left = {name: rows for name, rows in held(connection).items() if rows}
            assert left == without_what_went(before, left), f"after going to {to}"
        before = left
    assert sorted(left) == ["ledger", "outbox", "rate_bucket"]


def test_with_rows_everywhere_it_goes_all_the_way_down_and_up(own_database: str) -> None:
    migrate(own_database)
    with connected(own_database) as connection:
        fill(connection)
    unmigrate(own_database)
    migrate(own_database)
    with connected(own_database) as connection:
        fill(connection)


def test_migrations_are_one_line_of_four_digit_numbers() -> None:
    assert REVISIONS[::-1] == [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]


def test_a_new_sqlite_file_lets_the_service_start_while_another_program_writes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'database.sqlite3'}"
    migrate(url)
    app = create_app(settings_for(url))
    writer = sqlite3.connect(tmp_path / "database.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert app.test_client().get("/readyz").status_code == 200
    finally:
        writer.close()
        with app.app_context():
            db.engine.dispose()
