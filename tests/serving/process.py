"""The service as a real process, and a visitor who talks to it over a real connection."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.client import filled
from tests.inspector import Page, inspect

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


def environment(**settings: str) -> dict[str, str]:
    """The environment of a command: nothing of ours but `settings`."""
    ours = {"POLICYSPACE_MODE": "development", "SECRET_KEY": "s" * 48, "PYTHONPATH": str(ROOT)}
    return {"PATH": os.environ["PATH"], **ours, **settings}


class Service:
    """`policyspace …` as a process, from its first word to its end."""

    def __init__(self, place: Path, *words: str, **settings: str) -> None:
        self._errors = (place / f"errors-{len(list(place.iterdir()))}").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "policyspace", *words],
            cwd=place,
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self.said: list[str] = []
        self.code: int | None = None

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=10)
        assert self._process.stdout
        self._process.stdout.close()
        self._errors.close()

    def until_ready(self) -> Service:
        """Wait for its first line."""
        assert self._process.stdout
        late = threading.Timer(START_SECONDS, self._process.kill)
        late.start()
        self.said.append(self._process.stdout.readline())
        late.cancel()
        assert self.said[0], f"it ended before it was ready: {self.log_text()}"
        return self

    @property
    def port(self) -> int:
        return int(self.said[0].strip().rpartition(":")[2])

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, sign: signal.Signals) -> None:
        self._process.send_signal(sign)

    def end(self, sign: signal.Signals | None = signal.SIGTERM, seconds: float = 60) -> int:
        """Tell it to end and wait: the status it ended with."""
        if sign is not None:
            self.tell(sign)
        rest, _ = self._process.communicate(timeout=seconds)
        self.said += rest.splitlines(keepends=True)
        self.code = self._process.returncode
        return self.code

    def log_text(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text()

    def log(self) -> list[dict[str, Any]]:
        """What it logged; anything that is not a line of JSON fails here."""
        return [json.loads(line) for line in self.log_text().splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.log()]


def served(place: Path, database_url: str, **settings: str) -> Service:
    """The service on a free port, when it is ready."""
    started = Service(place, "serve", "--port", "0", DATABASE_URL=database_url, **settings)
    try:
        return started.until_ready()
    except BaseException:
        started.__exit__()
        raise


class Reply:
    """Status, headers (lower case) and text."""

    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status = found.status
        self.headers = {name.lower(): said for name, said in found.getheaders()}
        self.text = found.read().decode()


class Visitor:
    """A browser with cookies that inspects each page and sends forms as the page shows them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies = SimpleCookie()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        sent = {"Cookie": "; ".join(f"{name}={said.value}" for name, said in self._cookies.items())}
        sent |= {name.replace("_", "-"): said for name, said in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)) as connection:
            connection.request(method, path, body, {name: said for name, said in sent.items() if said})
            with connection.getresponse() as found:
                for said in found.headers.get_all("Set-Cookie") or []:
                    self._cookies.load(said)
                reply = Reply(found)
        if (
            reply.headers.get("content-type", "").startswith("text/html")
            and reply.text
            and reply.status != 303
        ):
            inspect(reply.text)
        return reply

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def form(self, path: str, **typed: str) -> str:
        """What the browser would send for the form of the page at `path` with `typed` in it."""
        page = Page(self.get(path).text).root
        forms = [form for form in page.all("form") if form.attributes.get("action", "") in {"", path}]
        return urlencode(filled(forms[-1]) | typed)

    def post(self, path: str, body: str) -> Reply:
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def send(self, path: str, **typed: str) -> Reply:
        """Post the form on the page at `path`."""
        return self.post(path, self.form(path, **typed))


def dialled(port: int, words: bytes = b"") -> socket.socket:
    """A bare connection on which `words` were said."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.sendall(words)
    return line


def heard(line: socket.socket) -> bytes:
    """Everything until the other side hangs up."""
    pieces = []
    while piece := line.recv(65536):
        pieces.append(piece)
    line.close()
    return b"".join(pieces)
