"""What it costs to keep who wrote what of a text of 100,000 characters, and to read it after a hundred revisions.

Run by itself with `python -m bench.authorship`.
"""

from __future__ import annotations

from itertools import groupby

from flask import current_app

from bench.drafting import SIZE, a_database
from bench.measuring import Row, measured, table
from bench.texts import long_texts
from policyspace.drafting.authorship import authorship_of
from policyspace.drafting.credits import stretches_of
from policyspace.drafting.models import Document
from policyspace.drafting.rules.authorship import Written, carry_authorship, first_authorship
from policyspace.drafting.rules.balance import words_by_revision
from policyspace.drafting.rules.diff import compare_texts
from policyspace.foundation.db import db
from tests.builders.drafting import a_revision, an_open_problem, space_of

REVISIONS = 100
MANY = f"{SIZE}, {REVISIONS} revisions"


def rows() -> list[Row]:
    """The step at a save; what a reader of the page waits for; working everything out from nothing."""
    texts = _all_different(REVISIONS)
    with a_database():
        document = an_open_problem(text=texts[0])
        for text in texts[1:]:
            a_revision(document, text)
        return [_step(texts[-2], texts[-1]), *_reading(document), _from_nothing(texts)]


def _all_different(count: int) -> list[str]:
    """`count` states of a long text, none like the one before: that would not be saved."""
    return [text for text, _ in groupby(long_texts(2 * count))][:count]


def _step(old: str, new: str) -> Row:
    """Without the comparison, which a save has made already."""
    before, difference = Written(old, first_authorship(old, 1)), compare_texts(old, new)

    def credit() -> None:
        words_by_revision(new, carry_authorship(new, 2, before, difference))

    return measured("credit the words of a save", SIZE, "the rule", credit)


def _reading(document: Document) -> list[Row]:
    def read() -> None:
        db.session.expire_all()
        stretches_of(authorship_of(document, REVISIONS))

    client = current_app.test_client()
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/authorship"
    if client.get(path).status_code != 200:
        raise RuntimeError("The page is not there to be measured.")
    return [
        measured("read who wrote what", MANY, "policyspace", read),
        measured("the page of who wrote what", MANY, "policyspace", lambda: client.get(path)),
    ]


def _from_nothing(texts: list[str]) -> Row:
    def walk() -> None:
        written = Written(texts[0], first_authorship(texts[0], 1))
        for number, text in enumerate(texts[1:], 2):
            spans = carry_authorship(text, number, written, compare_texts(written.text, text))
            written = Written(text, spans)

    return measured("work out who wrote what from nothing", MANY, "the rule", walk, rounds=2)


if __name__ == "__main__":
    print(table(rows()))
