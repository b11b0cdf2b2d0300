"""`policyspace verify-ledger`: whether the chain of seals holds."""

from __future__ import annotations

import re
from typing import Any

import click
from flask.cli import with_appcontext

from policyspace.foundation.chain.rules import SHORTEST_NOTED, Fault, Noted, Wrong
from policyspace.foundation.chain.verifying import Verdict, verify

NOT_THERE = (
    "the noted head is not there: the newest rows were removed with their seals, or the chain was made anew"
)
FOUND = {
    Wrong.SEAL_GONE: "the seal at this place was removed",
    Wrong.SEAL_CHANGED: "the seal was changed, or seals changed places",
    Wrong.ROW_GONE: "the row was removed after it was sealed",
    Wrong.ROW_CHANGED: "the row was changed after it was sealed",
}


class NotedHash(click.ParamType[str]):
    """The hash of a seal, or its beginning."""

    name = "hash"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """In small letters and without the spaces it may have been written down with."""
        digits = re.sub(r"\s", "", str(value)).lower()
        if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_NOTED},64}}", digits):
            self.fail(
                f"{value!r} is no hash: {SHORTEST_NOTED} to 64 of the signs 0 to 9 and a to f.", param, ctx
            )
        return digits


@click.command("verify-ledger")
@click.option(
    "--head", type=NotedHash(), help="A hash noted earlier, whole or its beginning: is it still there?"
)
@click.option("--position", type=click.IntRange(min=1), help="The number that was noted with it.")
@with_appcontext
def verify_ledger(head: str | None, position: int | None) -> None:
    """Go through the whole ledger and find any row that was changed, removed or moved after it was sealed.

    Each row is sealed with the hash of the one before, so whatever is changed, removed or put in another order is
    found, and the first place told. Ends with exit code 1 when something is wrong.

    Two things show only with --head: newest rows that were removed together with their seals, and a chain that
    somebody made anew from some row on. So note the head now and then, where nobody who can write to the
    database can change it: the number and the hash, from the page of any space, from the API at
    /api/v1/ledger/head, or from this command. If the ledger is whole and the noted head in its place, everything
    up to it is as it was.
    """
    if position is not None and head is None:
        raise click.UsageError("Give the hash that was noted, too: --head.")
    verdict = verify(Noted(head, position) if head else None)
    for line in report(verdict):
        click.echo(line)
    if not verdict.is_whole:
        raise click.exceptions.Exit(1)


def report(verdict: Verdict) -> list[str]:
    """What was found, a sentence or two a line."""
    lines = [f"Sealed rows: {verdict.sealed}. Waiting to be sealed: {verdict.waiting}."]
    if verdict.head:
        lines.append(f"The head is at position {verdict.head.position}, sealed {verdict.head.at}:")
        lines.append(str(verdict.head.hash))
    if verdict.fault:
        lines.append(f"BROKEN, first at position {verdict.fault.position}: {_found(verdict.fault, verdict)}.")
    if verdict.left_out:
        lines.append(f"BROKEN: rows that have no seal and do not wait for one: {verdict.left_out}.")
    if verdict.gone:
        lines.append(f"BROKEN: rows that were removed while they waited for their seal: {verdict.gone}.")
    if verdict.noted is not None:
        lines.append("The noted head is in its place." if verdict.noted else f"BROKEN: {NOT_THERE}.")
    if verdict.is_whole:
        lines.append("The ledger is whole.")
    return lines


def _found(fault: Fault, verdict: Verdict) -> str:
    row = f" (row {fault.link.ledger_id} of the ledger)" if fault.link else ""
    if verdict.moved_from is not None:
        return (
            f"rows changed places; the one that stands here was sealed at position {verdict.moved_from}{row}"
        )
    return FOUND[fault.wrong] + row
