"""FlaskBB as a subject: a topic that begins with the document, the comments as its posts. PostgreSQL, which searches.

Its release 3 needs Python 3.13; releases 2 run on none that ours runs on.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.served import peers
from bench.served.load import Check, Request, Requests
from bench.served.rounds import Subject
from bench.served.visitor import Visitor

NAME = "FlaskBB 3.0.0rc5"
WANTED = ("flaskbb==3.0.0rc5", "psycopg[binary]==3.3.6", "gunicorn==27.0.1")
WRITERS = 8
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@contextmanager
def flaskbb(folder: Path, text: str) -> Iterator[Subject]:
    """The forum in a database of its own. Raises LeftOut where it cannot be had."""
    python = peers.environment_with("flaskbb", WANTED, _python_313())
    with peers.own_postgresql(folder) as database:
        reached = peers.postgresql_parts()
        who = f"{reached['user']}:{reached['password']}" if reached["password"] else reached["user"]
        told = peers.inherited(
            PYTHONPATH=str(peers.PROGRAMS),
            PEER_PLACE=str(folder),
            DATABASE_URI=f"postgresql+psycopg://{who}@{reached['host']}:{reached['port']}/{database}",
        )
        wanted = peers.discussion(text) | {"writers": WRITERS, "password": secrets.token_hex(8)}
        put = wanted | peers.filled([python, "-m", "flaskbb_site.filling"], told, wanted)
        application = f"flaskbb.app:create_app('flaskbb_site.settings.Settings', '{folder}')"
        with peers.serving(peers.gunicorn(python, application), told, folder, database) as server:
            yield Subject(NAME, "postgresql", server, _workloads(server.port, put), {})


def _python_313() -> str:
    """A Python 3.13: the one by this name, or one that pyenv keeps. Raises LeftOut."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob("3.13.*/bin/python"))
    for each in (shutil.which("python3.13"), *map(str, reversed(kept))):
        if each and subprocess.run([each, "-c", ""], capture_output=True, check=False).returncode == 0:
            return each
    raise peers.LeftOut("no Python 3.13")


def _workloads(port: int, put: dict[str, Any]) -> dict[str, Requests]:
    page, found = f"/topic/{put['topic']}", peers.reading
    shows = peers.showing(peers.SAID, (peers.SHOWN - 1) * peers.TIMES)

    def signed_in(count: int) -> Sequence[Request]:
        headers = _form(port, page, "content", put["logins"][0], put["password"])[1]
        return [Request(page, shows, headers=headers)] * count

    return {
        "W1": found(page, shows),
        "W1 anew": found(page, shows),
        "W1u": signed_in,
        "W2": found(f"{page}?page=2", shows),
        "W2 deep": found(f"{page}?page=50", shows),
        "W3": lambda count: [_post(port, page, put, number) for number in range(count)],
        "W6 rare": lambda count: [_search(port, peers.RARE, peers.showing(b"What we saw there"))] * count,
        "W6 common": lambda count: (
            [_search(port, peers.COMMON, peers.showing(b"months in one room", 100))] * count
        ),
    }


def _post(port: int, page: str, put: dict[str, Any], number: int) -> Request:
    """A reply by one of the writers in turn."""
    login = put["logins"][number % len(put["logins"])]
    form, headers = _form(port, page, "content", login, put["password"])
    body = urlencode(form | {"content": f"What I saw, the {secrets.token_hex(8)}th time."}).encode()
    return Request(f"{page}/post/new", peers.answering(302), "POST", body, headers | FORM)


def _search(port: int, word: str, check: Check) -> Request:
    form, headers = _form(port, "/search", "search_query")
    asked = form | {"search_query": word, "search_type": "forum", "content_type": "post"}
    return Request("/search", check, "POST", urlencode(asked).encode(), headers | FORM)


@lru_cache(maxsize=4 * WRITERS)
def _form(
    port: int, page: str, field: str, login: str = "", password: str = ""
) -> tuple[dict[str, str], dict[str, str]]:
    """What the form on `page` with this `field` holds, and the headers by which it is sent, for a visitor or for one
    who signed in."""
    visitor = Visitor(port)
    if login:
        form = visitor.form("/auth/login", "password")
        visitor.post("/auth/login", form | {"login": login, "password": password})
    return visitor.form(page, field), visitor.headers
