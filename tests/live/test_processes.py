"""Several processes serve one text; Redis tells each at once what the database would tell a little later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from flask import Flask

from policyspace.app import create_app
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.settings import Settings
from policyspace.live import bus
from policyspace.live.between import site_of
from policyspace.live.pace import Pace
from policyspace.live.wire import Said, presence_update
from policyspace.people.models import Person
from tests.builders.live import the_live_words
from tests.client import PageClient
from tests.conftest import settings_for
from tests.live.conftest import WORDS
from tests.live.editor import Editor
from tests.live.redis_of_its_own import Redis, Wall
from tests.live.served import QUICK, Served, cookie_of, served

ON_THE_LINE = replace(QUICK, look=600)
"""A process that looks nothing up by itself: what it knows, it was told."""


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def another(app: Flask, stack: ExitStack, pace: Pace, redis_url: str = "") -> Served:
    """One more process that serves the same database, all but its memory."""
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    made = create_app(replace(settings_for(url), redis_url=redis_url))
    made.test_client_class = PageClient
    stack.callback(_let_go, made)
    return stack.enter_context(served(made, pace))


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def editors(app: Flask, document: Document, *told: tuple[Served, Person]) -> list[Editor]:
    """One editor of each of these people, each at a process of their own."""
    found = [Editor(server.address(document), cookie_of(app, person)) for server, person in told]
    for editor in found:
        editor.until(lambda editor=editor: str(editor) == WORDS)  # type: ignore[misc]  # bound on purpose
    return found


def test_without_redis_a_process_finds_in_the_database_what_another_was_told(
    app: Flask, processes: ExitStack, document: Document, ann: Person, ben: Person
) -> None:
    first, second = (another(app, processes, QUICK) for _each in range(2))
    one, two = editors(app, document, (first, ann), (second, ben))
    one.types("One.")
    two.types("Two.")
    one.until(lambda: "Two." in str(one))
    two.until(lambda: "One." in str(two))
    one.until_saved()
    two.until_saved()
    assert str(one) == str(two) == the_live_words(document)


def test_with_redis_each_process_is_told_of_typing_and_of_people(
    app: Flask, processes: ExitStack, redis: Redis, document: Document, ann: Person, ben: Person
) -> None:
    first, second = (another(app, processes, ON_THE_LINE, redis.url) for _each in range(2))
    one, two = editors(app, document, (first, ann), (second, ben))
    for place in range(20):
        one.types(f"a{place} ")
        two.types(f"b{place} ")
    one.says(11, 1, {"cursor": None})
    one.until(lambda: "b19" in str(one))
    two.until(lambda: "a19" in str(two) and two.others.get(11) is not None)
    one.until_saved()
    two.until_saved()
    assert str(one) == str(two) == the_live_words(document)
    one.leave()
    two.until(lambda: two.others[11] is None)


def test_redis_that_goes_away_and_comes_back_loses_nothing(
    app: Flask, processes: ExitStack, redis: Redis, document: Document, ann: Person, ben: Person
) -> None:
    first, second = (another(app, processes, QUICK, redis.url) for _each in range(2))
    one, two = editors(app, document, (first, ann), (second, ben))
    acts: list[Callable[[], None]] = [lambda: None, redis.stop, redis.start]
    for act in acts:
        act()
        for place in range(10):
            one.types(f"a{place} ")
            two.types(f"b{place} ")
            one.until_saved()
            two.until_saved()
    one.until(lambda: str(one).count("b9") == 3)
    two.until(lambda: str(two).count("a9") == 3)
    assert str(one) == str(two) == the_live_words(document)


def test_a_client_that_comes_back_to_another_process_is_known_there(
    app: Flask, processes: ExitStack, redis: Redis, document: Document, ann: Person, ben: Person
) -> None:
    first, second = (another(app, processes, ON_THE_LINE, redis.url) for _each in range(2))
    one, two = editors(app, document, (first, ann), (second, ben))
    one.types("One.")
    two.until(lambda: "One." in str(two))
    one.leave()
    back = Editor(second.address(document), cookie_of(app, ann), doc=one.doc)
    back.types(" And more.")
    two.until(lambda: "And more." in str(two))


def test_sites_that_share_a_redis_do_not_hear_each_other(
    app: Flask, processes: ExitStack, redis: Redis, document: Document, ann: Person
) -> None:
    server = another(app, processes, QUICK, redis.url)
    own: Settings = server.app.extensions["settings"]
    others = [
        replace(own, secret_key="t" * 48),
        replace(own, database_url="sqlite:////elsewhere/site.sqlite3"),
    ]
    (one,) = editors(app, document, (server, ann))
    for client, site in enumerate([*map(site_of, others), site_of(own)]):
        redis.carry(f"policyspace.live.{site}", somebody_moved(document, client))
    one.until(lambda: len(others) in one.others)
    assert set(one.others) == {len(others)}


def somebody_moved(document: Document, client: int) -> bytes:
    """What a process says when a client of one of its pages has moved."""
    head = {"process": "another", "kind": "there", "document": document.id}
    return json.dumps(head).encode() + b"\0" + presence_update([Said(client, 1, "{}")])


def test_a_line_that_nobody_hung_up_but_is_dead_is_made_anew(
    app: Flask,
    processes: ExitStack,
    redis: Redis,
    document: Document,
    ann: Person,
    ben: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bus, "ALIVE_SECONDS", 0.2)
    monkeypatch.setattr(bus, "SILENT_SECONDS", 0.5)
    wall = Wall(redis.port)
    processes.callback(wall.fall)
    first, second = (another(app, processes, ON_THE_LINE, wall.url) for _each in range(2))
    one, two = editors(app, document, (first, ann), (second, ben))
    one.types("One.")
    two.until(lambda: "One." in str(two))
    wall.swallow()
    one.types("Two.")
    one.until_saved()
    one.says(11, 1, {"cursor": None})
    two.until(lambda: "Two." in str(two) and two.others.get(11) is not None)
