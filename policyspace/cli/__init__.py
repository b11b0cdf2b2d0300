"""The shell door: `policyspace migrate`, `serve`, `demo` and the imports. One file per package below, same name."""

from __future__ import annotations

from flask import Flask

from policyspace.cli import database, demo, docs, importing, notifications, people, serving


def register(app: Flask) -> None:
    """Give the command group of `app` every command."""
    for command in (
        database.migrate,
        serving.serve,
        notifications.work,
        notifications.letters,
        demo.demo,
        importing.import_history,
        importing.import_polis,
        people.add_organisation,
        people.make_administrator,
        docs.docs,
    ):
        app.cli.add_command(command)
