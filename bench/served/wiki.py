"""django-wiki as a subject: one document of the same text, without comments, which it has none of. SQLite only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.served.load import Request, Requests
from bench.served.processes import Server, free_port, until_listening
from bench.served.rounds import Subject

NAME = "django-wiki 0.13.0"
WANTED = ("wiki==0.13.0", "gunicorn==27.0.1")
ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".bench" / "django-wiki"
PROJECT = ROOT / "bench" / "peers"


@contextmanager
def django_wiki(folder: Path, text: str, words: bytes) -> Iterator[Subject | None]:
    """The wiki over a document of `text`, which shows `words`; None where it cannot be installed."""
    if not _installed():
        yield None
        return
    told = os.environ | {
        "DJANGO_SETTINGS_MODULE": "django_wiki.settings",
        "WIKI_DATABASE": str(folder / "wiki.sqlite3"),
        "PYTHONPATH": str(PROJECT),
    }
    (folder / "text.md").write_text(text)
    python = str(PLACE / "bin" / "python")
    filling = [python, "-m", "django_wiki.filling", str(folder / "text.md")]
    revision = subprocess.run(filling, env=told, check=True, capture_output=True, text=True).stdout.strip()
    port = free_port()
    serving = [
        python,
        "-m",
        "gunicorn",
        "-w",
        "1",
        "--threads",
        "8",
        "--log-level",
        "error",
        "-b",
        f"127.0.0.1:{port}",
    ]
    process = subprocess.Popen([*serving, "django.core.wsgi:get_wsgi_application()"], env=told)
    until_listening(port)
    server = Server(process, port)
    try:
        yield Subject(NAME, "sqlite", server, _workloads(revision, words), {})
    finally:
        server.stop()


def _workloads(revision: str, words: bytes) -> dict[str, Requests]:
    def shows(status: int, body: bytes) -> bool:
        return status == 200 and words in body

    page, compared = Request("/document/", shows), Request(f"/_revision/diff/{revision}/", _differs)
    return {
        "W1": lambda count: [page] * count,
        "W1 anew": lambda count: [page] * count,
        "W5": lambda count: [compared] * count,
    }


def _differs(status: int, body: bytes) -> bool:
    return status == 200 and b"sentence more" in body


def _installed() -> bool:
    """Whether it is there, or could be installed now, in an environment of its own."""
    done = PLACE / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        pip = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", *WANTED]
        if subprocess.run(pip, check=False).returncode:
            return False
        done.touch()
    return True
