"""Redmine of Debian as a subject: a topic of a forum that begins with the document, and a wiki page of two revisions.

It shows 25 replies on a page and cannot be told otherwise. PostgreSQL.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.served import packages, peers
from bench.served.load import Request, Requests
from bench.served.rounds import Subject
from bench.served.visitor import Visitor

NAME = "Redmine 5.0"
WANTED = ("redmine", "redmine-pgsql", "puma")
ANSWERS = ("redmine redmine/instances/default/dbconfig-install boolean false",)
HOME = Path("/usr/share/redmine")
INSTANCE = "policyspace_bench"
SHOWN = 25
WRITERS = 8


@contextmanager
def redmine(folder: Path, text: str) -> Iterator[Subject]:
    """The forum in a database and an instance of its own. Raises LeftOut where it cannot be had."""
    packages.installed(WANTED, ANSWERS)
    with peers.own_postgresql(folder) as database:
        told = peers.inherited(REDMINE_INSTANCE=INSTANCE, RAILS_ENV="production")
        _instance(database)
        peers.run(["bundle", "install", "--local", "--quiet"], told, HOME)
        peers.run(["bundle", "exec", "rake", "db:migrate"], told, HOME)
        filling = ["bundle", "exec", "rails", "runner", str(peers.PROGRAMS / "redmine" / "filling.rb")]
        put = peers.filled(filling, told, peers.discussion(text) | {"writers": WRITERS}, HOME)
        with peers.serving(_words, told, folder, database, HOME) as server:
            yield Subject(NAME, "postgresql", server, _workloads(server.port, put), {})


def _instance(database: str) -> None:
    """Make the instance where it is not there, over this database."""
    peers.run([str(HOME / "bin" / "redmine-instances"), "create", INSTANCE])
    config = HOME / "instances" / INSTANCE / "config"
    reached = peers.postgresql_parts()
    about = {"adapter": "postgresql", "database": database, "encoding": "utf8", "pool": 8}
    about |= {"host": reached["host"], "port": reached["port"], "username": reached["user"]}
    (config / "database.yml").write_text(
        json.dumps({"production": about | {"password": reached["password"]}})
    )
    (config / "secret_key.txt").write_text(secrets.token_hex(32))


def _words(port: int) -> list[str]:
    """Puma as ours is served: one process, eight threads."""
    return ["puma", "-e", "production", "-w", "0", "-t", "8:8", "--quiet", "-b", f"tcp://127.0.0.1:{port}"]


def _workloads(port: int, put: dict[str, Any]) -> dict[str, Requests]:
    found, page, shows = peers.reading, put["topic"], peers.showing(peers.SAID, SHOWN * peers.TIMES)
    listed = peers.showing(b'class="message reply"', SHOWN)

    def signed_in(count: int) -> list[Request]:
        return [
            Request(page, shows, headers=_signed_in(port, page, put["logins"][0], put["password"])[1])
        ] * count

    return {
        "W1": found(page, shows),
        "W1 anew": found(page, shows),
        "W1u": signed_in,
        "W2": found(f"{page}?page=2", listed),
        "W2 deep": found(f"{page}?page=200", listed),
        "W3": lambda count: [_reply(port, put, number) for number in range(count)],
        "W5": found(put["compared"], peers.showing(b"diff_in")),
        "W6 rare": found(f"/search?q={peers.RARE}", peers.showing(b"A document")),
        "W6 common": found(f"/search?q={peers.COMMON}", peers.showing(b"A document")),
    }


def _reply(port: int, put: dict[str, Any], number: int) -> Request:
    login = put["logins"][number % len(put["logins"])]
    token, headers = _signed_in(port, put["topic"], login, put["password"])
    form = {"authenticity_token": token, "reply[subject]": "RE: A document"}
    body = urlencode(form | {"reply[content]": f"What I saw, the {secrets.token_hex(8)}th time."}).encode()
    more = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request(f"{put['topic']}/replies", peers.answering(302), "POST", body, headers | more)


@lru_cache(maxsize=2 * WRITERS)
def _signed_in(port: int, page: str, login: str, password: str) -> tuple[str, dict[str, str]]:
    """The token that a form on `page` holds, and the headers by which one who signed in is known."""
    visitor = Visitor(port)
    form = visitor.form("/login", "username")
    visitor.post("/login", form | {"username": login, "password": password})
    return visitor.form(page, "reply[content]")["authenticity_token"], visitor.headers
