"""What all peers share: an environment or packages of their own, what fills them, a server, and why one is left out."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from bench.served.load import Check, Request, Requests
from bench.served.processes import Server, free_port, until_listening
from tests.conftest import POSTGRESQL, a_database

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".bench"
PROGRAMS = ROOT / "bench" / "peers"

PEER_COMMENTS = 10_000
SHOWN = 100
"""Comments on one page, where a peer can be told so: as many as on ours."""

COMMENT = "We waited **nine** months in one room, and nobody told us why. " * 4
SAID = b"We waited <strong>nine</strong> months"
RARE, COMMON = "zebrafinch", "nine"
RARE_COMMENT = f"What we saw there was a {RARE}."


class LeftOut(Exception):
    """Why a peer cannot be measured here."""


def environment_with(name: str, wanted: Sequence[str], python: str = sys.executable) -> str:
    """The Python of an environment that has `wanted`, which is installed where it is not there. Raises LeftOut."""
    place = ENVIRONMENTS / name
    done, own = place / "installed", str(place / "bin" / "python")
    if not done.exists() or done.read_text() != " ".join(wanted):
        _run([python, "-m", "venv", "--clear", str(place)])
        _run([own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])
        done.write_text(" ".join(wanted))
    return own


def filled(words: Sequence[str], told: Mapping[str, str], told_of: Mapping[str, Any]) -> dict[str, Any]:
    """What the program that fills a peer says of it, as JSON on the last line; it reads `told_of`. Raises LeftOut."""
    done = subprocess.run(
        words, env=told, input=json.dumps(told_of), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LeftOut(_last_line(done.stderr or done.stdout))
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def discussion(text: str, comments: int = PEER_COMMENTS) -> dict[str, Any]:
    """What stands in each peer: the text, so many comments, and one more that has a rare word."""
    return {"text": text, "comment": COMMENT, "comments": comments, "rare": RARE_COMMENT, "shown": SHOWN}


@contextmanager
def own_postgresql(folder: Path) -> Iterator[str]:
    """The name of an empty database that is gone afterwards."""
    name = f"peer_bench_{secrets.token_hex(4)}"
    with a_database("postgresql", folder, name):
        yield name


def postgresql_parts() -> dict[str, str]:
    """How the PostgreSQL of the bench is reached: its host, port, user and password."""
    found = conninfo_to_dict(POSTGRESQL)
    return {each: str(found.get(each) or "") for each in ("host", "port", "user", "password")}


@contextmanager
def serving(
    words: Callable[[int], Sequence[str]], told: Mapping[str, str], folder: Path, database: str | None = None
) -> Iterator[Server]:
    """The process that `words` start on a port, for as long as the block lasts."""
    port = free_port()
    with (folder / "peer.log").open("ab") as log:
        process = subprocess.Popen(list(words(port)), env=told, cwd=folder, stdout=log, stderr=log)
    try:
        until_listening(port)
        yield Server(process, port, database)
    finally:
        Server(process, port).stop()


def gunicorn(python: str, application: str) -> Callable[[int], list[str]]:
    """The words that serve a WSGI application as ours is served: one process, eight threads."""
    shape = ["-w", "1", "--threads", "8", "--timeout", "120", "--log-level", "error"]
    return lambda port: [python, "-m", "gunicorn", *shape, "-b", f"127.0.0.1:{port}", application]


def reading(path: str, check: Check, headers: Mapping[str, str] | None = None) -> Requests:
    """The same page, so many times."""
    one = Request(path, check, headers=dict(headers or {}))
    return lambda count: [one] * count


def showing(words: bytes, least: int = 1) -> Check:
    """Whether an answer has `words` so many times."""
    return lambda status, body: status == 200 and body.count(words) >= least


def answering(status: int) -> Check:
    """Whether an answer has this status."""
    return lambda found, _body: found == status


def inherited(**told: str) -> dict[str, str]:
    """The environment of this process with `told` besides."""
    return os.environ | told


def _run(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LeftOut(_last_line(done.stderr or done.stdout))


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it says nothing"])[-1].strip()
