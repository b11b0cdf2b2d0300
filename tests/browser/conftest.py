"""A real site and a real browser: `policyspace serve` on a database of its own, visited by Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.axe import the_judge

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """Where the site is, and the database it serves."""

    url: str
    database_url: str


@pytest.fixture(scope="session", autouse=True)
def judged_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Let all processes of the run know which pages axe has seen."""
    here = tmp_path_factory.getbasetemp()
    the_judge.seen = (here if worker_id == "master" else here.parent) / "seen-by-axe"
    the_judge.seen.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration as `make run` serves it."""
    yield from served(tmp_path_factory.mktemp("demonstration"), load=True)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """A demonstration site with nothing in it yet."""
    yield from served(tmp_path, load=False)


def served(folder: Path, *, load: bool) -> Iterator[Site]:
    """A site in `folder`: migrated, loaded if asked, served until it is no longer needed."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'site.sqlite3'}")
    environment = environment_of(site.database_url, site.url)
    command = [sys.executable, "-m", "policyspace"]
    for step in ["migrate", *(["demo"] if load else [])]:
        subprocess.run([*command, step], env=environment, cwd=ROOT, check=True, capture_output=True)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            wait_for(site.url)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=40)


def environment_of(database_url: str, url: str) -> dict[str, str]:
    """What a process that serves a demonstration at `url` is told."""
    return {
        **os.environ,
        "POLICYSPACE_MODE": "demonstration",
        "DATABASE_URL": database_url,
        "PUBLIC_URL": url,
        "SECRET_KEY": "s" * 48,
        "LOG_LEVEL": "WARNING",
        "FORM_SECONDS": "0",
    }


def wait_for(url: str) -> None:
    """Return once the site is ready."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):  # noqa: S310 - our own address on this machine
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
