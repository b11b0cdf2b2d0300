"""Every list of comments is read by an index, in the order it is shown: its cost does not grow with what there is."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Select, create_engine, event, text

from policyspace.discussion.looking import look_at_discussion
from policyspace.discussion.queries import threads, whole_thread
from policyspace.discussion.queries.finding import said_one_by_one
from policyspace.discussion.queries.threads import Wanted
from policyspace.discussion.rules import ANSWERINGS, Order
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.spaces.queries import get_space
from tests.builders.discussion import a_comment, a_discussed_problem, the_space
from tests.builders.people import a_resident
from tests.conftest import a_database

ASKED = {
    "document": 1,
    "kind": "idea",
    "side": "resident",
    "block": "0a1b2c3d4e",
    "start": 5,
    "end": 9,
    "after_id": 9,
    "after_supports": 2,
    "thread": 1,
    "after": 0,
    "reader": 1,
}
MANY = 1_000_000
SORTS = ("USE TEMP B-TREE", "Sort Key")
READS_ALL = (r"SCAN (comment|reply|first_reply)\b", r"BLOOM FILTER", r"Seq Scan on comment")


def statements() -> dict[str, Select[Any]]:
    """Every way of asking for a list of comments, by what it is."""
    both = (False, True)
    ways = product(Order, both, both, (None, *ANSWERINGS), both, both)
    found = {
        f"{order}, by kind {kind}, by side {side}, {answering}, by block {block}, going on {on}": (
            threads._statement(
                order,
                by_kind=kind,
                by_side=side,
                answering=answering,
                by_block=block,
                goes_on=on,
                to_reader=True,
                with_body=False,
                limit=50,
            )
        )
        for order, kind, side, answering, block, on in ways
    }
    on_words = {
        f"{order}, on the same words": threads._statement(
            order,
            by_kind=False,
            by_side=False,
            answering=None,
            by_block=True,
            by_passage="standing",
            goes_on=True,
            to_reader=True,
            with_body=False,
            limit=50,
        )
        for order in Order
    }
    return found | {
        **on_words,
        "one thread": whole_thread._statement(to_reader=True, with_body=False, limit=50),
    }


def plan(connection: Connection, statement: Select[Any], explain: str) -> str:
    """How the database reads `statement`, sent as the application sends it."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, words: str, values: Any, *_: object) -> None:
        sent.append((words, values))

    event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, ASKED)
    event.remove(connection, "before_cursor_execute", note)
    words, values = sent[0]
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {words}", values))


def let_sqlite_believe_there_are_many(connection: Connection, documents: int) -> None:
    """Statistics as ANALYZE leaves them where a million comments stand on so many `documents`.

    The index over all comments, replies too, is made last: of those that it thinks equal SQLite takes the newest.
    """
    made = connection.execute(
        text("SELECT sql FROM sqlite_schema WHERE name = 'ix_comment_document'")
    ).scalar()
    connection.execute(text("DROP INDEX ix_comment_document"))
    connection.execute(text(str(made)))
    connection.execute(text("ANALYZE"))
    connection.execute(text("DELETE FROM sqlite_stat1 WHERE tbl = 'comment'"))
    indexes = connection.execute(text("SELECT name FROM pragma_index_list('comment')")).scalars().all()
    for name in indexes:
        columns = connection.execute(text("SELECT count(*) FROM pragma_index_info(:name)"), {"name": name})
        numbers = [MANY, MANY // documents, 5_000, 500, 1][: (columns.scalar() or 0) + 1]
        numbers = [MANY, 1, 1] if name == "ix_comment_thread" else [*numbers[:-1], 1]
        row = {"name": name, "stat": " ".join(map(str, numbers))}
        connection.execute(text("INSERT INTO sqlite_stat1 VALUES ('comment', :name, :stat)"), row)
    connection.execute(text("ANALYZE sqlite_schema"))


@pytest.mark.parametrize("documents", [1, 3])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_list_of_comments_is_read_whole_or_sorted(
    tmp_path: Path, worker_id: str, kind: str, documents: int
) -> None:
    with a_database(kind, tmp_path, f"policyspace_plans_{worker_id}") as url:
        migrate(url)
        engine = create_engine(url)
        with engine.connect() as connection:
            if kind == "sqlite":
                let_sqlite_believe_there_are_many(connection, documents)
            else:
                connection.execute(text("SET enable_seqscan = off"))
                connection.execute(text("SET enable_bitmapscan = off"))
                connection.execute(text("SET enable_sort = off"))
            explain = "EXPLAIN QUERY PLAN" if kind == "sqlite" else "EXPLAIN"
            plans = {name: plan(connection, each, explain) for name, each in statements().items()}
        engine.dispose()
    for name, read in plans.items():
        assert not any(re.search(bad, read) for bad in READS_ALL), f"{name}:\n{read}"
        assert not any(bad in read for bad in SORTS), f"{name}:\n{read}"
        assert "ix_comment_" in read, f"{name}:\n{read}"
        assert kind != "sqlite" or "ix_comment_document" not in read, f"{name}:\n{read}"


def test_what_is_read_one_by_one_has_an_index_of_its_own(app: Flask) -> None:
    document, reader = a_discussed_problem(), a_resident()
    a_comment(document)
    view, sent = get_space(the_space(document).slug, reader), list[tuple[str, Any]]()

    def note(_connection: object, _cursor: object, words: str, values: Any, *_: object) -> None:
        if "comment.entry_id IS NULL" in words:
            sent.append((words, values))

    event.listen(db.engine, "before_cursor_execute", note)
    look_at_discussion(reader, document)
    look_at_discussion(reader, document)
    said_one_by_one(view, document, Wanted())
    event.remove(db.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN"
    if db.engine.dialect.name == "postgresql":
        explain = "EXPLAIN"
        for way in ("seqscan", "bitmapscan", "sort"):
            db.session.execute(text(f"SET LOCAL enable_{way} = off"))
    assert len(sent) == 5
    for words, values in sent:
        found = db.session.connection().exec_driver_sql(f"{explain} {words}", values)
        assert "ix_comment_document" in "\n".join(str(row[-1]) for row in found), words
