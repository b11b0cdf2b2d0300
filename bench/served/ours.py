"""policyspace as a subject: a space with one much discussed problem, and the service as a process of its own."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, String, cast, func, insert, select, text, update

from bench.discussing import FEW, Statements, a_discussion
from bench.served import posting
from bench.served.load import Check, Request, Requests, fetch
from bench.served.peers import COMMON, RARE, RARE_COMMENT
from bench.served.processes import Server, free_port, until_listening
from bench.served.rounds import Subject
from bench.texts import long_texts
from policyspace.app import create_app
from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.foundation.settings import Settings
from policyspace.models import metadata
from policyspace.people.models import Person
from policyspace.people.services import begin_session
from policyspace.reporting.searching import rebuild_index
from tests.builders.discussion import a_comment
from tests.builders.drafting import a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, the_facilitator
from tests.client import forget_the_last_request
from tests.conftest import a_database
from tests.inspector import parsed
from tests.serving.process import environment

NAME = "policyspace"
SECRET = "s" * 48
WRITERS, DRAFTERS = 128, 6
"""So many that none of them comes to what one person may do in five minutes."""

TEXT = 20_000
"""Characters of the document, as performance is reckoned with."""


@dataclass(frozen=True)
class Place:
    """What was put into a database: addresses of pages, what each must show, and cookies by which people are known."""

    discussed: str
    redrafted: str
    said: bytes
    cookies: Sequence[str]
    drafters: Sequence[str]
    queries: Mapping[str, int]

    @property
    def reader(self) -> dict[str, str]:
        """The headers of one who is signed in."""
        return {"Cookie": self.cookies[0]}


def a_text() -> str:
    """About 20 KB of real policy."""
    return f"{long_texts(1)[0][:TEXT].rsplit(chr(10) * 2, 1)[0]}\n"


@contextmanager
def policyspace(folder: Path, database: str, comments: int) -> Iterator[tuple[Subject, Place]]:
    """The service over `comments` comments and replies in a `database` of that kind."""
    name = f"policyspace_bench_{secrets.token_hex(4)}"
    with a_database(database, folder, name) as url:
        migrate(url)
        place = _filled(url, comments)
        server = start(folder, url, name if database == "postgresql" else None)
        try:
            yield Subject(NAME, database, server, workloads(server.port, place), place.queries), place
        finally:
            server.stop()


def page_of(port: int, path: str) -> bytes:
    """A page as a visitor gets it."""
    return fetch(port, path)[1]


def start(folder: Path, url: str, database: str | None = None, port: int = 0) -> Server:
    """The service as it is started behind a proxy, which tells that each search comes from another reader; but for the
    trap of time, which the load program would fall into."""
    port = port or free_port()
    words = [sys.executable, "-m", "policyspace", "serve", "--port", str(port)]
    told = environment(
        DATABASE_URL=url, FORM_SECONDS="0", SECRET_KEY=SECRET, LOG_LEVEL="ERROR", TRUSTED_PROXIES="1"
    )
    with (folder / "service.log").open("ab") as log:
        process = subprocess.Popen(words, cwd=folder, env=told, stdout=log, stderr=log)
    until_listening(port)
    return Server(process, port, database)


def workloads(port: int, place: Place) -> dict[str, Requests]:
    """What is asked of it, by the name of the workload."""
    has_words = _showing(place.said)
    page, own = place.discussed, place.reader
    deep = _deep(port, f"{page}/comments")
    return {
        "W1": lambda count: [Request(page, has_words)] * count,
        "W1u": lambda count: [Request(page, has_words, headers=own)] * count,
        "W1u anew": lambda count: [
            Request(f"{page}?fresh={each}", has_words, headers=own) for each in _fresh(count)
        ],
        "W1 anew": lambda count: [Request(f"{page}?fresh={each}", has_words) for each in _fresh(count)],
        "W2": lambda count: [Request(f"{page}/comments", has_words)] * count,
        "W2 deep": lambda count: [Request(deep, has_words)] * count,
        "W3": lambda count: posting.comments(port, place.discussed, place.cookies[1:], count),
        "W4": lambda count: posting.revisions(port, place.redrafted, secrets.choice(place.drafters), count),
        "W4 merge": lambda count: posting.merges(
            port, place.redrafted, secrets.choice(place.drafters), count
        ),
        "W5": lambda count: [
            Request(f"{place.redrafted}/compare?from=1&to=2&fresh={each}", _showing(b"<ins"))
            for each in _fresh(count)
        ],
        "W6 rare": lambda count: _searches(RARE, count),
        "W6 common": lambda count: _searches(COMMON, count),
    }


def _searches(word: str, count: int) -> list[Request]:
    """So many readers who look for `word`; there is a limit on how often one of them may."""
    found = _showing(b'href="/spaces/')
    readers = [{"X-Forwarded-For": str(IPv6Address(secrets.randbits(128)))} for _ in range(count)]
    return [Request(f"/search?q={word}", found, headers=each) for each in readers]


def _fresh(count: int) -> list[str]:
    """Words that make so many addresses nobody asked for before: nothing is answered from what was kept."""
    return [secrets.token_hex(6) for _ in range(count)]


def _showing(words: bytes, status: int = 200) -> Check:
    return lambda found, body: found == status and words in body


def _filled(url: str, comments: int) -> Place:
    """What stands in the database, made by the service's own commands and multiplied."""
    settings = Settings(mode="development", secret_key=SECRET, database_url=url, worker=False, kept_pages=0)
    app = create_app(settings)
    with app.app_context():
        document = a_discussion(a_text(), max(comments // 2, FEW))
        _count_on()
        space = space_of(document)
        redrafted = an_open_problem(space, text=a_text())
        a_revision(redrafted, f"{a_text()}\nAnd one sentence more.\n")
        # where one document alone is discussed, SQLite knows no difference between the indexes of its comments
        a_comment(redrafted, body=RARE_COMMENT)
        if comments >= 2 * FEW:
            _replied(document)
        deque(rebuild_index(), maxlen=0)
        drafters = [a_member(space, role=Role.DRAFTER) for _ in range(DRAFTERS)]
        people = [the_facilitator(space), *(a_member(space) for _ in range(WRITERS))]
        here = f"/spaces/{space.slug}/documents"
        discussed = f"{here}/{document.number}"
        place = Place(
            discussed,
            f"{here}/{redrafted.number}",
            b"We waited <strong>nine</strong> months",
            [cookie_of(app, each) for each in people],
            [cookie_of(app, each) for each in drafters],
            _counted(app, discussed, cookie_of(app, people[1])),
        )
        db.session.remove()
        db.engine.dispose()
    return place


def _replied(document: Document) -> None:
    """One reply to each comment."""
    table = metadata.tables["comment"]
    most = db.session.scalar(select(func.max(table.c.id))) or 0
    said: dict[str, ColumnElement[Any]] = {
        each.name: each for each in table.c if each.name not in {"kind", "block_id"}
    }
    said |= {
        "id": table.c.id + most,
        "parent_id": table.c.id,
        "thread_id": table.c.id,
        "idempotency_key": "reply-" + cast(table.c.id, String),
    }
    here = (table.c.document_id == document.id) & table.c.thread_id.is_(None)
    db.session.execute(insert(table).from_select(list(said), select(*said.values()).where(here)))
    db.session.execute(update(table).where(here).values(reply_count=1))
    db.session.execute(
        update(Document).where(Document.id == document.id).values(comment_count=Document.comment_count * 2)
    )
    db.session.execute(text("ANALYZE"))
    _count_on()


def _count_on() -> None:
    """Let PostgreSQL give ids after those that were given here."""
    if db.engine.dialect.name == "postgresql":
        newest = "SELECT setval(pg_get_serial_sequence('comment', 'id'), max(id)) FROM comment"
        db.session.execute(text(newest))
    db.session.commit()


def cookie_of(app: Flask, person: Person) -> str:
    """The cookie of a browser in which `person` is signed in."""
    token = begin_session(person, browser="bench")
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own sessions have it
    held = signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": secrets.token_hex(20)})
    return f"{app.config['SESSION_COOKIE_NAME']}={held}"


def _counted(app: Flask, page: str, cookie: str) -> dict[str, int]:
    """How many statements pages take when they are drawn anew."""
    found, client = {}, app.test_client(use_cookies=False)
    for name, path, headers in (
        ("W1", page, {}),
        ("W1u", page, {"Cookie": cookie}),
        ("W2", f"{page}/comments", {}),
    ):
        for _time in range(2):  # the first look of a reader is noted
            forget_the_last_request()
            counted = Statements()
            with counted:
                client.get(path, headers=headers)
        found[name] = found[f"{name} anew"] = counted.count
    return found


def _deep(port: int, path: str, pages: int = 10) -> str:
    """The address of a page that lies deep in the list at `path`."""
    for _page in range(pages):
        links = parsed(fetch(port, path)[1].decode()).all("a")
        more = [
            each.attributes.get("href", "") for each in links if "after=" in each.attributes.get("href", "")
        ]
        if not more:
            break
        path = more[-1].partition("#")[0]
    return path
