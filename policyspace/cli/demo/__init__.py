"""`policyspace demo`: a demonstration of made-up people in a made-up place, loaded through the real services."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from policyspace.foundation.i18n import _
from policyspace.people.keeper import Keeper
from policyspace.people.queries import demonstration_people

__all__ = ["demo"]


@click.command()
@with_appcontext
def demo() -> None:
    """Load the demonstration: two spaces about families in temporary accommodation, and people to sign in as."""
    if not current_app.extensions["settings"].demonstration:
        raise click.ClickException(
            _("The demonstration is loaded only where POLICYSPACE_MODE is demonstration.")
        )
    if demonstration_people():
        click.echo(_("The demonstration is there already."))
        return
    from policyspace.cli.demo.loading import load_demonstration

    space = load_demonstration(Keeper())
    click.echo(_("The demonstration is loaded. Begin at /spaces/%(slug)s.", slug=space.slug))
