"""The page of the agreement and its files: whole, for those who may read the record, and for nobody else."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Stage
from policyspace.reporting.exporting.agreements import verify_file
from tests.api.client import Program
from tests.builders.agreements import an_agreed_table
from tests.builders.outcomes import a_table, an_entry
from tests.builders.people import a_resident
from tests.client import PageClient
from tests.web.outcome_pages import page_of, path_of


def test_the_page_holds_the_whole_record_with_the_outcome_first(app: Flask, client: PageClient) -> None:
    table = an_agreed_table()
    client.sign_in(table.resident)
    page = page_of(client.get(path_of(table, "/agreement")))
    words = page.text
    assert page.all("h2")[0].text == "What must this achieve?"
    for said in (
        *(
            "Nobody waits longer than six weeks.",
            "Only in winter.",
            "of earlier words: asked again",
            "Too early.",
        ),
        *(
            "What next: Ask again.",
            "There is only one.",
            "The budget comes first.",
            "before the stage was met",
        ),
        *("They listened.", "Digest of these words:", "Bound to the words with the digest"),
    ):
        assert said in words, said
    assert "Our words on interests" not in words


def test_files_are_linked_from_the_record_and_are_the_same_for_a_program(
    app: Flask, client: PageClient
) -> None:
    table = a_table()
    client.sign_in(table.central)
    assert "/agreement" not in client.get(path_of(table)).get_data(as_text=True)
    an_entry(table, Stage.TRUST, "priorities")
    for page in (path_of(table), path_of(table, "/agreement")):
        links = {each.attributes.get("href") for each in page_of(client.get(page)).all("a")}
        assert {path_of(table, f"/agreement/{kind}") for kind in ("pdf", "html", "json")} <= links
    reply = client.get(path_of(table, "/agreement/json"))
    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
    assert not verify_file(reply.data, None).differs
    program = Program(app, table.central).get(path_of(table, "/agreement/json"))
    assert (program.status_code, program.data) == (200, reply.data)
    shown = client.get(path_of(table, "/agreement/html"))
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert client.get(path_of(table, "/agreement/docx")).status_code == 404


def test_whoever_may_not_read_the_record_finds_nothing(app: Flask, client: PageClient) -> None:
    """The proposal is a draft: its record is for members."""
    table = a_table()
    an_entry(table, Stage.TRUST, "priorities")
    client.sign_in(a_resident())
    for page in ("/agreement", "/agreement/json", "/agreement/html", "/agreement/pdf"):
        assert client.get(path_of(table, page)).status_code == 404
        assert (
            Program(app).get(path_of(table, page) + ("/json" if page == "/agreement" else "")).status_code
            == 404
        )
