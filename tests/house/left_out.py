"""Says before the closing line of a run what the machine has not got, and which tests were left out because of it."""

from __future__ import annotations

import os
import shutil
import socket
from urllib.parse import urlsplit

import pytest

from tests.house.source import ROOT

POSTGRESQL = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
REDIS = "redis://127.0.0.1:6379"


def listens(url: str) -> bool:
    """Whether anything answers at the host and port of `url`."""
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname or "127.0.0.1", place.port or 0), timeout=1).close()
    except OSError:
        return False
    return True


def left_out() -> list[str]:
    """What is absent, each with what goes untested without it."""
    there = {
        f"PostgreSQL at {POSTGRESQL}: everything ran on SQLite only": listens(POSTGRESQL),
        f"Redis at {REDIS}: nothing ran with messages between processes": listens(REDIS),
        "Chromium: no page was walked in a browser": shutil.which("chromium") is not None,
        "Node: the built files were not compared with their sources": shutil.which("node") is not None,
        "../shared/data: no real comments or histories were loaded": (
            ROOT.parent / "shared" / "data"
        ).is_dir(),
    }
    return [sentence for sentence, found in there.items() if not found]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was left out, or that nothing was."""
    terminalreporter.ensure_newline()
    for sentence in left_out() or ["nothing"]:
        terminalreporter.line(f"Left out: {sentence}")
