"""What the operating system tells of processes: processor time, memory, and what the rest of the machine does."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
START_SECONDS = 120


@dataclass
class Server:
    """A process that answers on `port` of this machine, and the name of its database where that is PostgreSQL."""

    process: subprocess.Popen[bytes]
    port: int
    database: str | None = None
    seen: dict[int, float] = field(default_factory=dict)

    def cpu_seconds(self) -> float:
        """Processor time of it, of all it started, and of the connections to its database, since they began."""
        for pid in (*tree(self.process.pid), *_connections_to(self.database)):
            for thread, took in _cpu_of(pid):
                self.seen[thread] = max(took, self.seen.get(thread, 0.0))  # what has ended keeps what it took
        return sum(self.seen.values())

    def memory_mb(self) -> float:
        """Resident memory of it and all it started, in megabytes."""
        return sum(_resident(pid) for pid in tree(self.process.pid)) / 1e6

    def stop(self) -> None:
        """End it, and all it started."""
        started = tree(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            for pid in started:
                subprocess.run(["kill", "-9", str(pid)], check=False, stderr=subprocess.DEVNULL)
            self.process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until_listening(port: int) -> None:
    """Wait until somebody listens on `port`. Raises TimeoutError."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"nobody listens on port {port}")


def tree(pid: int) -> list[int]:
    """A process and all it started, as far as they live."""
    children: dict[int, list[int]] = {}
    for each in _all():
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(each.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def busy_seconds() -> float:
    """Processor time that all processes of the machine have used, and that others took from it."""
    user, nice, system, _idle, _wait, irq, soft, steal, *_ = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    )
    return (user + nice + system + irq + soft + steal) / TICKS


def own_seconds() -> float:
    """Processor time of this program, without what it started."""
    return time.process_time()


def _all() -> Iterable[Path]:
    return (each for each in Path("/proc").iterdir() if each.name.isdigit())


def _cpu_of(pid: int) -> Iterator[tuple[int, float]]:
    """The threads of the process and what each took, told in billionths of a second where `stat` knows hundredths."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for each in threads:
        with suppress(OSError):
            yield int(each.name), int((each / "schedstat").read_text().split()[0]) / 1e9


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def _connections_to(database: str | None) -> list[int]:
    """The processes of PostgreSQL that serve `database`; they say so in their title."""
    if database is None:
        return []
    found = []
    for each in _all():
        try:
            title = (each / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if title.startswith("postgres:") and f" {database} " in title:
            found.append(int(each.name))
    return found
