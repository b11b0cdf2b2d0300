"""How things are measured: processor time of this process and of the programs it starts, least of several rounds."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table. Times are in milliseconds for one run: the least and the median of the rounds."""

    what: str
    size: str
    subject: str
    cpu_ms: float
    median_ms: float
    wall_ms: float
    said: str = ""

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


def cpu_seconds() -> float:
    """Processor time used so far by this process and by the programs it has started and seen end."""
    own, started = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime


def measured(
    what: str, size: str, subject: str, run: Callable[[], Any], *, rounds: int = 7, said: str = ""
) -> Row:
    """`run`, a number of times, after one that does not count."""
    run()
    times: list[tuple[float, float]] = []
    for _ in range(rounds):
        gc.collect()
        cpu, wall = cpu_seconds(), time.perf_counter()
        run()
        times.append(((cpu_seconds() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    cpus = [cpu for cpu, _ in times]
    return Row(
        what,
        size,
        subject,
        round(min(cpus), 1),
        round(median(cpus), 1),
        round(min(wall for _, wall in times), 1),
        said,
    )


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in plain text."""
    head = ("what", "size", "subject", "CPU ms", "median", "wall ms", "")
    cells = [head] + [
        (
            row.what,
            row.size,
            row.subject,
            f"{row.cpu_ms:,.1f}",
            f"{row.median_ms:,.1f}",
            f"{row.wall_ms:,.1f}",
            row.said,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 3 <= column <= 5 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )
