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

TIMES = 4
COMMENT = "We waited **nine** months in one room, and nobody told us why. " * TIMES
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
        run([python, "-m", "venv", "--clear", str(place)])
        run([own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])
        done.write_text(" ".join(wanted))
    return own


def run(
    words: Sequence[str], told: Mapping[str, str] | None = None, place: Path | None = None, said: str = ""
) -> str:
    """What a program prints that hears what is `said`. Raises LeftOut with its last words where it fails."""
    done = subprocess.run(words, env=told, cwd=place, input=said, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LeftOut(f"{Path(words[0]).name}: {_last_line(done.stderr or done.stdout)}")
    return done.stdout


def filled(
    words: Sequence[str], told: Mapping[str, str], wanted: Mapping[str, Any], place: Path | None = None
) -> dict[str, Any]:
    """What the program that fills a peer with what is `wanted` says of it, as JSON on its last line. Raises LeftOut."""
    answer: dict[str, Any] = json.loads(run(words, told, place, json.dumps(wanted)).splitlines()[-1])
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
    words: Callable[[int], Sequence[str]],
    told: Mapping[str, str],
    folder: Path,
    database: str | None = None,
    place: Path | None = None,
) -> Iterator[Server]:
    """The process that `words` start on a port, in a `place` or in its folder, for as long as the block lasts."""
    port = free_port()
    with (folder / "peer.log").open("ab") as log:
        process = subprocess.Popen(
            list(words(port)),
            env=told,
            cwd=place or folder,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Apache ends the whole group that it is in, which would be ours
        )
    try:
        try:
            until_listening(port)
        except TimeoutError as error:
            raise LeftOut(str(error)) from error
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


def _last_line(said: str) -> str:
    """The last line of what a program says, without the places that Ruby lists after an error."""
    lines = [each.strip() for each in said.strip().splitlines() if not each.strip().startswith("from ")]
    return lines[-1] if lines else "it says nothing"
