"""Writing the tables of the README from the code they describe."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from policyspace.charter.tables import permission_table, stage_table
from policyspace.foundation.settings import Settings

README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- generated: (?P<name>[a-z]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)


@click.command()
@with_appcontext
def docs() -> None:
    """Write the generated parts of the README again."""
    README.write_text(with_parts(README.read_text()))
    click.echo("README.md is up to date.")


def with_parts(text: str) -> str:
    """`text` with each generated part as the code has it now."""
    parts = {
        "permissions": permission_table(),
        "stages": stage_table(),
        "settings": settings_table(),
        "commands": commands_table(),
    }
    return PART.sub(lambda found: found[1] + parts[found["name"]].strip() + "\n" + found[3], text)


def settings_table() -> str:
    """Every setting: its name, what it is for, and what it is when not set."""
    lines = ["| Setting | What it is for | When not set |", "|---|---|---|"]
    for each in fields(Settings):
        default = "" if each.name == "database_url" else str(each.default)
        shown = "a file in `.data/`" if each.name == "database_url" else (f"`{default}`" if default else "–")
        lines.append(f"| `{each.metadata['name']}` | {each.metadata['help']} | {shown} |")
    return "\n".join(lines)


def commands_table() -> str:
    """Every command and the first sentence of its help."""
    lines = ["| Command | What it does |", "|---|---|"]
    for name, command in sorted(current_app.cli.commands.items()):
        context = click.Context(command, info_name=name)
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        lines.append(f"| `policyspace {usage}` | {command.get_short_help_str(200)} |")
    return "\n".join(lines)
