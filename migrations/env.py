"""How alembic meets the database: SQLite in batches, PostgreSQL with lock and statement timeouts."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

import policyspace.models
from policyspace.foundation.db import Moment

config = context.config
only_tables = config.attributes.get("only_tables")


def in_plain_types(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones they are: a migration never imports the models."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return False


def is_asked_for(_item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether a new migration looks at this table; all of them unless a few are named.

    An index of words is kept by each database in its own way: SQLite has several tables for it.
    """
    if kind in {"table", "index"} and (name or "").startswith(("search_index", "ix_search_row_terms")):
        return False
    return kind != "table" or only_tables is None or name in only_tables


def run() -> None:
    """Run the migrations in one transaction."""
    engine = sa.create_engine(config.attributes["database_url"])
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # The mode stays with the file. To change it later would fail while any other program writes.
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.commit()
        else:
            connection.execute(sa.text("SET lock_timeout = '10s'"))
            connection.execute(sa.text("SET statement_timeout = '15min'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=policyspace.models.metadata,
            render_as_batch=sqlite and only_tables is None,
            render_item=in_plain_types,
            include_object=is_asked_for,
            compare_type=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
