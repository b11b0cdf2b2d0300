"""`policyspace import-history` over real histories, and over folders that are not as they should be."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.authorship import Written
from policyspace.drafting.rules.words import words
from policyspace.foundation.db import db
from policyspace.spaces.models import Space
from policyspace.spaces.queries import get_space
from tests.builders.drafting import a_revision, space_of
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.cli.importing import a_history, counts, run
from tests.drafting.rules.revising import check_whole

FOLDERS = [
    "18f-open-source-policy",
    "18f-open-source-practice",
    "open-data-implementation-guide",
    "open-data-overview",
    "open-data-policy-memo",
]


def the_document() -> Document:
    """The only document there is."""
    return db.session.scalars(select(Document)).one()


def the_texts() -> list[str]:
    """What its revisions say, in order."""
    document = the_document()
    return [get_revision(document, number).text for number in range(1, document.revision_count + 1)]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_revision_says_what_its_file_says(app: Flask, shared_data: Path, name: str) -> None:
    folder = shared_data / "histories" / name
    listed = json.loads((folder / "history.json").read_text())
    done = run(app, "import-history", folder)
    assert done.exit_code == 0, done.output
    assert the_document().revision_count == len(listed["revisions"])
    for entry in listed["revisions"]:
        revision = get_revision(the_document(), entry["number"])
        raw = (folder / f"{entry['number']:03}.md").read_bytes().decode()
        lines = raw.replace("\r\n", "\n").replace("\r", "\n")
        assert revision.text == unicodedata.normalize("NFC", lines)
        assert revision.author.display_name == entry["author"]
        assert revision.created_at.date().isoformat() == entry["date"]
        assert revision.imported is not None
        assert revision.imported["source"] == listed["source"]
        check_credited(revision)
    before = counts()
    again = run(app, "import-history", folder)
    assert (again.exit_code, again.stdout) == (0, done.stdout)
    assert counts() == before
    check_pages(app.test_client(), the_document())


def check_credited(revision: Revision) -> None:
    """Each word of the text stems from a revision, and counts for one side."""
    assert revision.authorship is not None
    assert revision.balance is not None
    check_whole(Written(revision.text, revision.authorship))
    assert {number for _, number in revision.authorship} <= {*range(1, revision.number + 1)}
    assert sum(revision.balance.values()) == len(words(revision.text))


def check_pages(visitor: FlaskClient, document: Document) -> None:
    """History, comparison, authorship and export of the whole work can be had by anyone who may read it."""
    here = f"/spaces/{space_of(document).slug}/documents/{document.number}"
    last = document.revision_count
    for page in (
        "/history",
        f"/compare?from=1&to={last}",
        f"/compare?from=1&to={last}&view=side",
        "/authorship",
        f"/authorship?revision={last // 2}",
        f"/revisions/{last}/export",
        f"/revisions/{last}/export?format=docx",
    ):
        assert visitor.get(here + page).status_code == 200, page


def test_every_folder_there_is_was_loaded(shared_data: Path) -> None:
    assert sorted(each.name for each in (shared_data / "histories").iterdir()) == FOLDERS


def test_an_import_that_was_stopped_goes_on_where_it_was(app: Flask, tmp_path: Path) -> None:
    texts = {number: f"Text {number}.\n" for number in range(1, 7)}
    whole = a_history(tmp_path / "whole", texts)
    part = a_history(tmp_path / "part", {number: texts[number] for number in (1, 2, 3)})
    run(app, "import-history", part)
    assert run(app, "import-history", whole).exit_code == 0
    assert the_texts() == list(texts.values())
    assert len(db.session.scalars(select(Space)).all()) == 1


def test_a_revision_like_the_one_before_is_kept_with_its_own_number(app: Flask, tmp_path: Path) -> None:
    run(app, "import-history", a_history(tmp_path / "folder", {1: "Same.\n", 2: "Same.\n", 3: "Same.\n"}))
    assert the_texts() == ["Same.\n"] * 3


def test_texts_of_any_sort_are_kept(app: Flask, tmp_path: Path) -> None:
    odd: dict[int, str | bytes] = {
        1: b"\xef\xbb\xbfWith a mark.\r\nAnd other ends.\rOf lines.\n",
        2: "Cafe\N{COMBINING ACUTE ACCENT}, 東京, \N{THINKING FACE}, عربي.\n",
        3: "<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        4: "No line end",
    }
    done = run(app, "import-history", a_history(tmp_path / "folder", odd))
    assert done.exit_code == 0, done.output
    assert the_texts() == [
        "With a mark.\nAnd other ends.\nOf lines.\n",
        "Café, 東京, \N{THINKING FACE}, عربي.\n",
        odd[3],
        odd[4],
    ]


def test_the_import_is_published_and_says_where_it_comes_from(app: Flask, tmp_path: Path) -> None:
    run(app, "import-history", a_history(tmp_path / "folder", {1: "One.\n"}, source="A public memo"))
    space = db.session.scalars(select(Space)).one()
    page = app.test_client().get(f"/spaces/{space.slug}/documents/1/history").get_data(as_text=True)
    assert "Imported: A public memo" in page
    assert "Imported drafts" in page


def test_in_a_space_that_is_there_it_stays_a_draft_of_its_drafters(app: Flask, tmp_path: Path) -> None:
    space = a_members_only_space()
    done = run(app, "import-history", a_history(tmp_path / "folder", {1: "One.\n"}), "--space", space.slug)
    assert done.exit_code == 0, done.output
    assert (the_document().space_id, the_document().state) == (space.id, "draft")
    assert get_space(space.slug, db.session.scalars(select(Revision)).one().author).membership


def test_the_same_history_can_be_brought_into_two_spaces(app: Flask, tmp_path: Path) -> None:
    folder = a_history(tmp_path / "folder", {1: "One.\n", 2: "Two.\n"})
    for space in (a_members_only_space(), a_members_only_space()):
        assert run(app, "import-history", folder, "--space", space.slug).exit_code == 0
    assert len(db.session.scalars(select(Revision)).all()) == 4


def test_nothing_is_put_on_a_text_that_someone_has_changed(app: Flask, tmp_path: Path) -> None:
    space = a_members_only_space()
    part = a_history(tmp_path / "part", {1: "One.\n"})
    run(app, "import-history", part, "--space", space.slug)
    a_revision(the_document(), "Mine.\n", by=the_facilitator(space))
    whole = a_history(tmp_path / "whole", {1: "One.\n", 2: "Two.\n"})
    done = run(app, "import-history", whole, "--space", space.slug)
    assert done.exit_code == 1
    assert "002.md: Someone has changed the text here since it was imported." in done.stderr
    assert the_texts() == ["One.\n", "Mine.\n"]


def test_nothing_is_put_before_what_was_imported(app: Flask, tmp_path: Path) -> None:
    folder = a_history(tmp_path / "folder", {1: "One.\n", 2: b"\xff", 3: "Three.\n"})
    assert run(app, "import-history", folder).exit_code == 1
    (folder / "002.md").write_text("Two.\n")
    done = run(app, "import-history", folder)
    assert done.exit_code == 1
    assert "002.md: Revision 3 was imported before" in done.stderr
    assert the_texts() == ["One.\n", "Three.\n"]


def test_what_cannot_be_taken_is_named_and_the_rest_is_loaded(app: Flask, tmp_path: Path) -> None:
    good = {"number": 1, "date": "2014-06-05", "author": "a"}
    revisions = [
        good,
        good,
        {"number": "2", "date": "2014-06-05", "author": "a"},
        {"number": True, "date": "2014-06-05", "author": "a"},
        {"number": 3, "date": "5 June", "author": "a"},
        {"number": 4, "date": "2014-06-05"},
        {"number": 5, "date": "2014-06-05", "author": "a" * 81},
        "six",
        {"number": 7, "date": "2014-06-05T10:00:00+01:00", "author": "a"},
        {"number": 8, "date": "2014-06-05", "author": "a"},
        {"number": 9, "date": "2014-06-05", "author": "a"},
        {"number": 10, "date": "2014-06-05", "author": "a"},
        {"number": 11, "date": "2014-06-05", "author": "b"},
    ]
    texts: dict[int, str | bytes] = {1: "One.\n", 7: "Seven.\n", 8: b"ok\nok\n\xe9t\xe9\n", 9: "x" * 100_001}
    folder = a_history(tmp_path / "folder", texts | {11: "Eleven.\n"}, revisions=revisions)
    done = run(app, "import-history", folder)
    assert done.exit_code == 1
    assert the_texts() == ["One.\n", "Seven.\n", "Eleven.\n"]
    told = [line for line in done.stderr.splitlines() if ": " in line and not line.startswith("Revisions")]
    assert [line.split(":")[0] for line in told] == [
        *(f"history.json, revision {place} of the list" for place in range(2, 9)),
        *("008.md", "009.md", "010.md"),
    ]
    assert "Line 3 is not in UTF-8." in told[7]
    assert "Use 100,000 characters or fewer." in told[8]
    assert "No such file" in told[9]
    assert "10 rows could not be taken." in done.stderr


@pytest.mark.parametrize(
    ("listed", "because"),
    [
        (b"", "is not JSON from line 1 on"),
        (b'{\n"title": "A",\n', "is not JSON from line 3 on"),
        (b'{"title": "\xff"}', "is not JSON in UTF-8"),
        (b"[" * 100_000, "is not JSON in UTF-8"),
        (b"[]", "needs a title and a list of revisions"),
        (b'{"title": "A", "revisions": {}}', "needs a title and a list of revisions"),
        (b'{"title": "A", "revisions": []}', "needs a title and a list of revisions"),
        (b'{"title": " ", "revisions": [1]}', "needs a title and a list of revisions"),
        (None, "history.json cannot be read"),
    ],
)
def test_a_wrong_folder_gets_one_sentence(
    app: Flask, tmp_path: Path, listed: bytes | None, because: str
) -> None:
    if listed is not None:
        (tmp_path / "history.json").write_bytes(listed)
    done = run(app, "import-history", tmp_path)
    assert done.exit_code == 2
    assert because in done.stderr
    assert len(done.output.splitlines()) == 1
    assert counts()["person"] == 0


def test_a_missing_folder_and_a_missing_space_get_one_sentence(app: Flask, tmp_path: Path) -> None:
    done = run(app, "import-history", tmp_path / "nowhere")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert "There is no folder" in done.stderr
    done = run(app, "import-history", a_history(tmp_path / "f", {1: "One.\n"}), "--space", "nowhere")
    assert (done.exit_code, done.output) == (2, "Error: There is no space at nowhere.\n")
    assert counts()["document"] == 0
