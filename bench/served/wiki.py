"""django-wiki as a subject: one document of the same text, without comments, which it has none of. SQLite only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.served import peers
from bench.served.load import Requests
from bench.served.rounds import Subject

NAME = "django-wiki 0.13.0"
WANTED = ("wiki==0.13.0", "gunicorn==27.0.1")


@contextmanager
def django_wiki(folder: Path, text: str) -> Iterator[Subject]:
    """The wiki over a document of `text`. Raises LeftOut where it cannot be had."""
    python = peers.environment_with("django-wiki", WANTED)
    told = peers.inherited(
        DJANGO_SETTINGS_MODULE="django_wiki.settings",
        WIKI_DATABASE=str(folder / "wiki.sqlite3"),
        PYTHONPATH=str(peers.PROGRAMS),
    )
    revision = peers.filled([python, "-m", "django_wiki.filling"], told, peers.discussion(text))["revision"]
    words = peers.gunicorn(python, "django.core.wsgi:get_wsgi_application()")
    with peers.serving(words, told, folder) as server:
        yield Subject(NAME, "sqlite", server, _workloads(revision), {})


def _workloads(revision: int) -> dict[str, Requests]:
    found, shows = peers.reading, peers.showing(b"<h")
    return {
        "W1": found("/document/", shows),
        "W1 anew": found("/document/", shows),
        "W5": found(f"/_revision/diff/{revision}/", peers.showing(b"sentence more")),
    }
