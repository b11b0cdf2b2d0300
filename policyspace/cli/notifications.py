"""Commands about letters: `policyspace work` sends them, `policyspace letters` shows those that are kept."""

from __future__ import annotations

import signal
from textwrap import indent

import click
from flask.cli import ScriptInfo, pass_script_info, with_appcontext

from policyspace.foundation import logs
from policyspace.foundation.paging import Span
from policyspace.notifications.queries import kept_letters
from policyspace.notifications.tokens import with_token
from policyspace.notifications.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="Do what there is to do, then end.")
@pass_script_info
def work(info: ScriptInfo, once: bool) -> None:
    """Write and send letters, until told to stop. Several may run at once."""
    app = info.load_app()
    logs.start(app.extensions["settings"].log_level)
    worker = Worker(app)
    if once:
        while worker.work_once():
            continue
        return
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: worker.stop())
    worker.run()


@click.command()
@click.option("--last", default=5, show_default=True, help="How many.")
@with_appcontext
def letters(last: int) -> None:
    """Show the newest letters that are kept here, because there is no mail server (SMTP_URL)."""
    page = kept_letters(Span(limit=last))
    for letter in reversed(page.items):
        click.echo(f"To {letter.to_address}\n{letter.subject}\n")
        click.echo(indent(with_token(letter, letter.text), "    "))
    if not page.items:
        click.echo("No letters are kept here.")
