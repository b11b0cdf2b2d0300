"""Commands that look after documents."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from policyspace.drafting.services.live.renewing import renew_live_texts


@click.command()
@with_appcontext
def backup_restored() -> None:
    """Say that the database is a restored backup: editors that are ahead of it must load their pages again."""
    click.echo(f"Live texts that begin anew: {renew_live_texts()}.")
