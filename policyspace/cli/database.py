"""Commands that look after the database."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from policyspace.cli.search import tell_progress
from policyspace.foundation import migrations
from policyspace.reporting.searching import fill_if_empty


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = current_app.extensions["settings"]
    migrations.migrate(settings.database_url)
    click.echo(f"The database is at migration {migrations.newest()}.")
    tell_progress(fill_if_empty())
