"""`policyspace verify-record`: whether an exported agreement is what was confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.i18n import _
from policyspace.foundation.ready import unready_because
from policyspace.outcomes.rules.agreements import MOST_BYTES, Read, hat_of, stood_for
from policyspace.reporting.exporting.agreements import Verdict, verify_file

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What nobody could have written here: in a made-up file it would move the cursor of whoever reads the answer."""
MOST_NAMED = 100
"""Of each stage, as many who spoke are named."""


@click.command("verify-record")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--file-only", is_flag=True, help="Look at the file alone; leave the database out.")
@with_appcontext
def verify_record(file: Path, file_only: bool) -> None:
    """Say whether an exported agreement (JSON, HTML or PDF) is what was confirmed, and by whom.

    The file alone tells that no byte of it changed, and that each confirmation in it is bound to the words in it. That
    proves only that it agrees with itself: whoever makes up a file can reckon its digests, too.

    So it is compared with the record in the database of this installation (DATABASE_URL), word by word: this proves
    that it is what was confirmed. SECRET_KEY tells whether what an HTML or PDF file shows was made here.

    Exit code 1 when anything differs.
    """
    settings = current_app.extensions["settings"]
    if not file_only and (why := unready_because()):
        raise click.ClickException(
            _("The record cannot be read: %(why)s. Set DATABASE_URL, or use --file-only.", why=why)
        )
    with file.open("rb") as opened:
        verdict = verify_file(opened.read(4 * MOST_BYTES), None if file_only else settings.secret_key)
    for line in lines_of(verdict):
        click.echo(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", line))
    if verdict.differs:
        raise click.exceptions.Exit(1)


def lines_of(verdict: Verdict) -> Iterator[str]:
    """What is told of a file, line by line; the last says what it comes to."""
    if verdict.read is None:
        yield str(verdict.refused)
        return
    yield from _head(verdict.read)
    for told in verdict.read.content["stages"]:
        yield from _stage(verdict, Stage(told["stage"]), told)
    yield ""
    yield from _rest(verdict)


def _head(read: Read) -> Iterator[str]:
    proposal = read.content["proposal"]
    yield _(
        "The agreement on “%(title)s” (proposal %(number)s of /spaces/%(space)s) as it stood on %(when)s.",
        title=proposal["title"],
        number=proposal["number"],
        space=proposal["space"],
        when=_when(read.content["as_of"]),
    )
    yield _("Digest: %(digest)s", digest=read.digest)


def _stage(verdict: Verdict, stage: Stage, told: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"{stage.label} ({told['digest'][:12]}…)"
    for said in told["confirmations"][:MOST_NAMED]:
        yield f"  {_said(said, told)}"
    if len(told["confirmations"]) > MOST_NAMED:
        yield "  " + _("… and %(number)s more", number=len(told["confirmations"]) - MOST_NAMED)
    wrong = list(_wrong(verdict, stage))
    yield from (f"  ! {each}" for each in wrong)
    yield f"  {_comes_to(verdict, stage, told, wrong)}"


def _comes_to(verdict: Verdict, stage: Stage, told: Mapping[str, Any], wrong: list[str]) -> str:
    """The one sentence about a stage."""
    if wrong:
        return _("This is not what was confirmed, or not all of it.")
    if not (told["entries"] or told["set_aside"]):
        return _("Nothing is written here yet.")
    if not any(stood_for(said, told) for said in told["confirmations"]):
        return _("Nobody has confirmed these words.")
    if verdict.compared is None:
        return _("These are the words that the confirmations in this file are bound to.")
    if None in verdict.compared.differences:
        return _("The words of this stage are as they are here.")
    if stage in verdict.compared.changed:
        return _("This is what was confirmed. The words have changed since then.")
    return _("This is what was confirmed.")


def _wrong(verdict: Verdict, stage: Stage) -> Iterator[str]:
    for each in verdict.inconsistent:
        if each.stage == stage and each.entry is None:
            yield _("The words of this stage do not have the digest that the file gives for them.")
        elif each.stage == stage:
            yield _("What was said of answer %(number)s was said of other words.", number=each.entry)
    if verdict.compared:
        yield from verdict.compared.differences.get(stage, [])


def _said(said: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    kinds = {
        ConfirmationKind.CONFIRM: _("confirmed"),
        ConfirmationKind.RESERVATION: _("confirmed with a reservation"),
        ConfirmationKind.NOT_YET: _("said not yet"),
    }
    line = _(
        "%(who)s, %(hat)s, %(what)s on %(when)s",
        who=said["by"],
        hat=hat_of(said).text,
        what=kinds[ConfirmationKind(said["kind"])],
        when=_when(said["at"]),
    )
    if said["digest"] != told["digest"]:
        line += " " + _("(of earlier words: %(digest)s…)", digest=said["digest"][:12])
    if said["as_facilitator"]:
        line += " " + _("(as a facilitator: counts for no side)")
    return f"{line}: {' '.join(said['words'].split())}" if said["words"] else line


def _rest(verdict: Verdict) -> Iterator[str]:
    compared = verdict.compared
    if compared is None:
        if verdict.inconsistent:
            yield _("The file does not agree with itself.")
            return
        yield _(
            "The file agrees with itself. That does not prove that anybody confirmed it: compare it with the record."
        )
        return
    yield from (f"! {each}" for each in compared.differences.get(None, []))
    yield from compared.notes
    if verdict.shown_is_own is False:
        yield "! " + _(
            "What this file shows may not be what it carries: it was not made with the SECRET_KEY of this installation."
        )
    if verdict.differs:
        yield _("The file differs from the record of this installation.")
    else:
        yield _("Everything in the file is in the record of this installation, and nothing was left out.")


def _when(moment: str) -> str:
    return _("%(moment)s UTC", moment=friendly_time(datetime.fromisoformat(moment), "UTC"))
