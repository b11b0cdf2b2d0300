"""`policyspace import-polis` over folders that are not as they should be: told by file and line, and gone on with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.discussion.models import Comment
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.people.queries import find_person
from tests.builders.spaces import a_members_only_space
from tests.cli.importing import COLUMNS, a_comment_row, a_conversation, counts, run


def the_bodies() -> list[str]:
    """What every comment says, in the order of their numbers."""
    return list(db.session.scalars(select(Comment.body).order_by(Comment.id)))


def told_of(stderr: str) -> list[str]:
    """The lines that name a row."""
    return [line for line in stderr.splitlines() if ".csv, line " in line]


def test_rows_that_cannot_be_taken_are_named_and_the_rest_is_loaded(app: Flask, tmp_path: Path) -> None:
    rows: list[Sequence[str]] = [
        a_comment_row(1, "First."),
        a_comment_row(2, "x" * 5001),
        a_comment_row(3, " \n"),
        a_comment_row(1, "Again."),
        a_comment_row(4, "Over\ntwo lines."),
        a_comment_row(5, moderated="yes"),
        a_comment_row(6, timestamp="yesterday"),
        a_comment_row(7, timestamp="9" * 18),
        a_comment_row(8, timestamp="4102444800000"),
        a_comment_row(9)[:-1],
        [*a_comment_row(10), "more"],
        a_comment_row(11, **{"author-id": "anonymous"}),
        a_comment_row(12, **{"comment-id": ""}),
        a_comment_row(13, **{"comment-id": "١٣"}),
        a_comment_row(14, "[" * 4000),
        a_comment_row(15, "Last."),
    ]
    done = run(app, "import-polis", a_conversation(tmp_path / "folder", rows))
    assert done.exit_code == 1
    assert the_bodies() == ["First.", "Over\ntwo lines.", "Last."]
    lines = [line.split(": ")[0].removeprefix("comments.csv, line ") for line in told_of(done.stderr)]
    assert lines == ["3", "4", "6", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18"]
    assert "Use 5,000 characters or fewer." in done.stderr
    assert "The comment 1 is on line 2 already." in done.stderr
    assert "This row has 7 cells. It needs 8." in done.stderr
    assert "13 rows could not be taken." in done.stderr


def test_a_row_mended_later_is_loaded_by_another_run(app: Flask, tmp_path: Path) -> None:
    rows = [a_comment_row(1, "First."), a_comment_row(2, "x" * 5001), a_comment_row(3, "Third.")]
    votes = [["participant", "1", "2", "3"], ["1", "1", "1", "1"], ["2", "1", "1", "nine"]]
    done = run(app, "import-polis", a_conversation(tmp_path / "folder", rows, votes))
    assert done.exit_code == 1
    assert told_of(done.stderr)[1:] == [
        "participants-votes.csv, line 3: The vote on comment 3 must be 1, 0, -1 or nothing.",
        "participants-votes.csv, line 1: Votes on comment 2 are left out: it was not taken.",
    ]
    assert counts()["support"] == 0
    rows[1], votes[2] = a_comment_row(2, "Second."), ["2", "1", "1", ""]
    assert run(app, "import-polis", a_conversation(tmp_path / "folder", rows, votes)).exit_code == 0
    assert sorted(the_bodies()) == ["First.", "Second.", "Third."]
    assert counts()["support"] == 2


def test_text_of_any_sort_is_kept(app: Flask, tmp_path: Path) -> None:
    bodies = [
        'She said "no", twice.',
        "Two\r\nlines\rand three.",
        "=1+1, <b>bold</b>, 東京 \N{THINKING FACE}",
        "Cafe\N{COMBINING ACUTE ACCENT} عربي",
        "a\0b\N{RIGHT-TO-LEFT OVERRIDE}c",
    ]
    rows = [a_comment_row(number, body) for number, body in enumerate(bodies, 1)]
    folder = a_conversation(tmp_path / "folder", rows)
    marked = b"\xef\xbb\xbf" + (folder / "comments.csv").read_bytes()
    (folder / "comments.csv").write_bytes(marked)
    done = run(app, "import-polis", folder)
    assert done.exit_code == 0, done.output
    assert the_bodies() == [bodies[0], "Two\nlines\nand three.", bodies[2], "Café عربي", "abc"]


def test_bytes_that_are_not_utf8_cost_one_row(app: Flask, tmp_path: Path) -> None:
    folder = a_conversation(tmp_path / "folder", [a_comment_row(number) for number in (1, 2, 3)])
    raw = (folder / "comments.csv").read_bytes().splitlines(keepends=True)
    raw[2] = raw[2].replace(b"More", b"\xe9t\xe9")
    (folder / "comments.csv").write_bytes(b"".join(raw))
    done = run(app, "import-polis", folder)
    assert (done.exit_code, len(the_bodies())) == (1, 2)
    assert told_of(done.stderr) == ["comments.csv, line 3: This row is not in UTF-8."]


@pytest.mark.parametrize("broken", ['"open until the end', '"closed" too early', '"' + "x" * 140_000 + '"'])
def test_quotes_that_do_not_close_cost_only_what_they_hold(app: Flask, tmp_path: Path, broken: str) -> None:
    folder = a_conversation(tmp_path / "folder", [a_comment_row(1, "First."), a_comment_row(2, "Second.")])
    row = ",".join(a_comment_row(3)[:-1])
    with (folder / "comments.csv").open("a") as out:
        out.write(f"{row},{broken}\n")
    done = run(app, "import-polis", folder)
    assert (done.exit_code, the_bodies()) == (1, ["First.", "Second."])
    assert "comments.csv, line 4: The quotes do not close where they should" in done.stderr


def test_a_participant_listed_twice_counts_once(app: Flask, tmp_path: Path) -> None:
    votes = [["participant", "1"], ["2", "1"], ["2", "1"], ["nobody", "1"], ["3", "-1"]]
    done = run(app, "import-polis", a_conversation(tmp_path / "folder", [a_comment_row(1)], votes))
    assert done.exit_code == 1
    assert told_of(done.stderr) == [
        "participants-votes.csv, line 3: The participant 2 is on line 2 already.",
        "participants-votes.csv, line 4: The column participant must hold a number.",
    ]
    assert counts()["support"] == 1


def test_nobody_supports_what_they_said_themselves(app: Flask, tmp_path: Path) -> None:
    votes = [["participant", "1"], ["1", "1"], ["2", "1"], ["3", "0"], ["4", ""], ["5", "-1"]]
    run(app, "import-polis", a_conversation(tmp_path / "folder", [a_comment_row(1)], votes))
    assert counts()["support"] == 1


def test_a_problem_that_was_closed_takes_no_more_and_says_so(app: Flask, tmp_path: Path) -> None:
    run(app, "import-polis", a_conversation(tmp_path / "folder", [a_comment_row(1)]))
    importer = find_person("import@drafts.invalid")
    assert importer is not None
    drafting.close_problem(importer, db.session.scalars(select(Document)).one())
    rows = [a_comment_row(1), a_comment_row(2)]
    done = run(app, "import-polis", a_conversation(tmp_path / "folder", rows))
    assert (done.exit_code, len(the_bodies())) == (1, 1)
    assert "comments.csv, line 3: Sign in to comment, while the problem is open" in done.stderr


def test_it_goes_into_a_space_that_only_members_read(app: Flask, tmp_path: Path) -> None:
    space = a_members_only_space()
    done = run(
        app, "import-polis", a_conversation(tmp_path / "folder", [a_comment_row(1)]), "--space", space.slug
    )
    assert done.exit_code == 0, done.output
    assert db.session.scalars(select(Document)).one().space_id == space.id


def test_a_long_topic_is_cut_in_titles_and_kept_in_the_text(app: Flask, tmp_path: Path) -> None:
    topic = "How " + "very " * 200 + "long?"
    folder = a_conversation(tmp_path / "folder", [a_comment_row(1)], summary=[("topic", topic)])
    assert run(app, "import-polis", folder).exit_code == 0
    title = db.session.scalars(select(Document)).one().title
    assert len(title) <= 160
    assert title.endswith(" …")


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"columns": COLUMNS[:-1]}, "comments.csv in .* has no column comment-body."),
        ({"votes": [["who", "1"]]}, "participants-votes.csv in .* has no column participant."),
        ({"summary": [["url", "x"]]}, "summary.csv in .* does not tell the topic."),
        ({"summary": []}, "summary.csv in .* does not tell the topic."),
    ],
)
def test_a_wrong_folder_gets_one_sentence(
    app: Flask, tmp_path: Path, changed: dict[str, Any], because: str
) -> None:
    done = run(app, "import-polis", a_conversation(tmp_path / "folder", [], **changed))
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
    assert re.search(because, done.stderr), done.stderr
    assert counts()["person"] == 0


@pytest.mark.parametrize("name", ["summary.csv", "comments.csv", "participants-votes.csv"])
def test_a_missing_file_gets_one_sentence(app: Flask, tmp_path: Path, name: str) -> None:
    folder = a_conversation(tmp_path / "folder", [a_comment_row(1)])
    (folder / name).unlink()
    done = run(app, "import-polis", folder)
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert f"{name} cannot be read" in done.stderr
    assert run(app, "import-polis", tmp_path / "nowhere").exit_code == 2
