"""What real residents wrote elsewhere is taken as it is: every body, none refused, none changed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from flask import Flask

from policyspace.discussion.rendering import rendered
from policyspace.discussion.schemas import NewComment
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.plain import plain_text
from tests.builders.discussion import a_comment, a_discussed_problem, counts_of
from tests.builders.people import a_resident

FOLDERS = ("american-assembly.bowling-green", "london.youth.policing", "scoop-hivemind.affordable-housing")


def bodies(place: Path) -> list[str]:
    """The comments of one conversation, as its platform exported them."""
    with (place / "comments.csv").open(encoding="utf-8", newline="") as file:
        return [row["comment-body"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_body_passes_the_shape_and_the_guard_and_keeps_its_words(
    app: Flask, shared_data: Path, folder: str
) -> None:
    found = bodies(shared_data / "polis" / folder)
    assert len(found) > 30
    for body in found:
        sent = {"kind": "idea", "body": body, "revision_number": 1, "idempotency_key": "key-00000001"}
        assert NewComment().read(sent)["body"] == clean_text(body)
        words = plain_text(rendered(clean_text(body)))
        assert letters(words) == letters(clean_text(body)), body


def letters(text: str) -> str:
    """The letters and digits of a text: what Markdown may not swallow."""
    return "".join(sign for sign in text if sign.isalnum())


def test_a_conversation_of_real_residents_is_posted_whole(app: Flask, shared_data: Path) -> None:
    problem, author = a_discussed_problem(), a_resident()
    found = bodies(shared_data / "polis" / "london.youth.policing")
    for number, body in enumerate(found):
        comment = a_comment(problem, author=author, body=body, idempotency_key=f"polis-{number:04}")
        assert comment.body == body
    assert counts_of(problem) == (len(found), {})
