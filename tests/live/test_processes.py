"""Several processes serve one text; Redis tells each at once what the database would tell a little later."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from policyspace.app import create_app
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.live.pace import Pace
from policyspace.people.models import Person
from tests.builders.live import the_live_words
from tests.client import PageClient
from tests.conftest import settings_for
from tests.live.conftest import WORDS
from tests.live.editor import Editor
from tests.live.served import QUICK, Served, cookie_of, served

ON_THE_LINE = replace(QUICK, look=600)
"""A process that looks nothing up by itself: what it knows, it was told."""


class Redis:
    """A Redis of the test's own that can be taken away."""

    def __init__(self, place: Path) -> None:
        self._place = place
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Be there."""
        words = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self._place)]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        """Be away."""
        if self._process:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("there is no redis-server: left out")
    found = Redis(tmp_path)
    found.start()
    yield found
    found.stop()


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
