"""The bare limit as a subject: a page of as many bytes as ours, a hundred comments from the same kind of database."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bench.limits import application
from bench.served.load import Request, Requests
from bench.served.processes import Server, free_port, until_listening
from bench.served.rounds import Subject
from tests.client import filled
from tests.conftest import a_database
from tests.inspector import parsed

NAME = "bare Flask"
LADEN = "bare Flask with our libraries"
ROOT = Path(__file__).parents[2]


@contextmanager
def bare(folder: Path, database: str, comments: int, size: int) -> Iterator[Subject]:
    """The application over `comments` comments in a `database` of that kind; its page has about `size` bytes."""
    name = f"bare_bench_{secrets.token_hex(4)}"
    place = folder / "bare"
    place.mkdir(exist_ok=True)
    with a_database(database, place, name) as url:
        application.fill(url, comments)
        server = start(url, size, name if database == "postgresql" else None)
        try:
            yield Subject(
                NAME,
                database,
                server,
                _workloads(server.port, min(comments, application.SHOWN)),
                {"W1": 1, "W3": 1},
            )
        finally:
            server.stop()


def start(url: str, size: int, database: str | None = None, *options: str) -> Server:
    """Its process, once it listens."""
    port = free_port()
    words = [sys.executable, "-m", "bench.limits.application", url, str(port), str(size), *options]
    process = subprocess.Popen(words, cwd=ROOT)
    until_listening(port)
    return Server(process, port, database)


def _workloads(port: int, least: int) -> dict[str, Requests]:
    def shows(status: int, body: bytes) -> bool:
        return status == 200 and body.count(b"<article>") >= least

    page = Request("/", shows)
    return {
        "hello": lambda count: [Request("/hello", lambda _status, body: body == b"hello")] * count,
        "W1": lambda count: [page] * count,
        "W1 anew": lambda count: [page] * count,
        "W3": lambda count: _comments(port, count),
    }


def _comments(port: int, count: int) -> list[Request]:
    line = HTTPConnection("127.0.0.1", port)
    line.request("GET", "/sign-in")
    answer = line.getresponse()
    answer.read()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    line.request("GET", "/", headers={"Cookie": cookie})
    answer = line.getresponse()
    page = answer.read().decode()
    cookie = str(answer.getheader("Set-Cookie") or cookie).partition(";")[0]
    line.close()
    form = filled(parsed(page).all("form")[0])
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return [
        Request(
            "/comments",
            lambda status, _body: status == 303,
            "POST",
            urlencode(form | {"body": f"What I saw, the {each}th time."}).encode(),
            headers,
        )
        for each in range(count)
    ]
