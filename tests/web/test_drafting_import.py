"""Bringing in a file: it fills the form, and nothing is saved until the person says so. Also for programs."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.queries import documents_of, get_revision
from policyspace.foundation.db import db
from policyspace.foundation.limits import LIMITS, Limit
from policyspace.foundation.uploads import MOST_WITH_FILE
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of
from tests.api.client import Program
from tests.builders.drafting import a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator
from tests.builders.templates import TEXT, WHO, a_document_from_template
from tests.builders.word import a_word_document, heading, picture, saying
from tests.client import PageClient, filled
from tests.inspector import Element, Page
from tests.web.test_drafting import path_of, sent

WORD = a_word_document(
    heading("Night buses", 0), heading("Who", 1), saying("People on late shifts."), picture
)
MARKDOWN = b"# Night buses\n\n## Who\n\nPeople on late shifts.\n"


def import_of(space: Space, kind: str = "problem") -> str:
    return f"/spaces/{space.slug}/documents/import?kind={kind}"


def bring(client: PageClient, path: str, content: bytes, name: str = "buses.docx") -> TestResponse:
    """Choose a file on the page at `path` and go on."""
    form = next(each for each in client.page(path).all("form") if each.attributes.get("enctype"))
    data = {name: value for name, value in filled(form).items() if name != "file"}
    reply = client.post(path, data=data | {"file": (io.BytesIO(content), name)})
    return client.get(reply.location) if reply.status_code == 303 else reply


def form_in(reply: TestResponse, action: str) -> tuple[Element, str, dict[str, Any]]:
    """The page, where its form is sent, and what it holds."""
    page = Page(reply.get_data(as_text=True)).root
    form = next(each for each in page.all("form") if action in each.attributes.get("data-place", ""))
    return page, form.attributes["data-place"], filled(form)


def post_large(client: PageClient, path: str, fields: dict[str, str], size: int) -> TestResponse:
    """Send a file of so many bytes; made by hand, for the test client would leave it on the disk."""
    parts = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
        if name != "file"
    )
    head = f'{parts}--edge\r\nContent-Disposition: form-data; name="file"; filename="large.md"\r\n\r\n'
    body = head.encode() + b"x" * size + b"\r\n--edge--\r\n"
    return client.post(path, data=body, content_type="multipart/form-data; boundary=edge")


def in_space(space: Space) -> list[Document]:
    return list(documents_of(view_of(space, the_facilitator(space))))


@pytest.mark.parametrize("kind", ["problem", "proposal"])
def test_a_word_document_fills_the_form_and_is_saved_from_there(client: PageClient, kind: str) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = bring(client, import_of(space, kind), WORD)
    page, action, data = form_in(reply, "/documents/new")
    assert "Nothing is saved yet" in page.text
    assert "1 picture was left out." in page.text
    assert (data["title"], data["kind"]) == ("Night buses", kind)
    assert data["text"] == "## Who\n\nPeople on late shifts.\n"
    assert in_space(space) == []
    saved = client.post(action, data=data)
    assert saved.status_code == 303
    [document] = in_space(space)
    assert (document.kind, document.title) == (kind, "Night buses")


def test_where_the_text_cannot_be_kept_nothing_is_said_to_be_there(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    monkeypatch.setattr("policyspace.web.drafting.importing.filled_page", lambda *_: None)
    refused = bring(client, import_of(space), WORD)
    assert refused.status_code == 422
    said = Page(refused.get_data(as_text=True)).root.text
    assert "We could not open the text of this file just now." in said
    assert "This is the text of your file" not in said


def test_looking_at_a_preview_first_loses_nothing(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    _page, action, data = form_in(bring(client, import_of(space), MARKDOWN, "a.md"), "/documents/new")
    looked = client.post(action, data=data | {"preview": "yes"})
    assert looked.status_code == 200
    again = sent(Page(looked.get_data(as_text=True)).root)
    assert again["text"] == "## Who\n\nPeople on late shifts.\n"
    assert again["title"] == "Night buses"


def test_a_file_becomes_the_next_revision_and_is_merged_with_what_others_saved(client: PageClient) -> None:
    document = a_problem(text="## Who\n\nFamilies.\n\n## Now\n\nThey wait.\n")
    client.sign_in(the_facilitator(space_of(document)))
    assert path_of(document, "/import") in [
        each.attributes.get("href") for each in client.page(path_of(document, "/edit")).all("a")
    ]
    new = b"## Who\n\nFamilies and single people.\n\n## Now\n\nThey wait.\n"
    page, action, data = form_in(bring(client, path_of(document, "/import"), new, "n.md"), "/edit")
    assert (data["title"], data["base_number"]) == (document.title, "1")
    assert "Nothing is saved yet" in page.text
    a_revision(document, "## Who\n\nFamilies.\n\n## Now\n\nThey wait a year.\n")
    assert client.post(action, data=data).status_code == 303
    db.session.expire_all()
    assert get_revision(document, 3).text == (
        "## Who\n\nFamilies and single people.\n\n## Now\n\nThey wait a year.\n"
    )


def test_guidance_goes_from_what_is_brought_in_as_from_what_is_typed(client: PageClient) -> None:
    document = a_document_from_template()
    client.sign_in(the_facilitator(space_of(document)))
    text = TEXT.replace(WHO, f"{WHO}\n\nFamilies.").encode()
    _page, action, data = form_in(bring(client, path_of(document, "/import"), text, "n.md"), "/edit")
    client.post(action, data=data)
    db.session.expire_all()
    assert WHO not in get_revision(document, 2).text


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "This file is empty"), (b"%PDF-1.7", "This is a PDF"), (WORD[:900], "This file is damaged")],
)
def test_a_file_that_cannot_be_read_is_answered_by_its_form(
    client: PageClient, content: bytes, said: str
) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = bring(client, import_of(space), content)
    assert reply.status_code == 422
    assert said in reply.get_data(as_text=True)


def test_going_on_without_a_file_asks_for_one(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(import_of(space))
    assert reply.status_code == 422
    assert "Choose a file" in reply.get_data(as_text=True)


def test_a_file_that_is_too_large_is_told_so_and_one_far_too_large_too(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    form = sent(client.page(import_of(space)))
    for size, status, said in (
        (5 * 1024 * 1024 + 1, 422, "larger than 5 megabytes"),
        (MOST_WITH_FILE + 1, 413, "We can take about 5 megabytes at once"),
    ):
        reply = post_large(client, import_of(space), form, size)
        assert reply.status_code == status
        assert said in reply.get_data(as_text=True)


def test_other_forms_take_no_more_than_before(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    path = f"/spaces/{space.slug}/documents/new?kind=problem"
    assert post_large(client, path, {}, 3 * 1024 * 1024).status_code == 413


def test_files_are_for_those_who_write_here(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(a_member(space_of(document)))
    client.page(import_of(space_of(document)), status=403)
    client.page(path_of(document, "/import"), status=403)
    hidden = a_problem(a_members_only_space())
    client.page(import_of(space_of(hidden)), status=404)
    client.page(path_of(hidden, "/import"), status=404)


def test_bringing_in_too_many_files_is_slowed_down(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "importing", Limit(1, 600))
    space = a_space()
    client.sign_in(the_facilitator(space))
    assert bring(client, import_of(space), MARKDOWN, "a.md").status_code == 200
    assert bring(client, import_of(space), MARKDOWN, "a.md").status_code == 429


def test_a_program_gets_the_text_of_a_file(app: Flask) -> None:
    space = a_space()
    program = Program(app, a_member(space, role=Role.DRAFTER))
    path = f"/api/v1/spaces/{space.slug}/documents/import-preview"

    def send(content: bytes, name: str) -> TestResponse:
        data = {"file": (io.BytesIO(content), name)}
        return program.client.post(path, data=data, headers=program.headers)

    brought = send(WORD, "buses.docx")
    assert brought.status_code == 200
    assert brought.json == {
        "title": "Night buses",
        "text": "## Who\n\nPeople on late shifts.\n",
        "notices": ["1 picture was left out."],
    }
    refused = send(b"%PDF-1.7", "a.pdf")
    assert refused.status_code == 422
    assert refused.json is not None
    assert [each["field"] for each in refused.json["errors"]] == ["file"]
    assert program.client.post(path, json={}, headers=program.headers).status_code == 422
    outsider = Program(app, a_member(space))
    assert outsider.client.post(path, json={}, headers=outsider.headers).status_code == 403
    assert Program(app).client.post(path, json={}).status_code == 401
