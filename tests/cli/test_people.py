"""Keeping the service at its command line."""

from __future__ import annotations

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.people import queries
from tests.builders.people import a_resident, an_administrator


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def test_an_organisation_is_added_with_all_its_domains(app: Flask) -> None:
    told = run(
        app,
        *("add-organisation", "Northfield Council", "--side", "local"),
        *("--domain", "@Northfield.gov.uk", "--domain", "northfield.example"),
    )
    assert told.exit_code == 0, told.output
    assert told.output == "Added Northfield Council (local, northfield.gov.uk, northfield.example).\n"
    assert [each.name for each in queries.organisations().items] == ["Northfield Council"]


def test_the_ledger_names_the_administrator_who_does_it(app: Flask) -> None:
    ada = an_administrator()
    run(app, "add-organisation", "Northfield Council", "--side", "local", "--as", ada.email.upper())
    last = db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(1)).one()
    assert (last.verb, last.actor_id) == ("organisation.added", ada.id)


def test_a_refusal_is_one_sentence_and_an_exit_code(app: Flask) -> None:
    rosa = a_resident()
    run(app, "add-organisation", "Northfield Council", "--side", "local")
    refused = {
        ("add-organisation", "Northfield Council", "--side", "local"): "already an organisation",
        ("add-organisation", "Other", "--side", "local", "--domain", "no domain"): "Enter a domain",
        ("add-organisation", " ", "--side", "local"): "Enter the name",
        ("add-organisation", "Other", "--side", "resident"): "Invalid value for '--side'",
        ("add-organisation", "Other", "--side", "local", "--as", rosa.email): "Only administrators",
        ("add-organisation", "Other", "--side", "local", "--as", "nobody@x.example"): "after --as",
        ("make-administrator", "nobody@x.example"): "They sign up first",
        ("make-administrator", "nobody"): "correct format",
    }
    for words, because in refused.items():
        told = run(app, *words)
        assert told.exit_code != 0, words
        assert because in told.output
        assert "Traceback" not in told.output
    assert len(queries.organisations().items) == 1


def test_someone_who_has_signed_up_becomes_an_administrator(app: Flask) -> None:
    rosa = a_resident("Rosa Resident")
    told = run(app, "make-administrator", rosa.email)
    assert told.output == "Rosa Resident is an administrator.\n"
    db.session.rollback()
    assert rosa.administrator
