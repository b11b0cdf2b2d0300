"""A Redis of a test's own, which can be taken away and brought back."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import redis


class Redis:
    """A Redis of the test's own that can be taken away."""

    def __init__(self, place: Path) -> None:
        self._place = place
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Be there."""
        words = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self._place)]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Redis did not start")

    def carry(self, channel: str, said: bytes) -> None:
        """Tell it something to tell others."""
        with redis.Redis(port=self.port) as client:
            client.publish(channel, said)

    def stop(self) -> None:
        """Be away."""
        if self._process:
            self._process.kill()
            self._process.wait()


class Wall:
    """Stands before a Redis, and lets through what is said until it is told to swallow it, of those who are there
    already: they are not hung up on, they hear nothing any more."""

    def __init__(self, port: int) -> None:
        self._behind, self._deaf = port, set[socket.socket]()
        self._lines: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._opening = Thread(target=self._open, daemon=True)
        self._opening.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._listener.getsockname()[1]}"

    def swallow(self) -> None:
        """Nothing comes through any more on the lines that there are now."""
        self._deaf.update(self._lines)

    def fall(self) -> None:
        """Be gone."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._opening.join()
        for each in (self._listener, *self._lines):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                self._lines.append(here)
                there = socket.create_connection(("127.0.0.1", self._behind))
                self._lines.append(there)
                for one, other in ((here, there), (there, here)):
                    Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(65536):
                if one not in self._deaf:
                    other.sendall(said)
            other.shutdown(socket.SHUT_WR)
