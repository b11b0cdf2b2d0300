"""Running imports as a person at a command line does, and counting what they leave."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from policyspace.foundation.db import db
from policyspace.models import metadata

COLUMNS = [
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
]


def run(app: Flask, *words: str | Path) -> Result:
    """The command with these words; a fault of the code fails the test."""
    db.session.rollback()
    with app.app_context():
        done = app.test_cli_runner().invoke(args=[str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def counts() -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


def a_history(place: Path, texts: Mapping[int, str | bytes], **told: Any) -> Path:
    """A folder of a drafting history with these texts by number, each by "author-1" unless told otherwise."""
    place.mkdir(exist_ok=True)
    revisions = [{"number": number, "date": "2014-06-05", "author": "author-1"} for number in texts]
    listed = {"title": "A memo", "source": "somewhere", "revisions": revisions} | told
    (place / "history.json").write_text(json.dumps(listed))
    for number, text in texts.items():
        (place / f"{number:03}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def a_comment_row(number: int, body: str = "More buses.", **told: object) -> list[str]:
    """A row of comments.csv."""
    cells: dict[str, object] = {
        "timestamp": 1518501496471 + number,
        "comment-id": number,
        "author-id": 1,
        "moderated": 1,
        "comment-body": body,
    }
    return [str((cells | told).get(column, "")) for column in COLUMNS]


def a_conversation(
    place: Path,
    comments: Sequence[Sequence[str]],
    votes: Sequence[Sequence[str]] = (("participant", "1"), ("1", "1"), ("2", "1")),
    summary: Sequence[Sequence[str]] = (("topic", "Buses"), ("url", "https://pol.is/buses")),
    columns: Sequence[str] = COLUMNS,
) -> Path:
    """A folder of a conversation."""
    place.mkdir(exist_ok=True)
    tables = {
        "summary.csv": summary,
        "comments.csv": [columns, *comments],
        "participants-votes.csv": votes,
    }
    for name, rows in tables.items():
        with (place / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
    return place
