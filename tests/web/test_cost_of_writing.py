"""What writing costs: so many statements and so many calls, however much was written before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.builders.discussion import a_comment, words_of_a_comment
from tests.builders.drafting import a_key, an_open_problem, space_of
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient, token_of
from tests.conftest import QueryCount
from tests.work import calls_in

COMMENTS, EDIT = "comments", "edit"
MOST_FOR_A_COMMENT, MOST_FOR_A_REVISION = 15_500, 60_000
"""Calls of Python, with room for what each database driver adds: they were 17,000 and more, and 74,000 and more."""


class Writer:
    """A browser that sends one form after another, and goes nowhere they lead."""

    def __init__(self, app: Flask, person: Person, document: Document) -> None:
        self.here = f"/spaces/{space_of(document).slug}/documents/{document.number}"
        self.client = PageClient(app, app.response_class).sign_in(person)
        self.token = token_of(self.client.page(self.here))

    def send(self, form: str, words: Mapping[str, Any]) -> None:
        self.ready(form, words)()

    def ready(self, form: str, words: Mapping[str, Any]) -> Callable[[], None]:
        """Sends the form when it is called; what a browser does before is done then."""
        said = urlencode({**words, "csrf_token": self.token, "idempotency_key": a_key()})

        def send() -> None:
            kind = "application/x-www-form-urlencoded"
            reply = self.client.post(f"{self.here}/{form}", data=said, content_type=kind)
            assert reply.status_code == 303, reply.status_code

        return send


def asked(counted: QueryCount) -> list[str]:
    """What the database was asked, but for where a transaction begins: only SQLite is told so."""
    return [each for each in counted.statements if not each.startswith("BEGIN")]


def commented(number: int) -> dict[str, Any]:
    return words_of_a_comment(body=f"What I saw in our street, the {number}th time, and wrote down.")


def revised(document: Document, text: str) -> dict[str, Any]:
    return {"text": text, "title": document.title, "base_number": document.revision_count}


def a_long_text(paragraphs: int, *, changed: str = "") -> str:
    """A text of so many paragraphs under headings, and the words in which the second differs."""
    told = [
        f"{'## Part ' + str(number) + chr(10) * 2 if number % 8 == 1 else ''}"
        f"In the {number}th case we *know* of, the council (see [the report](https://example.org/{number})) wrote to "
        f"the family within {number} days, and told them where they would live next{changed if number == 2 else ''}."
        for number in range(paragraphs)
    ]
    return "\n\n".join(told) + "\n"


@pytest.mark.parametrize("said", [1, 60])
def test_a_comment_costs_the_same_beside_one_and_beside_many(
    app: Flask, count_queries: type[QueryCount], said: int
) -> None:
    document = an_open_problem()
    member = a_member(space_of(document))
    for number in range(said):
        a_comment(document, body=f"What others saw, the {number}th time, and what they made of it.")
    writer = Writer(app, member, document)
    for number in range(2):
        writer.send(COMMENTS, commented(number))
    with count_queries() as counted:
        writer.send(COMMENTS, commented(2))
    assert len(asked(counted)) <= 19, asked(counted)
    assert calls_in(writer.ready(COMMENTS, commented(3))) < MOST_FOR_A_COMMENT


def test_a_revision_of_a_long_text_costs_little_but_for_what_changed(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    document = an_open_problem(text=a_long_text(80))
    writer = Writer(app, the_facilitator(space_of(document)), document)

    def ready(changed: str) -> Callable[[], None]:
        db.session.refresh(document)
        return writer.ready(EDIT, revised(document, a_long_text(80, changed=changed)))

    for changed in (" at once", " by letter"):
        ready(changed)()
    send = ready(" in writing")
    with count_queries() as counted:
        send()
    assert len(asked(counted)) <= 30, asked(counted)
    assert calls_in(ready(" in plain words")) < MOST_FOR_A_REVISION
