"""What a drafter waits for in a text of 100,000 characters: comparing, saving, saving while somebody else did."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from bench.measuring import Row, measured
from bench.texts import long_texts
from policyspace.app import create_app
from policyspace.drafting import services
from policyspace.drafting.comparing import compare_revisions
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.diff import compare_texts
from policyspace.drafting.rules.merge import merge
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.foundation.settings import Settings
from tests.builders.drafting import a_problem, a_revision, space_of
from tests.builders.spaces import the_facilitator

SIZE = "100 KB"


def rows() -> list[Row]:
    """The rules by themselves, then what a person waits for, on SQLite."""
    texts = long_texts(12)
    rules = [
        measured("compare two texts", SIZE, "the rule", lambda: compare_texts(texts[0], texts[6])),
        measured("merge three ways", SIZE, "the rule", lambda: merge(texts[0], texts[1], texts[6])),
    ]
    with a_database():
        document = a_problem(text=texts[0])
        a_revision(document, texts[6])
        return [*rules, *_as_people_wait(document, texts)]


def _as_people_wait(document: Document, texts: list[str]) -> list[Row]:
    waiting = iter(range(10_000))
    untouched = _paragraphs_in_both(texts[0], texts[6])

    def save_with_a_concurrent_change() -> None:
        """From revision 1, a sentence more in one paragraph; the newest revision has changed others."""
        paragraph = untouched.pop()
        mine = texts[0].replace(paragraph, f"{paragraph} And so it shall be.")
        base = get_revision(document, 1)
        services.save_revision(
            the_facilitator(space_of(document)),
            document,
            base_number=base.number,
            title=document.title,
            text=mine,
            idempotency_key=secrets.token_hex(8),
        )

    def save_alone() -> None:
        newest = get_revision(document, document.revision_count)
        a_revision(document, f"{newest.text.rstrip()}\n\nAnd the {next(waiting)}th.\n")

    return [
        measured("compare two revisions", SIZE, "policyspace", lambda: compare_revisions(document, 1, 2)),
        measured("save a revision", SIZE, "policyspace", save_alone),
        measured("save with a concurrent change", SIZE, "policyspace", save_with_a_concurrent_change),
    ]


def _paragraphs_in_both(one: str, other: str) -> list[str]:
    """Plain paragraphs that stand once in both texts, for edits that meet nobody else's."""
    paragraphs = [each for each in one.split("\n\n") if len(each) > 200 and each[:1].isalpha()]
    return [each for each in paragraphs if one.count(each) == other.count(each) == 1]


@contextmanager
def a_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite3"
        migrate(url)
        app = create_app(Settings(mode="development", secret_key="s" * 48, database_url=url, worker=False))
        with app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()
