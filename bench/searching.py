"""What somebody waits for who looks for a rare or a common word among very many documents and comments, on both
databases.

SEARCH_SIZES names how many things there are, "100000" unless told otherwise; "1000,100000,1000000" shows how the
cost grows. PostgreSQL is left out where it does not answer.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import current_app
from sqlalchemy import func, insert, select

from bench.discussing import page_row, signed_in
from bench.measuring import Row, cpu_seconds, measured
from bench.served.whole import databases
from policyspace.app import create_app
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.foundation.limits import LIMITS, Limit
from policyspace.foundation.migrations import migrate
from policyspace.models import metadata
from policyspace.reporting.searching import rebuild_index
from tests.builders.discussion import a_comment
from tests.builders.drafting import an_open_problem, space_of
from tests.builders.people import a_resident
from tests.builders.spaces import a_member
from tests.conftest import a_database, settings_for

SIZES = [int(each) for each in os.environ.get("SEARCH_SIZES", "100000").split(",")]
DOCUMENTS_OF = 100
"""One document for so many comments."""

AT_ONCE = 5_000
VOCABULARY = 5_000
RARE_EACH, COMMON_SHARE = 10_000, 0.4
QUESTIONS = {
    "a rare word": "zebrafinch",
    "a common word": "housing",
    "two common words": "housing waiting",
    "a phrase": "%22housing waiting%22",
    "a word of every thousandth": "middling",
    "a word nobody used": "nothinglikeit",
    "a common word in one space": "housing&space={slug}",
    "a common word, documents": "housing&kind=problem",
}


def rows() -> list[Row]:
    """Pages of the first hits, for a visitor and for a member; and what a post costs that is indexed."""
    found = []
    for kind in databases():
        for size in SIZES:
            with _a_service(kind):
                found += _of(kind, size)
    return sorted(found, key=lambda row: row.what)


@contextmanager
def _a_service(kind: str) -> Iterator[None]:
    with (
        TemporaryDirectory() as room,
        a_database(kind, Path(room), f"policyspace_bench_{os.getpid()}") as url,
    ):
        migrate(url)
        app = create_app(settings_for(url))
        with app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()


def _of(kind: str, size: int) -> list[Row]:
    problem = a_full_service(size)
    about = f"{size:,} on {kind}"
    slug = space_of(problem).slug
    LIMITS.update(dict.fromkeys(("searching", "searching_from"), Limit(1_000_000, 1)))
    visitor, person = current_app.test_client(), a_resident()
    found = [
        page_row(f"search: {name}", about, f"/search?q={asked.format(slug=slug)}", visitor, rounds=15)
        for name, asked in QUESTIONS.items()
    ]
    member = signed_in(a_member(space_of(problem)))
    found.append(page_row("search: a common word, signed in", about, "/search?q=housing", member, rounds=15))
    found.append(page_row("a page without a search", about, "/search", visitor, rounds=15))
    words = "We waited **nine** months in one room, and nobody told us why. " * 4
    post = measured(
        "post a comment", about, "policyspace", lambda: a_comment(problem, author=person, body=words)
    )
    return [*found, post]


def a_full_service(size: int) -> Document:
    """So many comments and documents in ten spaces, with the index made; one open problem of them."""
    dice = random.Random(size)  # noqa: S311 - the same words in each run
    vocabulary = [f"w{number}" for number in range(VOCABULARY)]
    problems = [an_open_problem() for _ in range(10)]
    said, first = a_comment(problems[0]), problems[0].id
    documents = max(size // DOCUMENTS_OF, 10)
    _copy(Document, _documents(problems, documents))
    _copy(Revision, _revisions(problems[0], documents, dice, vocabulary))
    _copy(Comment, _comments(said, [each.id for each in problems], size - documents, dice, vocabulary))
    if db.engine.dialect.name == "postgresql":
        for name in ("document", "revision", "comment"):
            newest = func.max(metadata.tables[name].c.id)
            db.session.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), newest)))
    db.session.commit()
    db.session.expire_all()
    began = cpu_seconds()
    done = max(rebuild_index())
    print(f"indexed {done:,} in {cpu_seconds() - began:.0f} s of processor time", flush=True)
    return db.session.get_one(Document, first)


def _row_of(row: Any) -> dict[str, Any]:
    query = select(metadata.tables[row.__tablename__]).filter_by(id=row.id)
    return dict(db.session.execute(query).mappings().one())


def _documents(problems: list[Document], count: int) -> Iterator[dict[str, Any]]:
    kept = [_row_of(each) for each in problems]
    first = (db.session.scalar(select(func.max(Document.id))) or 0) + 1
    for number in range(count):
        yield {
            **kept[number % 10],
            "id": first + number,
            "number": 100 + number,
            "title": f"Problem {number}",
        }


def _revisions(
    problem: Document, count: int, dice: random.Random, vocabulary: list[str]
) -> Iterator[dict[str, Any]]:
    """About 6 KB of text each."""
    kept = _row_of(db.session.scalars(select(Revision).filter_by(document_id=problem.id)).one())
    first = (db.session.scalar(select(func.max(Revision.id))) or 0) + 1
    document = (db.session.scalar(select(func.max(Document.id))) or 0) + 1 - count
    for number in range(count):
        words = " ".join(_words(dice, vocabulary, 1_000, number))
        blocks = [{**kept["blocks"][0], "html": f"<p>{words}</p>"}]
        own = {
            "id": first + number,
            "document_id": document + number,
            "idempotency_key": secrets.token_hex(16),
        }
        yield {**kept, **own, "text": words, "blocks": blocks}


def _comments(
    said: Comment, documents: list[int], count: int, dice: random.Random, vocabulary: list[str]
) -> Iterator[dict[str, Any]]:
    kept = _row_of(said)
    for number in range(count):
        words = " ".join(_words(dice, vocabulary, 50, number))
        own = {"id": said.id + 1 + number, "document_id": documents[number % 10]}
        more = {"body": words, "html": f"<p>{words}</p>", "idempotency_key": secrets.token_hex(16)}
        yield {**kept, **own, **more}


def _words(dice: random.Random, vocabulary: list[str], count: int, number: int) -> list[str]:
    words = dice.choices(vocabulary, k=count)
    if dice.random() < COMMON_SHARE:
        words[count // 2 : count // 2] = ["housing"] if dice.random() < 0.5 else ["housing", "waiting"]
    if number % 1_000 == 7:
        words.append("middling")
    if number % RARE_EACH == 9:
        words.append("zebrafinch")
    return words


def _copy(model: type[Any], made: Iterator[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    for row in made:
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(insert(model.__table__), waiting)
            waiting = []
    if waiting:
        db.session.execute(insert(model.__table__), waiting)
