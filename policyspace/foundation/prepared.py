"""Statements made once and run often: to put one together takes longer than the database takes to answer it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, Executable

from policyspace.foundation.db import db, keeps_books


def run(statement: Executable, **values: Any) -> CursorResult[Any]:
    """Run `statement` in the transaction of the session, with `values` for what it leaves open.

    Behind the back of the session: rows come as they stand in the database, and not as objects; what the session has
    not flushed is not among them, and the objects it holds do not learn of a change.
    """
    session = db.session()
    if getattr(statement, "is_dml", False) and not keeps_books(getattr(statement, "table", None)):
        session.info["changed"] = True
    return session.connection().execute(statement, values)
