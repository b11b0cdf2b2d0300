"""Clients that post, reply, support and save over HTTP while the server is killed (kill -9) again and again.

Comments go through the web forms with a real session, revisions through the API with a token. Whatever fails is sent
again with the same key until it is acknowledged. `python -m tests.serving.killing --kills 25 [--postgresql]` runs it
by hand; `tests/serving/test_killed.py` runs it in the gate.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import secrets
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from policyspace.foundation.migrations import migrate
from tests.conftest import a_database
from tests.serving.killed_place import Place, found_whole, make_place
from tests.serving.process import Service, served
from tests.serving.until import Answer, Kept, until_acknowledged

COMMENTERS = 4
SHORTEST, LONGEST = 0.3, 3.0
"""Seconds the server lives after it is ready, at least and at most."""


@dataclass
class Killed:
    """The server, which is killed and started again; clients ask where it is now."""

    place: Path
    database_url: str
    port: int = 0
    kills: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    running: Service | None = None

    def start(self) -> None:
        """Start it anew, on another port."""
        self.running = served(self.place, self.database_url, LOG_LEVEL="ERROR", FORM_SECONDS="0")
        self.port = self.running.port

    def kill(self) -> None:
        """End it without a word."""
        assert self.running
        assert self.running.end(signal.SIGKILL) == -signal.SIGKILL
        complaints = self.running.log_text()
        assert not complaints, complaints
        self.running.__exit__()
        self.kills += 1

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """One request on a connection of its own. Raises OSError or HTTPException when the server is gone."""
        sent = {name.replace("_", "-"): said for name, said in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body.encode(), sent)
            with connection.getresponse() as reply:
                told = {
                    name: reply.getheader(name) or "" for name in ("Location", "Set-Cookie", "X-Request-Id")
                }
                return Answer(
                    status=reply.status,
                    location=told["Location"],
                    cookie=told["Set-Cookie"].partition(";")[0],
                    request_id=told["X-Request-Id"],
                    text=reply.read().decode(),
                )


class Commenter(threading.Thread):
    """Posts as one resident after another, by the forms of the pages."""

    def __init__(self, server: Killed, place: Place, residents: list[str], kept: Kept) -> None:
        super().__init__(daemon=True)
        self.server, self.at, self.kept = server, place, kept
        self.browsers = [Browser(server, place, cookie, kept) for cookie in residents]
        self.chance = random.Random(residents[0])

    def run(self) -> None:
        """Go on until told that it is over; what was begun is finished."""
        with self.kept.faults_noted():
            while not self.server.over.is_set():
                browser = self.chance.choice(self.browsers)
                others = list(self.kept.comments.values())
                turn = self.chance.random()
                if not others or turn < 0.6:
                    browser.say(self.at.comments, kind="concern", revision_number="1", block_id=self._block())
                elif turn < 0.85:
                    browser.say(f"{self.at.comments}/{self.chance.choice(others)}")
                else:
                    browser.support(self.chance.choice(others))

    def _block(self) -> str:
        return self.chance.choice(self.at.blocks)


class Browser:
    """One resident's browser: signed in, with the token that the forms of the site carry."""

    def __init__(self, server: Killed, place: Place, cookie: str, kept: Kept) -> None:
        self.server, self.at, self.cookie, self.kept = server, place, cookie, kept
        self.token = ""

    def say(self, path: str, **typed: str) -> None:
        """Send a comment or a reply until it is acknowledged, and keep under which id it is."""
        key = secrets.token_hex(16)
        said = {"body": f"Said once: {key}", "idempotency_key": key, **typed}
        answer = self._send(path, {303}, **said)
        self.kept.comments[key] = int(answer.location.rpartition("#c-")[2])

    def support(self, comment: int) -> None:
        """Support a comment until it is acknowledged."""
        answer = self._send(f"{self.at.comments}/{comment}/support", {303, 403})  # their own: refused
        if answer.status == 303:
            self.kept.supports.add((self.cookie, comment))

    def _send(self, path: str, wanted: set[int], **typed: str) -> Answer:
        if not self.token:
            self._sign_in()
        body = urlencode({"csrf_token": self.token, **typed})
        headers = {"Cookie": self.cookie, "Content_Type": "application/x-www-form-urlencoded"}
        return until_acknowledged(lambda: self.server.ask("POST", path, body, **headers), wanted, self.kept)

    def _sign_in(self) -> None:
        """Open the page once, as a browser does, and keep its cookie and the token of its forms."""
        got = until_acknowledged(
            lambda: self.server.ask("GET", self.at.document, Cookie=self.cookie), {200}, self.kept
        )
        self.cookie = got.cookie or self.cookie
        self.token = got.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        assert self.token, "the page has no form"


class Saver(threading.Thread):
    """Saves one paragraph of a document again and again, each time from what it saved last."""

    def __init__(self, server: Killed, place: Place, name: str, kept: Kept) -> None:
        super().__init__(daemon=True)
        self.server, self.at, self.named, self.kept = server, place, name, kept

    def run(self) -> None:
        with self.kept.faults_noted():
            number, text, turn = 1, self.at.text, 0
            while not self.server.over.is_set():
                turn += 1
                text = text.replace(f"{self.named} says {turn - 1}.", f"{self.named} says {turn}.")
                saved = self._save(number, text, turn)
                number, text = saved["number"], saved["text"]
                self.kept.saves[self.named, turn] = number

    def _save(self, base: int, text: str, turn: int) -> dict[str, Any]:
        sent = {
            "base_number": base,
            "title": "Shared",
            "text": text,
            "idempotency_key": f"{self.named}-{turn:08}",
        }
        headers = {
            "Authorization": f"Bearer {self.at.tokens[self.named]}",
            "Content_Type": "application/json",
        }
        path = f"/api/v1{self.at.shared}/revisions"
        answer = until_acknowledged(
            lambda: self.server.ask("POST", path, json.dumps(sent), **headers), {201}, self.kept
        )
        revision: dict[str, Any] = json.loads(answer.text)["revision"]
        return revision


def kill_and_count(folder: Path, database_url: str, kills: int, *, seed: object) -> dict[str, int]:
    """Let clients write while the server is killed `kills` times; then everything acknowledged must be there, once.

    Gives what was counted. Raises AssertionError with what is wrong.
    """
    chance, kept = random.Random(str(seed)), Kept()
    place = make_place(database_url, residents=10 * COMMENTERS)
    server = Killed(folder, database_url)
    server.start()
    clients: list[threading.Thread] = [
        *(Saver(server, place, name, kept) for name in place.tokens),
        *(Commenter(server, place, place.residents[each::COMMENTERS], kept) for each in range(COMMENTERS)),
    ]
    for client in clients:
        client.start()
    for _ in range(kills):
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        server.kill()
        server.start()
    time.sleep(LONGEST)
    server.over.set()
    for client in clients:
        client.join(timeout=120)
        assert not client.is_alive(), "a client still waits for an answer"
    server.kill()
    assert kept.faults == []
    return {"kills": server.kills, **found_whole(database_url, kept)}


def by_hand(run: Callable[[Path, str], dict[str, int]], kind: str) -> None:
    """Run on a database of that kind and print what was counted."""
    with TemporaryDirectory() as folder, a_database(kind, Path(folder), "policyspace_killed") as url:
        migrate(url)
        (Path(folder) / "service").mkdir()
        begun = time.monotonic()
        for name, count in run(Path(folder) / "service", url).items():
            print(f"{name:>32}: {count}")  # noqa: T201 - the answer of a program run by hand
        print(f"{'seconds':>32}: {time.monotonic() - begun:.0f}")  # noqa: T201 - the answer of a program run by hand


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=25)
    asked.add_argument("--postgresql", action="store_true")
    told = asked.parse_args()
    by_hand(
        lambda folder, url: kill_and_count(folder, url, told.kills, seed=secrets.token_hex(8)),
        "postgresql" if told.postgresql else "sqlite",
    )
