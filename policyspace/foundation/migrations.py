"""The schema's history: run by alembic from `migrations/`, one numbered file a change, each both ways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policyspace.foundation.db import db

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parents[2] / "migrations"


def configuration(database_url: str) -> Config:
    """Alembic's configuration for `database_url`; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["database_url"] = database_url
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def migrate(database_url: str, to: str = "head") -> None:
    """Bring the database at `database_url` forward to the revision `to` ("0001")."""
    from alembic import command

    command.upgrade(configuration(database_url), to)


def unmigrate(database_url: str, to: str = "base") -> None:
    """Take the database at `database_url` back to the revision `to`."""
    from alembic import command

    command.downgrade(configuration(database_url), to)


def newest() -> str | None:
    """The revision the code expects."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(FOLDER)).get_current_head()


def current() -> str | None:
    """The revision the application's database is at, or None."""
    from alembic.runtime.migration import MigrationContext

    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
