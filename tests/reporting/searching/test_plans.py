"""How each database reads a page of hits: by its index of words, or along the list, and never all comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from policyspace.foundation.db import db
from policyspace.reporting.searching import find
from policyspace.reporting.searching.adapters import Way, bound
from policyspace.reporting.searching.queries import _statement
from policyspace.reporting.searching.rules import Narrowed, Question
from tests.builders.discussion import a_comment
from tests.builders.drafting import an_open_problem
from tests.conftest import QueryCount

TABLES = ("comment", "document", "space", "answer", "entry", "record", "membership", "person", "search_row")
WAYS = [
    Way(20, dated=dated, gathers_top=top, gathers_comments=all_)
    for dated in (False, True)
    for top in (False, True)
    for all_ in (False, True)
]


MANY = """
INSERT INTO search_row (id, kind, subject_id, at, words, terms, also, marks)
SELECT n + (CASE WHEN n < 4000 THEN 1 ELSE 4 END)::bigint * 281474976710656,
  CASE WHEN n < 4000 THEN 'comment' ELSE 'problem' END, n, now(), repeat('word ', 20),
  to_tsvector('simple', 'w' || n || ' rent out of area')
  || CASE WHEN n < 4000 THEN '=kcomment'::tsvector ELSE '=top'::tsvector END, '', ''
FROM generate_series(1000, 7000) AS n
"""


@contextmanager
def many_rows() -> Iterator[None]:
    """PostgreSQL reads small tables whole: the index gets rows, and of the others it is told that they are large."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(MANY))
        db.session.execute(text("ANALYZE search_row"))
        for name in ("seqscan", "hashjoin", "mergejoin"):
            db.session.execute(text(f"SET LOCAL enable_{name} = off"))
    yield
    db.session.rollback()


def plan_of(way: Way) -> str:
    """How the database reads a page, as the application asks for it."""
    dialect = db.engine.dialect.name
    narrowed = Narrowed(since=date(2020, 1, 1), until=date(2050, 1, 1)) if way.dated else Narrowed(space_id=1)
    words = "w2000 “out of area”" if way.gathers_top or way.gathers_comments else "rent “out of area”"
    asked: dict[str, Any] = bound(dialect, Question.read(words), narrowed)
    if way.dated:
        asked |= {"since": datetime(2020, 1, 1, tzinfo=UTC), "till": datetime(2050, 1, 2, tzinfo=UTC)}
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, words: str, values: Any, *_: object) -> None:
        sent.append((words, values))

    connection = db.session.connection()
    event.listen(db.engine, "before_cursor_execute", note)
    db.session.execute(_statement(dialect, way), asked | {"reader": 1, "before": 2**62}).all()
    event.remove(db.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
    words, values = sent[-1]
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {words}", values))


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_page_of_hits_is_read_by_an_index(app: Flask, way: Way) -> None:
    with many_rows():
        plan = plan_of(way)
    for table in TABLES:
        assert f"Seq Scan on {table}" not in plan, plan
        assert f"SCAN {table}\n" not in f"{plan}\n", plan
    if db.engine.dialect.name == "sqlite":
        assert "SCAN search_index VIRTUAL TABLE" in plan
        before_page = plan.split("SCAN page")[0]
        assert "TEMP B-TREE" not in before_page, plan
    else:
        gathering = sum([way.gathers_top, way.gathers_comments])
        assert plan.count("Bitmap Index Scan on ix_search_row_terms") == gathering, plan
        assert gathering or plan.count("Index Scan Backward using pk_search_row") == 2, plan


def test_a_search_costs_the_same_however_much_there_is(app: Flask, count_queries: type[QueryCount]) -> None:
    problem = an_open_problem()

    def cost(words: str) -> int:
        with count_queries() as queries:
            find(None, Question.read(words))
        return sum(not each.startswith("BEGIN") for each in queries.statements)

    a_comment(problem, body="zebrafinch")
    few = cost("zebrafinch")
    for number in range(30):
        a_comment(problem, body=f"zebrafinch {number}")
    assert cost("zebrafinch") == few == (1 if db.engine.dialect.name == "sqlite" else 2)
    assert cost("nothinglikeit") == 2 * few
