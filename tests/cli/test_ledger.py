"""`policyspace verify-ledger`: what is said, and the exit code."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from policyspace.foundation.chain.queries import get_head
from policyspace.foundation.chain.sealing import seal_waiting
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from tests.cli.importing import run
from tests.foundation.chain.tampering import happen


def test_a_whole_ledger_is_told_with_its_head(app: Flask) -> None:
    assert run(app, "verify-ledger").output == (
        "Sealed rows: 0. Waiting to be sealed: 0.\nThe ledger is whole.\n"
    )
    happen("a.one")
    seal_waiting()
    happen("a.two")
    told, head = run(app, "verify-ledger"), get_head()
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "Sealed rows: 1. Waiting to be sealed: 1.",
        f"The head is at position 1, sealed {head.at:%Y-%m-%dT%H:%M:%S.%fZ}:",
        head.hash,
        "The ledger is whole.",
    ]


def test_a_broken_ledger_names_the_first_place_and_ends_with_1(app: Flask) -> None:
    first = happen("a.one").id
    seal_waiting()
    db.session.execute(sa.update(LedgerRow).values(verb="a.two"))
    db.session.commit()
    told = run(app, "verify-ledger")
    assert told.exit_code == 1
    line = (
        f"BROKEN, first at position 1: the row was changed after it was sealed (row {first} of the ledger)."
    )
    assert told.output.splitlines()[-1] == line


def test_a_noted_head_is_looked_for_as_it_was_written_down(app: Flask) -> None:
    happen("a.one")
    seal_waiting()
    written = f"{get_head().hash[:6].upper()} {get_head().hash[6:12]}"
    found = run(app, "verify-ledger", "--position", "1", "--head", written)
    assert (found.exit_code, "The noted head is in its place." in found.output) == (0, True)
    for words in (("--head", written, "--position", "2"), ("--head", "0" * 64)):
        lost = run(app, "verify-ledger", *words)
        assert (lost.exit_code, "BROKEN: the noted head is not there" in lost.output) == (1, True)
    for words in (("--position", "1"), ("--head", "abc"), ("--head", "z" * 64), ("--head", "")):
        assert run(app, "verify-ledger", *words).exit_code == 2
