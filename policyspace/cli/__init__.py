"""The shell door: `policyspace migrate`, `serve`, `demo` and the imports. One file per package below, same name."""

from __future__ import annotations

from flask import Flask

from policyspace.cli import (
    database,
    demo,
    docs,
    drafting,
    importing,
    ledger,
    notifications,
    outcomes,
    people,
    search,
    serving,
)


def register(app: Flask) -> None:
    """Give the command group of `app` every command."""
    for command in (
        database.migrate,
        drafting.backup_restored,
        ledger.verify_ledger,
        serving.serve,
        notifications.work,
        notifications.letters,
        demo.demo,
        importing.import_history,
        importing.import_polis,
        outcomes.verify_record,
        people.add_organisation,
        people.make_administrator,
        search.search_index,
        docs.docs,
    ):
        app.cli.add_command(command)
