"""What readers, residents and the team wait for where ten or ten thousand people have said something."""

from __future__ import annotations

import secrets

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import event, func, insert, select, update
from werkzeug.test import TestResponse

from bench.drafting import SIZE, a_database
from bench.measuring import Row, measured
from bench.texts import long_texts
from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment, CommentTally, DiscussedBlock
from policyspace.discussion.services.counting import recount_words
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.services import open_problem
from policyspace.foundation.db import db
from policyspace.foundation.text.plain import plain_text
from policyspace.models import metadata
from policyspace.people.models import Person
from policyspace.people.services import begin_session
from tests.builders.discussion import a_comment
from tests.builders.drafting import a_problem, a_revision, space_of
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.client import forget_the_last_request

FEW, MANY = 10, 10_000
COPIED_AT_ONCE = 500
WORDS = "We waited **nine** months in one room, and nobody told us why. " * 4


def rows() -> list[Row]:
    """Pages and posts beside few and many comments, then one revision more under many, on SQLite."""
    with a_database():
        text = f"{long_texts(1)[0][:20_000].rsplit(chr(10) * 2, 1)[0]}\n"
        found = [
            row
            for count in (FEW, MANY)
            for row in _waited_for(a_discussion(text, count), f"{count:,} comments")
        ]
        return [*sorted(found, key=lambda row: row.what), _carried()]


def _waited_for(document: Document, size: str) -> list[Row]:
    space, person = space_of(document), a_resident()
    here = f"/spaces/{space.slug}/documents/{document.number}"
    team = f"{here}/answers?show=unanswered"

    visitor, facilitator = current_app.test_client(), signed_in(the_facilitator(space))
    return [
        page_row("document, for a visitor", size, here, visitor),
        page_row("document, signed in", size, here, facilitator),
        page_row("list of comments, for a visitor", size, f"{here}/comments", visitor),
        page_row("workbench of answers", size, team, facilitator),
        measured(
            "post a comment", size, "policyspace", lambda: a_comment(document, author=person, body=WORDS)
        ),
    ]


def page_row(what: str, size: str, path: str, client: FlaskClient, *, rounds: int = 7) -> Row:
    """A page: its processor time in this process, and of the first look its statements, bytes and articles."""

    def get() -> TestResponse:
        forget_the_last_request()
        return client.get(path)

    counted = Statements()
    with counted:
        reply = get()
    assert reply.status_code == 200, (path, reply.status_code)
    articles = reply.data.count(b"<article")
    said = f"{articles} articles, {counted.count} statements, {len(reply.data):,} bytes"
    return measured(what, size, "policyspace", get, rounds=rounds, said=said)


class Statements:
    """How many statements the database is sent inside the `with` block."""

    count = 0

    def __enter__(self) -> None:
        event.listen(db.engine, "before_cursor_execute", self._note)

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, *_: object) -> None:
        self.count += 1


def signed_in(person: Person) -> FlaskClient:
    """A browser in which `person` has a session."""
    client = current_app.test_client()
    token = begin_session(person, browser="bench")
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": token, "_fresh": True})
    return client


def _carried() -> Row:
    """A sentence more in a long text on which many people commented."""
    document = a_discussion(long_texts(1)[0], MANY)
    states = iter(range(1_000))

    def save() -> None:
        newest = get_revision(document, document.revision_count)
        a_revision(document, f"{newest.text.rstrip()}\n\nAnd the {next(states)}th.\n")

    return measured("save under 10,000 anchors", SIZE, "policyspace", save)


def a_discussion(text: str, count: int) -> Document:
    """An open problem with `count` comments of ten people, each on words in one of ten paragraphs."""
    document = a_problem(text=text)
    open_problem(the_facilitator(space_of(document)), document)
    said = [(block["id"], plain_text(block["html"]).split()) for block in get_revision(document, 1).blocks]
    paragraphs = [(block_id, words) for block_id, words in said if len(words) > 20]
    people = [a_resident() for _ in range(FEW)]
    for number in range(FEW):
        block_id, words = paragraphs[number * len(paragraphs) // FEW]
        a_comment(
            document,
            author=people[number],
            kind=list(CommentKind)[number % len(CommentKind)],
            body=WORDS,
            block_id=block_id,
            quote=" ".join(words[2:14]),
        )
    _multiply(document, count // FEW)
    return document


def _multiply(document: Document, times: int) -> None:
    """Let every comment stand there so often, with its anchor, and the counters say so."""
    comments, anchors = (metadata.tables[name] for name in ("comment", "anchor"))
    made = db.session.execute(select(comments).where(comments.c.document_id == document.id)).mappings().all()
    places = {row["comment_id"]: row for row in db.session.execute(select(anchors)).mappings()}
    next_id = (db.session.scalar(select(func.max(Comment.id))) or 0) + 1
    copies, placed = [], []
    for row in [each for _ in range(times - 1) for each in made]:
        copies.append({**row, "id": next_id, "idempotency_key": secrets.token_hex(16)})
        placed.append({**places[row["id"]], "comment_id": next_id})
        next_id += 1
    for at in range(0, len(copies), COPIED_AT_ONCE):
        db.session.execute(insert(comments), copies[at : at + COPIED_AT_ONCE])
        db.session.execute(insert(anchors), placed[at : at + COPIED_AT_ONCE])
    counters = (Document.comment_count, Document.asked_count)
    db.session.execute(
        update(Document).where(Document.id == document.id).values({each: each * times for each in counters})
    )
    for kept in (DiscussedBlock, CommentTally):
        db.session.execute(
            update(kept)
            .where(kept.document_id == document.id)
            .values(comment_count=kept.comment_count * times)
        )
    recount_words(document)
    db.session.commit()
    db.session.expire_all()
