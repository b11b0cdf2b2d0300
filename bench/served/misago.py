"""Misago as a subject: a thread that begins with the document, the comments as its posts. PostgreSQL only."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.served import peers
from bench.served.load import Request, Requests
from bench.served.rounds import Subject

NAME = "Misago 0.39.6"
WANTED = ("misago==0.39.6", "gunicorn==27.0.1")


@contextmanager
def misago(folder: Path, text: str) -> Iterator[Subject]:
    """The forum in a database of its own. Raises LeftOut where it cannot be had."""
    python = peers.environment_with("misago", WANTED)
    with peers.own_postgresql(folder) as database:
        reached = peers.postgresql_parts()
        told = peers.inherited(
            DJANGO_SETTINGS_MODULE="misago_site.settings",
            PYTHONPATH=str(peers.PROGRAMS),
            POSTGRES_DB=database,
            **{f"POSTGRES_{name.upper()}": value for name, value in reached.items()},
        )
        put = peers.filled([python, "-m", "misago_site.filling"], told, peers.discussion(text))
        words = peers.gunicorn(python, "django.core.wsgi:get_wsgi_application()")
        with peers.serving(words, told, folder, database) as server:
            yield Subject(NAME, "postgresql", server, _workloads(put), {})


def _workloads(put: dict[str, Any]) -> dict[str, Requests]:
    shows = peers.showing(peers.SAID, (peers.SHOWN - 1) * peers.TIMES)
    found = peers.reading
    return {
        "W1": found(put["page"], shows),
        "W1 anew": found(put["page"], shows),
        "W1u": found(put["page"], shows, {"Cookie": put["cookies"][0]}),
        "W2": found(f"{put['page']}2/", shows),
        "W2 deep": found(f"{put['page']}50/", shows),
        "W3": lambda count: [_post(put, number) for number in range(count)],
        "W6 rare": found(f"/api/search/threads/?q={peers.RARE}", peers.showing(peers.RARE.encode())),
        "W6 common": found(f"/api/search/threads/?q={peers.COMMON}", peers.showing(b"We waited")),
    }


def _post(put: dict[str, Any], number: int) -> Request:
    """A reply by one of the writers in turn, with the token a browser sends."""
    token = secrets.token_hex(16)
    headers = {
        "Cookie": f"{put['cookies'][number % len(put['cookies'])]}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }
    body = json.dumps({"post": f"What I saw, the {secrets.token_hex(8)}th time."}).encode()
    return Request(put["post"], peers.answering(200), "POST", body, headers)
