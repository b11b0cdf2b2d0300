"""The schema's history: run by alembic from `migrations/`, one numbered file a change, each both ways."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from policyspace.foundation.db import db

FOLDER = Path(__file__).parents[2] / "migrations"


def configuration(database_url: str) -> Config:
    """Alembic's configuration for `database_url`; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["database_url"] = database_url
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def migrate(database_url: str, to: str = "head") -> None:
    """Bring the database at `database_url` forward to the revision `to` ("0001")."""
    command.upgrade(configuration(database_url), to)


def unmigrate(database_url: str, to: str = "base") -> None:
    """Take the database at `database_url` back to the revision `to`."""
    command.downgrade(configuration(database_url), to)


def newest() -> str | None:
    """The revision the code expects."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def current() -> str | None:
    """The revision the application's database is at, or None."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
