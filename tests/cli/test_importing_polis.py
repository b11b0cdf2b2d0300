"""`policyspace import-polis` over real conversations: every comment is there, and everyone who agreed."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.app import create_app
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.spaces.models import Space
from tests.cli.importing import a_comment_row, a_conversation, counts, run
from tests.conftest import a_database, settings_for

SMALL = ["london.youth.policing", "scoop-hivemind.affordable-housing"]
LARGE = "american-assembly.bowling-green"
KILLED = LARGE if os.environ.get("WHOLE_IMPORTS") else SMALL[1]
"""The conversation whose import is killed: the largest one takes most of a minute."""


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_kept(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def check(folder: Path) -> None:
    """Every row of the folder stands in the database, and nothing else."""
    votes = rows_of(folder, "participants-votes.csv")
    said = {each.imported["id"]: each for each in db.session.scalars(select(Comment)) if each.imported}
    rows = rows_of(folder, "comments.csv")
    assert sorted(said) == sorted(row["comment-id"] for row in rows)
    for row in rows:
        comment, author = said[row["comment-id"]], row["author-id"]
        agreed = {each["participant"] for each in votes if each.get(row["comment-id"]) == "1"} - {author}
        assert comment.body == as_kept(row["comment-body"])
        assert comment.author.display_name == f"Participant {author}"
        assert comment.support_count == len(agreed)
        assert (comment.hidden_at is not None) == (row["moderated"] == "-1")
        assert comment.created_at == datetime.fromtimestamp(int(row["timestamp"]) / 1000, UTC)
    stored = counts()
    assert stored["comment"] == len(rows)
    assert stored["support"] == sum(comment.support_count for comment in said.values())
    people = {each["participant"] for each in votes} | {row["author-id"] for row in rows}
    assert stored["person"] == len(people) + 1  # and the importing account
    document = db.session.scalars(select(Document)).one()
    assert document.comment_count == sum(row["moderated"] != "-1" for row in rows)


@pytest.mark.parametrize("name", SMALL)
def test_every_comment_and_everyone_who_agreed_is_there(app: Flask, shared_data: Path, name: str) -> None:
    folder = shared_data / "polis" / name
    done = run(app, "import-polis", folder)
    assert done.exit_code == 0, done.output
    check(folder)
    before = counts()
    again = run(app, "import-polis", folder)
    assert (again.exit_code, again.stdout) == (0, done.stdout)
    assert counts() == before


def test_every_folder_there_is_was_loaded(shared_data: Path) -> None:
    assert sorted(each.name for each in (shared_data / "polis").iterdir()) == sorted([LARGE, *SMALL])


@contextmanager
def importing(folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The import as a process of its own."""
    words = [sys.executable, "-m", "policyspace", "import-polis", str(folder)]
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_conversation_is_whole_after_its_import_was_killed(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared_data / "polis" / KILLED
    with a_database("sqlite", tmp_path, "killed") as url:
        migrate(url)
        environment = {"DATABASE_URL": url, "SECRET_KEY": "s" * 48, "LOG_LEVEL": "ERROR"}
        with importing(folder, environment) as process:
            assert process.stderr is not None
            next(line for line in process.stderr if line.startswith("Comments: "))
            process.kill()
        assert process.returncode == -signal.SIGKILL
        with importing(folder, environment) as process:
            process.communicate(timeout=300)
        assert process.returncode == 0
        with create_app(settings_for(url)).app_context():
            check(folder)
            db.session.remove()
            db.engine.dispose()


def test_the_topic_is_an_open_problem_that_names_its_source(app: Flask, tmp_path: Path) -> None:
    told = {
        "topic": "Affordable housing",
        "url": "https://pol.is/4hnmy3zeff",
        "voters": "381",
        "commenters": "57",
        "conversation-description": "This is  __*closed*__.\n\nThanks.",
    }
    run(app, "import-polis", a_conversation(tmp_path / "folder", [a_comment_row(1)], summary=[*told.items()]))
    problem = db.session.scalars(select(Document)).one()
    text = db.session.scalars(select(Revision.text)).one()
    assert (problem.title, problem.state) == ("Affordable housing", "open")
    assert "This is  __*closed*__.\n\nThanks." in text
    assert "381 people took part and 57 of them wrote comments" in text
    assert "CC BY 4.0" in text
    space = db.session.scalars(select(Space)).one()
    page = app.test_client().get(f"/spaces/{space.slug}/documents/1").get_data(as_text=True)
    assert "Computational Democracy Project" in page
    assert 'href="https://pol.is/4hnmy3zeff"' in page
