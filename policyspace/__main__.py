"""The command line: `policyspace …` or `python -m policyspace …`."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from policyspace.app import create_app
from policyspace.foundation.settings import BadSettings, read_settings


def main() -> None:
    """Run one command; bad settings end it with their reasons, not with a traceback."""
    try:
        settings = read_settings()
    except BadSettings as reasons:
        click.echo(f"policyspace cannot start: {reasons}", err=True)
        sys.exit(2)
    group = FlaskGroup(
        create_app=lambda: create_app(settings),
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
        help="A workspace where central government, local government and residents write policy together.",
    )
    group.main(prog_name="policyspace")


if __name__ == "__main__":
    main()
