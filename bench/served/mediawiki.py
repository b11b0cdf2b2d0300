"""MediaWiki of Debian as a subject: a page of the document with a hundred comments as its sections, and more pages.

Its parser cache is warm, as it is for readers of a page that nobody changes. SQLite: it would connect to
PostgreSQL anew for each request, and what a connection took that has ended is not counted.
"""

from __future__ import annotations

import json
import secrets
import tempfile
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

NAME = "MediaWiki 1.39"
WANTED = ("mediawiki", "apache2", "libapache2-mod-php", "php-cli", "php-sqlite3", "php-apcu")
HOME = Path("/usr/share/mediawiki")
LOGIN, PASSWORD = "Bench", "a long word of the bench"
SAID = b"We waited <b>nine</b> months"
TALKS = 50
"""Pages among which new comments are spread: a page is parsed whole for each."""

SETTINGS = """
$wgMainCacheType = CACHE_ACCEL;
$wgParserCacheType = CACHE_DB;
$wgSessionCacheType = CACHE_DB;
$wgRateLimits = [];
$wgJobRunRate = 0;
"""


@contextmanager
def mediawiki(folder: Path, text: str) -> Iterator[Subject]:
    """The wiki in a database of its own. Raises LeftOut where it cannot be had."""
    packages.installed(WANTED)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        peers.run(_installing(place))
        with (place / "LocalSettings.php").open("a") as settings:
            settings.write(SETTINGS)
        told = peers.inherited(MW_CONFIG_FILE=str(place / "LocalSettings.php"), PEER_PLACE=name)
        filling = ["php", str(peers.PROGRAMS / "mediawiki" / "filling.php")]
        put = peers.filled(filling, told, peers.discussion(text), place)
        peers.run(["chown", "-R", "www-data", name])  # Apache's process is another user's
        with peers.serving(_words, told, folder) as server:
            yield Subject(NAME, "sqlite", server, _workloads(server.port, put), {})


def _installing(place: Path) -> list[str]:
    words = {
        "dbtype": "sqlite",
        "dbpath": str(place / "data"),
        "server": "http://127.0.0.1",
        "scriptpath": "",
        "confpath": str(place),
        "pass": PASSWORD,
    }
    said = [f"--{name}={value}" for name, value in words.items()]
    return ["php", str(HOME / "maintenance" / "install.php"), *said, "Bench", LOGIN]


def _words(port: int) -> list[str]:
    """One process with PHP in it, which takes one request at a time."""
    config = str(peers.PROGRAMS / "mediawiki" / "apache.conf")
    return ["env", f"PEER_PORT={port}", "apache2", "-f", config, "-D", "FOREGROUND"]


def _workloads(port: int, put: dict[str, Any]) -> dict[str, Requests]:
    found, shows = peers.reading, peers.showing(SAID, peers.SHOWN * peers.TIMES)
    page, compared = "/index.php?title=Document", f"diff={put['second']}&oldid={put['first']}"
    searched = "/index.php?title=Special:Search&fulltext=1&ns0=1&search="

    def signed_in(count: int) -> list[Request]:
        return [Request(page, shows, headers=_signed_in(port)[1])] * count

    return {
        "W1": found(page, shows),
        "W1 anew": found(page, shows),
        "W1u": signed_in,
        "W2": found(
            "/index.php?title=Special:RecentChanges&limit=100&days=30",
            peers.showing(b"mw-changeslist-line", 90),
        ),
        "W3": lambda count: [_comment(port, number) for number in range(count)],
        "W5": found(f"{page}&{compared}", peers.showing(b"diff-addedline")),
        "W6 rare": found(f"{searched}{peers.RARE}", peers.showing(b"mw-search-result-heading")),
        "W6 common": found(f"{searched}{peers.COMMON}", peers.showing(b"mw-search-result-heading", 10)),
    }


def _comment(port: int, number: int) -> Request:
    token, headers = _signed_in(port)
    form = {"action": "edit", "format": "json", "title": f"Talk:Document {number % TALKS}", "section": "new"}
    said = {
        "sectiontitle": "A comment",
        "text": f"What I saw, the {secrets.token_hex(8)}th time.",
        "token": token,
    }
    more = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request(
        "/api.php", peers.showing(b'"Success"'), "POST", urlencode(form | said).encode(), headers | more
    )


@lru_cache(maxsize=4)
def _signed_in(port: int) -> tuple[str, dict[str, str]]:
    """The token for changes, and the headers by which one who signed in is known."""
    visitor, api = Visitor(port), "/api.php?format=json&action="
    found = json.loads(visitor.get(f"{api}query&meta=tokens&type=login"))
    token = found["query"]["tokens"]["logintoken"]
    visitor.post(f"{api}login", {"lgname": LOGIN, "lgpassword": PASSWORD, "lgtoken": token})
    found = json.loads(visitor.get(f"{api}query&meta=tokens"))
    return found["query"]["tokens"]["csrftoken"], visitor.headers
