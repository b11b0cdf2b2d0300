"""What a kept page of a space asks of the ledger: it is read by indexes, however long the ledger is."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import insert, text

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.reporting.reading import _STATES


def test_the_newest_rows_of_a_space_and_of_none_are_found_by_indexes(app: Flask) -> None:
    made = (("session.begun", None, 6000), ("comment.posted", 1, 600), ("account.changed", None, 30))
    rows: list[dict[str, object]] = [
        {"at": now(), "verb": verb, "facts": {}, "space_id": space_id}
        for verb, space_id, count in made
        for _row in range(count)
    ]
    db.session.execute(insert(LedgerRow), rows)
    db.session.execute(text("ANALYZE"))
    statement = _STATES[True, False].compile(db.engine, compile_kwargs={"render_postcompile": True})
    told = statement.construct_params({"slug": "a-space"})
    values = tuple(told[each] for each in statement.positiontup or ()) if statement.positional else told
    explain = "EXPLAIN QUERY PLAN"
    if db.engine.dialect.name == "postgresql":
        explain = "EXPLAIN"
        for way in ("enable_sort", "enable_bitmapscan"):  # so few rows it would rather gather and sort
            db.session.execute(text(f"SET LOCAL {way} = off"))
    found = db.session.connection().exec_driver_sql(f"{explain} {statement}", values)
    plan = "\n".join(str(row[-1]) for row in found)
    for bad in ("Seq Scan on ledger", "SCAN ledger\n", "TEMP B-TREE", "pk_ledger"):
        assert bad not in f"{plan}\n", plan
    for index in ("ix_ledger_space", "ix_ledger_no_space"):
        assert index in plan, plan
