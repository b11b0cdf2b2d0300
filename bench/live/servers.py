"""The servers that are compared, each with the rooms that the load program is to type in."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.served import ours
from bench.served.processes import Server, free_port, until_listening
from policyspace.app import create_app
from policyspace.charter.words import Role
from policyspace.drafting.live import offer_of
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.foundation.settings import Settings
from policyspace.spaces.queries import view_of
from tests.builders.drafting import a_problem
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space

HERE = Path(__file__).parent
PLACE = HERE.parents[1] / ".bench" / "live"
PEOPLE = 40
"""So many people hold the connections: one has several windows open, as many as one may."""


@dataclass
class Live:
    """A server and how it is met: `asked` goes to the load program, `rooms` gives so many rooms for so many editors,
    `again` starts it once more where it was."""

    name: str
    server: Server
    asked: dict[str, Any]
    rooms: Callable[[int, int], list[dict[str, Any]]] = field(repr=False)
    again: Callable[[], Server] = field(repr=False)

    def kill(self) -> None:
        """End it as a fault would (kill -9), and start it again, on the same port and with what it has on its disk."""
        self.server.process.kill()
        self.server.process.wait()
        self.server = self.again()


Start = Callable[[], AbstractContextManager[Live]]


def install() -> bool:
    """Put the load program and the peers where they can be run; False where npm is not there."""
    if shutil.which("npm") is None:
        return False
    PLACE.mkdir(parents=True, exist_ok=True)
    lock, module = "package-lock.json", PLACE / "node_modules" / "ws"
    is_new = not module.is_dir() or (PLACE / lock).read_bytes() != (HERE / lock).read_bytes()
    for name in ("package.json", lock, "load.mjs", "hocuspocus.mjs"):
        shutil.copy(HERE / name, PLACE / name)
    if is_new:
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PLACE, check=True)
    return True


def contexts(folder: Path) -> list[Start]:
    """What starts each of them."""
    return [lambda: _policyspace(folder), lambda: _hocuspocus(), lambda: _y_websocket()]


def kept_peers(folder: Path) -> list[Start]:
    """What starts the peer that keeps texts on a disk; nothing where its database could not be built."""
    is_built = (PLACE / "node_modules" / "better-sqlite3" / "build").is_dir()
    return [lambda: _hocuspocus_in_sqlite(folder)] if is_built else []


@contextmanager
def _policyspace(folder: Path) -> Iterator[Live]:
    """One process, on SQLite with every change on the disk, as it is by default."""
    place = _a_place(folder)
    url = f"sqlite:///{place / 'live.sqlite3'}"
    migrate(url)
    documents, cookies = _filled(url)
    server, held = ours.start(place, url), cycle(cookies)

    def rooms(count: int, editors: int) -> list[dict[str, Any]]:
        return [
            {"path": f"/live/{each}", "name": each, "cookies": [next(held) for _ in range(editors)]}
            for each in documents[:count]
        ]

    base = f"127.0.0.1:{server.port}"
    asked = {"url": f"ws://{base}", "origin": f"http://{base}", "page": f"http://{base}/spaces"}
    yield from _served(
        Live(ours.NAME, server, asked, rooms, lambda: ours.start(place, url, port=server.port))
    )


def _a_place(folder: Path) -> Path:
    place = folder / f"live-{len(list(folder.iterdir()))}"
    place.mkdir()
    return place


def _filled(url: str) -> tuple[list[str], list[str]]:
    """The names of fifty rooms with one text each, and the cookies of people who may write in them."""
    app = create_app(Settings(mode="development", secret_key=ours.SECRET, database_url=url, worker=False))
    with app.app_context():
        space = a_space()
        people = [a_member(space, role=Role.DRAFTER, person=a_resident()) for _ in range(PEOPLE)]
        documents = [a_problem(space, title=f"Problem {each}", text=ours.a_text()) for each in range(50)]
        view = view_of(space, people[0])
        rooms = [f"{each.id}.1" for each in documents]
        assert offer_of(view, documents[0]).room == rooms[0]
        cookies = [ours.cookie_of(app, each) for each in people]
        db.session.remove()
        db.engine.dispose()
    return rooms, cookies


@contextmanager
def _hocuspocus() -> Iterator[Live]:
    yield from _peer("hocuspocus 4.7.0", ["node", "hocuspocus.mjs"], {}, named="4.7.0")


@contextmanager
def _hocuspocus_in_sqlite(folder: Path) -> Iterator[Live]:
    """The same with its own extension, which stores a document two seconds after it was changed last."""
    words = ["node", "hocuspocus.mjs"]
    database = str(_a_place(folder) / "hocuspocus.sqlite3")
    yield from _peer("hocuspocus, kept in SQLite", words, {}, named="4.7.0", more=[database])


@contextmanager
def _y_websocket() -> Iterator[Live]:
    program = str(PLACE / "node_modules" / "@y" / "websocket-server" / "src" / "server.js")
    yield from _peer("y-websocket 0.1.1", ["node", program], {"HOST": "127.0.0.1"})


def _peer(
    name: str, words: list[str], told: dict[str, str], named: str = "", more: Sequence[str] = ()
) -> Iterator[Live]:
    port = free_port()

    def start() -> Server:
        environment = os.environ | told | {"PORT": str(port)}
        command = [*words, str(port), *more]
        process = subprocess.Popen(command, cwd=PLACE, env=environment, stdout=subprocess.DEVNULL)
        until_listening(port)
        return Server(process, port)

    base = f"127.0.0.1:{port}"

    def rooms(count: int, editors: int) -> list[dict[str, Any]]:
        path = "/" if named else "/room-{}"
        return [
            {"path": path.format(each), "name": f"room-{each}", "cookies": [""] * editors}
            for each in range(count)
        ]

    asked = {"url": f"ws://{base}", "origin": f"http://{base}", "named": named}
    yield from _served(Live(name, start(), asked, rooms, start))


def _served(live: Live) -> Iterator[Live]:
    try:
        yield live
    finally:
        live.server.stop()
