"""Two real processes serve one text: on PostgreSQL with a Redis that goes away and comes back, and on SQLite without
one. Each is killed (kill -9) in the end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.people.models import Person
from tests.builders.drafting import a_problem, space_of
from tests.builders.live import the_live_words
from tests.builders.spaces import the_facilitator
from tests.conftest import a_database
from tests.live.conftest import WORDS
from tests.live.editor import Editor
from tests.live.killing import at
from tests.live.redis_of_its_own import Redis
from tests.live.served import cookie_of
from tests.serving.process import Service, served

EDITS = 40
"""So many are sent at once before the process is killed."""


@dataclass
class Pair:
    """Two processes that serve the same database, and somebody with an editor open at each."""

    app: Flask
    document: Document
    person: Person
    place: Path
    settings: dict[str, str]
    stack: ExitStack
    services: list[Service] = field(default_factory=list)

    def start(self) -> Service:
        """One process more."""
        url = self.app.extensions["settings"].database_url
        service = self.stack.enter_context(served(self.place, url, WORKER="0", **self.settings))
        self.services.append(service)
        return service

    def editor(self, service: Service, *, of: Editor | None = None) -> Editor:
        """Open an editor at that process, or go on there with the text of another."""
        address = f"ws://127.0.0.1:{service.port}/live/{self.document.id}.1"
        return Editor(address, cookie_of(self.app, self.person), doc=of.doc if of else None)

    @property
    def words(self) -> str:
        """What is on disk."""
        db.session.rollback()
        return the_live_words(self.document)


@pytest.fixture(params=["postgresql", "sqlite"])
def pair(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Pair]:
    """On PostgreSQL with Redis, on SQLite without."""
    settings = {}
    if request.param == "postgresql":
        settings["REDIS_URL"] = request.getfixturevalue("redis").url
    with (
        a_database(request.param, tmp_path, f"policyspace_pair_{worker_id}") as url,
        ExitStack() as stack,
    ):
        migrate(url)
        app = stack.enter_context(at(url))
        document = a_problem(text=WORDS)
        found = Pair(app, document, the_facilitator(space_of(document)), tmp_path, settings, stack)
        found.start()
        found.start()
        yield found


def write_and_see(one: Editor, two: Editor, word: str) -> None:
    """Both type; each is acknowledged and sees the other's words."""
    one.types(f"<one {word}>")
    two.types(f"<two {word}>")
    one.until_saved()
    two.until_saved()
    one.until(lambda: f"<two {word}>" in str(one))
    two.until(lambda: f"<one {word}>" in str(two))


def see_each_other(one: Editor, two: Editor, clock: int) -> None:
    """Each is told where the other is."""
    for editor, other, client in ((one, two, 11), (two, one, 12)):
        editor.says(client, clock, {"cursor": {"at": clock}})
        other.until(
            lambda other=other, client=client: (other.others.get(client) or {}).get("cursor") == {"at": clock}  # type: ignore[misc]  # bound on purpose
        )


def acknowledged_before_the_end(one: Editor, service: Service, word: str) -> int:
    """Type a great deal, and kill the process as soon as something of it is acknowledged: how much was."""
    before = one.sent
    for place in range(EDITS):
        one.types(f"<{word} {place}>")
    one.until(lambda: one.on_disk > before)
    service.tell(signal.SIGKILL)
    one.until_closed()
    return one.on_disk - before


def test_two_processes_write_one_text_whatever_befalls_them(
    pair: Pair, request: pytest.FixtureRequest
) -> None:
    first, second = pair.services
    one, two = pair.editor(first), pair.editor(second)
    for editor in (one, two):
        editor.until(lambda editor=editor: str(editor) == WORDS)  # type: ignore[misc]  # bound on purpose
    write_and_see(one, two, "at first")
    if pair.settings:
        redis: Redis = request.getfixturevalue("redis")
        see_each_other(one, two, 1)
        redis.stop()
        write_and_see(one, two, "without Redis")
        redis.start()
        write_and_see(one, two, "with Redis again")
        see_each_other(one, two, 2)

    kept = acknowledged_before_the_end(one, first, "killed")
    assert kept
    for place in range(kept):
        assert f"<killed {place}>" in pair.words
    two.until(lambda: f"<killed {kept - 1}>" in str(two))
    write_whole_text_at_the_other(pair, one, two, second)


def write_whole_text_at_the_other(pair: Pair, one: Editor, two: Editor, second: Service) -> None:
    """Whoever was at the process that was killed goes on at the other, with all they had typed."""
    back = pair.editor(second, of=one)
    back.until(lambda: back.sent > 0 and back.on_disk == back.sent)
    two.until(lambda: f"<killed {EDITS - 1}>" in str(two))
    write_and_see(back, two, "after it all")
    assert str(back) == str(two) == pair.words
    for editor in (back, two):
        editor.leave()
    second.end()
