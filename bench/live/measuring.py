"""W9: what is typed by many, when it comes to the others, what it costs, and what pages wait for meanwhile."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.live import killing, servers
from bench.live.killing import Killed
from bench.live.loading import load
from bench.live.servers import Live

SECONDS, SECONDS_FULL, RATE, JOINS = 5, 10, 1, 10
MOST_LAG = 50
"""Milliseconds by which the load program itself may be late; beyond, it measured itself."""


@dataclass(frozen=True)
class Scene:
    """So many editors in each of so many documents. `kept`: hocuspocus is measured with a database too."""

    name: str
    documents: int
    editors: int
    kept: bool = False


SCENES = (
    Scene("S2", 1, 2),
    Scene("S20", 1, 20),
    Scene("S100", 1, 100),
    Scene("S300", 1, 300, kept=True),
    Scene("50 × 4", 50, 4),
)


@dataclass(frozen=True)
class LiveRow:
    """What one scene was like on one server. Times are milliseconds; `cpu` is per cent of one processor.

    `missing`: markers that were typed and are not in the text of one who joins at the end. `disturbed`: the load
    program was late by more than it may be.
    """

    scene: str
    subject: str
    sent: int
    delivered: float
    p50: float | None
    p95: float | None
    p99: float | None
    page_p50: float | None
    page_p95: float | None
    pages_failed: int
    missing: int
    cpu: float
    memory_mb: float
    lag: float | None
    disturbed: bool

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


@dataclass(frozen=True)
class Joining:
    """Milliseconds until one who joins a text of about 100 KB with 20,000 edits has it."""

    subject: str
    p50: float
    p95: float

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


def measured(*, full: bool) -> tuple[list[LiveRow], list[Joining], list[Killed]]:
    """Every scene on every server in turn; in a `full` run three times, there and back, and longer.

    Of each scene the undisturbed round with the least p95.
    """
    rounds, seconds = (3, SECONDS_FULL) if full else (1, SECONDS)
    if not servers.install():
        print("Node is not here: live editing is not measured")
        return [], [], []
    with tempfile.TemporaryDirectory() as folder:
        starts, kept = servers.contexts(Path(folder)), servers.kept_peers(Path(folder))
        rows: list[LiveRow] = []
        for scene in SCENES:
            subjects = starts + kept if scene.kept else starts
            for turn in range(rounds):
                for start in subjects if turn % 2 == 0 else subjects[::-1]:
                    with start() as live:
                        rows.append(_typed(scene, live, seconds))
                        print(rows[-1], flush=True)
        joins = []
        for start in starts:
            with start() as live:
                joins.append(_joined(live))
        ours, hocuspocus, y_websocket = starts
        kills = killing.measured([ours, *(kept or [hocuspocus]), y_websocket])
    return _best(rows), joins, kills


def _typed(scene: Scene, live: Live, seconds: int) -> LiveRow:
    rooms = live.rooms(scene.documents, scene.editors)
    cpu, began = live.server.cpu_seconds(), time.perf_counter()
    found = load(live, rooms=rooms, editors=scene.editors, seconds=seconds, rate=RATE)
    taken, passed = live.server.cpu_seconds() - cpu, time.perf_counter() - began
    return LiveRow(
        scene=scene.name,
        subject=live.name,
        sent=found["sent"],
        delivered=round(found["delivered"] * 100, 2),
        p50=found["p50"],
        p95=found["p95"],
        p99=found["p99"],
        page_p50=found["page50"],
        page_p95=found["page95"],
        pages_failed=found["pagesFailed"],
        missing=found["missing"],
        cpu=round(taken / passed * 100, 1),
        memory_mb=round(live.server.memory_mb(), 1),
        lag=found["lag"],
        disturbed=(found["lag"] or 0) > MOST_LAG,
    )


def _joined(live: Live) -> Joining:
    found = load(live, rooms=live.rooms(1, 1), edits=20_000, joins=JOINS)
    return Joining(live.name, found["p50"], found["p95"])


def _best(rows: Sequence[LiveRow]) -> list[LiveRow]:
    found: dict[tuple[str, str], LiveRow] = {}
    for row in rows:
        key = row.scene, row.subject
        if key not in found or _order(row) < _order(found[key]):
            found[key] = row
    return list(found.values())


def _order(row: LiveRow) -> tuple[bool, float, float]:
    return row.disturbed, -row.delivered, row.p95 or 0.0
