"""Whether this process can serve."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.exc import SQLAlchemyError

from policyspace.foundation import migrations


@lru_cache
def _expected() -> str | None:
    return migrations.newest()


def unready_because() -> str | None:
    """Why the process cannot serve, in English for its keeper; None when it can."""
    try:
        current = migrations.current()
    except SQLAlchemyError as error:
        return f"the database does not answer ({type(error).__name__})"
    if current != _expected():
        return f"the database is at migration {current}, the code expects {_expected()}"
    return None
