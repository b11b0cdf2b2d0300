"""`policyspace search-index`: whether the index of words is whole, and making it anew."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from policyspace.reporting.searching import compare_index, rebuild_index

OFTEN = 10_000
NAMES = {
    "space": "Spaces",
    "problem": "Documents",
    "entry": "Entries of records",
    "answer": "Published answers",
    "comment": "Comments and replies",
}


@click.command("search-index")
@click.option(
    "--rebuild", is_flag=True, help="Make the index anew from what is there. People can go on meanwhile."
)
@with_appcontext
def search_index(rebuild: bool) -> None:
    """Compare the index that searches use with what is there, or make it anew.

    The index is kept with every change, so it needs this only after rows were changed by other means, or when a
    new release reads words in another way. Ends with exit code 1 when something is missing.
    """
    if rebuild:
        tell_progress(rebuild_index())
    whole = True
    for kind, (there, held) in compare_index().items():
        click.echo(f"{NAMES[kind]}: {there}. In the index: {held}.")
        whole = whole and there == held
    if not whole:
        click.echo("The index is not whole. Run: policyspace search-index --rebuild")
        raise click.exceptions.Exit(1)


def tell_progress(through: Iterator[int]) -> None:
    """Go `through` the parts of the index that is made, and say how far it is."""
    done = told = 0
    for done in through:
        if done - told >= OFTEN:
            click.echo(f"Indexed for search: {done:,} so far")
            told = done
    if done:
        click.echo(f"Indexed for search: {done:,}.")
