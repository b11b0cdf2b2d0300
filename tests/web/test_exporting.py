"""The page on which a text is taken away, and what its address gives."""

from __future__ import annotations

import pytest
from werkzeug.http import parse_options_header

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.foundation.limits import LIMITS, Limit
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply
from tests.builders.drafting import a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator
from tests.client import PageClient

KINDS = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (b"<!DOCTYPE html>", "text/html"),
    "markdown": (b"# ", "text/markdown"),
}


def path_of(document: Document, number: int = 1, asked: str = "") -> str:
    """The address of the export of a revision."""
    slug = space_of(document).slug
    return f"/spaces/{slug}/documents/{document.number}/revisions/{number}/export{asked}"


def file_name(disposition: str) -> str | None:
    """What a browser would call the file."""
    return parse_options_header(disposition)[1].get("filename")


def test_the_page_offers_the_formats_and_numbers_the_paragraphs_unless_told_otherwise(
    client: PageClient,
) -> None:
    document = an_open_problem()
    page = client.page(path_of(document))
    radios = [each.attributes for each in page.all("input") if each.attributes.get("name") == "format"]
    assert [each["value"] for each in radios] == list(KINDS)
    assert [each["value"] for each in radios if "checked" in each] == ["pdf"]
    boxes = {
        each.attributes["name"]: each.attributes
        for each in page.all("input")
        if each.attributes.get("type") == "checkbox"
    }
    assert "checked" in boxes["numbers"]
    assert "checked" not in boxes["comments"]
    assert path_of(document) in [
        each.attributes.get("href")
        for each in client.page(path_of(document)[: -len("/revisions/1/export")]).all("a")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_format_in_the_address_gives_a_file_to_keep(client: PageClient, kind: str) -> None:
    document = an_open_problem()
    a_revision(document, "Other words now.\n")
    reply = client.get(path_of(document, 1, f"?format={kind}&numbers=yes&comments=yes"))
    begins, mimetype = KINDS[kind]
    assert (reply.status_code, reply.mimetype) == (200, mimetype)
    assert reply.data.startswith(begins)
    name = file_name(reply.headers["Content-Disposition"])
    assert name == f"families-wait-too-long-revision-1.{kind.replace('markdown', 'md')}"
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reply.headers["Cache-Control"]


def test_an_earlier_revision_is_exported_as_it_was(client: PageClient) -> None:
    document = an_open_problem()
    a_revision(document, "Other words now.\n")
    first = client.get(path_of(document, 1, "?format=markdown")).get_data(as_text=True)
    second = client.get(path_of(document, 2, "?format=markdown")).get_data(as_text=True)
    assert "600 families" in first
    assert "600 families" not in second
    assert "Export the newest instead" in client.page(path_of(document, 1)).text
    assert client.get(path_of(document, 3)).status_code == 404


def test_an_html_file_may_run_nothing(client: PageClient) -> None:
    policy = client.get(path_of(an_open_problem(), 1, "?format=html")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tŷ’r ŵyl: £5 & more", "tŷr-ŵyl-5-more-revision-1.md"),
        ("住房", "住房-revision-1.md"),
        ('../..\\"; x="', "x-revision-1.md"),
        ("!!!", "document-revision-1.md"),
    ],
)
def test_files_are_called_by_the_title_in_any_script(client: PageClient, title: str, name: str) -> None:
    document = an_open_problem(title=title)
    header = client.get(path_of(document, 1, "?format=markdown")).headers["Content-Disposition"]
    assert file_name(header) == name
    assert header.isascii()


@pytest.mark.parametrize("asked", ["?format=poem", "?format=", "?numbers=yes", "?format=pdf&numbers=perhaps"])
def test_what_cannot_be_exported_shows_the_page_again_with_what_was_chosen(
    client: PageClient, asked: str
) -> None:
    document = an_open_problem()
    reply = client.get(path_of(document, 1, asked))
    assert reply.status_code == 422
    assert "There is a problem" in reply.get_data(as_text=True)


def test_what_may_not_be_read_cannot_be_exported(client: PageClient) -> None:
    draft, hidden = a_problem(), an_open_problem(a_members_only_space())
    asked = ("", *(f"?format={kind}" for kind in KINDS))
    strangers = [None, a_member(a_space(title="Elsewhere")), a_member(space_of(draft))]
    for stranger in strangers:
        if stranger:
            client.sign_in(stranger)
        for each in asked:
            assert client.get(path_of(draft, 1, each)).status_code == 404
    client.sign_in(strangers[1])  # type: ignore[arg-type]  # the second is a person
    for each in asked:
        assert client.get(path_of(hidden, 1, each)).status_code == 404
    client.sign_in(a_member(space_of(draft), role=Role.DRAFTER))
    assert client.get(path_of(draft, 1, "?format=markdown")).status_code == 200


def test_comments_come_along_when_they_are_asked_for(client: PageClient) -> None:
    document = a_discussed_problem()
    comment = a_comment(document, block_id=a_block_of(document, 2), body="We moved *twice*.")
    a_reply(comment, body="So did we.")
    with_them = client.get(path_of(document, 1, "?format=markdown&comments=yes")).get_data(as_text=True)
    without = client.get(path_of(document, 1, "?format=markdown")).get_data(as_text=True)
    assert "We moved *twice*." in with_them
    assert "So did we." in with_them
    assert "On paragraph 2" in with_them
    assert "twice" not in without


def test_too_many_files_in_a_short_time_are_refused_on_the_page(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "exporting", Limit(1, 300))
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    assert client.get(path_of(document, 1, "?format=markdown")).status_code == 200
    reply = client.get(path_of(document, 1, "?format=markdown"))
    assert reply.status_code == 429
    assert int(reply.headers["Retry-After"]) > 0
    assert client.get(path_of(document)).status_code == 200, "the page itself is never refused"
