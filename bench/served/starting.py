"""W7: from the start of a process to its first right answer, and the memory it has then."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bench.served.load import fetch
from bench.served.processes import Server
from bench.served.rounds import ServedRow

STARTS = 5


def starting(subjects: Sequence[tuple[str, Callable[[], Server], str]], database: str) -> list[ServedRow]:
    """For each (name, start, path of a page): the least of several starts, A B B A."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name, _, _ in subjects}
    for turn in range(STARTS):
        for name, start, path in subjects if turn % 2 == 0 else reversed(subjects):
            found[name].append(_once(start, path))
    least = {name: min(cpu for _, cpu, _ in tries) for name, tries in found.items()}
    return [
        ServedRow(
            workload="W7",
            size=0,
            database=database,
            subject=name,
            minstr=None,
            cpu_ms=round(least[name] * 1000),
            p50_ms=round(min(wall for wall, _, _ in tries) * 1000),
            p95_ms=round(max(wall for wall, _, _ in tries) * 1000),
            rps=0,
            bytes=round(min(memory for _, _, memory in tries) * 1e6),
            queries=None,
            errors=0,
            disturbed=False,
            times_ours=round(least[name] / least[subjects[0][0]], 3),
        )
        for name, tries in found.items()
    ]


def _once(start: Callable[[], Server], path: str) -> tuple[float, float, float]:
    """Seconds to the first answer, seconds of the processor until then, megabytes of memory."""
    began = time.perf_counter()
    server = start()
    try:
        status, _ = fetch(server.port, path)
        assert status == 200, (path, status)
        return time.perf_counter() - began, server.cpu_seconds(), server.memory_mb()
    finally:
        server.stop()
