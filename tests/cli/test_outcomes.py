"""`policyspace verify-record`: what it says, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation import ready
from tests.builders.agreements import forged, the_file, told_in
from tests.builders.outcomes import a_table, a_word, an_entry


def run(app: Flask, file: Path, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["verify-record", str(file), *words])


def test_it_says_who_confirmed_which_words_and_what_differs(app: Flask, tmp_path: Path) -> None:
    table, file = a_table(), tmp_path / "agreement.json"
    an_entry(table, Stage.TRUST, "priorities", words="Homes near schools.")
    a_word(table, Stage.TRUST, table.local, ConfirmationKind.RESERVATION, "In winter.")
    file.write_bytes(the_file(table))
    told = run(app, file)
    assert told.exit_code == 0, told.output
    assert f"{table.local.display_name}, " in told.output
    assert "confirmed with a reservation" in told.output
    assert ": In winter.\n  This is what was confirmed.\n" in told.output
    assert (
        "Everything in the file is in the record of this installation, and nothing was left out."
        in told.output
    )

    alone = run(app, file, "--file-only")
    assert alone.exit_code == 0
    assert "That does not prove that anybody confirmed it" in alone.output

    lying = told_in(file.read_bytes())
    lying["stages"][0]["confirmations"][0]["by"] = "The \x1b[2JMinister"
    file.write_bytes(forged(lying))
    alone = run(app, file, "--file-only")
    assert (alone.exit_code, "\x1b" in alone.output) == (0, False)
    told = run(app, file)
    assert told.exit_code == 1
    assert "! A confirmation, by" in told.output
    assert "differs in: who." in told.output
    assert told.output.endswith("The file differs from the record of this installation.\n")

    file.write_bytes(file.read_bytes().replace(b"Minister", b"minister"))
    told = run(app, file, "--file-only")
    assert (told.exit_code, "The file was changed" in told.output) == (1, True)


def test_without_a_database_it_says_how_to_go_on(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "agreement.json"
    file.write_bytes(b"{}")
    monkeypatch.setattr(ready, "_expected", lambda: "9999")
    told = run(app, file)
    assert told.exit_code == 1
    assert "use --file-only" in told.output
    assert "no exported agreement" in run(app, file, "--file-only").output
