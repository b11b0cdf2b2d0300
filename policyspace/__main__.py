"""The command line: `policyspace …` or `python -m policyspace …`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from flask.cli import FlaskGroup

from policyspace.foundation.settings import BadSettings, read_settings
from policyspace.foundation.starting import uncollected

if TYPE_CHECKING:
    from flask import Flask


def main() -> None:
    """Run one command; bad settings end it with their reasons, not with a traceback."""
    try:
        read_settings()
    except BadSettings as reasons:
        click.echo(f"policyspace cannot start: {reasons}", err=True)
        sys.exit(2)
    group = FlaskGroup(
        create_app=_assembled,
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
        help="A workspace where central government, local government and residents write policy together.",
    )
    group.main(prog_name="policyspace")


def _assembled() -> Flask:
    with uncollected():
        from policyspace.app import the_app

        return the_app()


if __name__ == "__main__":
    main()
