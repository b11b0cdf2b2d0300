"""The application on a real socket, in a thread of the test, in a quick rhythm."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from pycrdt import Doc

from policyspace.asgi import Application
from policyspace.cli.serving import Server, configuration
from policyspace.drafting.live import SERVED
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.live.hub import Hub
from policyspace.live.pace import Pace
from policyspace.people.models import Person
from tests.client import PageClient
from tests.live.editor import SECONDS, Editor

QUICK = Pace(quiet=600, longest=600, leave=0.3, look=0.2, empty=0.2, sweep=600)
"""Nothing becomes a revision before a test asks for it."""


class _Server(Server):
    """A server in a thread has no signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Served:
    """`app` on a port."""

    def __init__(self, app: Flask, pace: Pace) -> None:
        self.app = app
        config = configuration()
        self.application = Application(app, pace)
        config.app, config.factory, config.host, config.port = self.application, False, "127.0.0.1", 0
        self._server = _Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()))
        self._started = threading.Event()

    def start(self) -> None:
        """Be on a port."""
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "it did not start"
            self._started.wait(0.01)

    def stop(self) -> None:
        """End well."""
        self._server.should_exit = True
        self._thread.join(60)
        assert not self._thread.is_alive()

    @property
    def hub(self) -> Hub:
        found = self.app.extensions[SERVED]
        assert isinstance(found, Hub)
        return found

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until this is so."""
        end = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.02)
            db.session.rollback()

    @property
    def port(self) -> int:
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    def address(self, document: Document, epoch: int = 1) -> str:
        """Where the live text of `document` is joined."""
        return f"ws://127.0.0.1:{self.port}/live/{document.id}.{epoch}"

    def editor(
        self, person: Person, document: Document, *, origin: str | None = "", doc: Doc[Any] | None = None
    ) -> Editor:
        """`person` joins, in a browser of their own in which they have signed in."""
        return Editor(self.address(document), cookie_of(self.app, person), origin=origin, doc=doc)


def cookie_of(app: Flask, person: Person) -> str:
    """The cookie of a browser in which `person` has signed in."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    found = client.sign_in(person).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return f"{found.key}={found.value}"


@contextmanager
def served(app: Flask, pace: Pace = QUICK) -> Iterator[Served]:
    """`app` on a port, for a while."""
    server = Served(app, pace)
    server.start()
    try:
        yield server
    finally:
        server.stop()
