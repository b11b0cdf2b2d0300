"""Rounds: each workload to each subject in turn, there and back, and what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.served.load import Requests, Sent, send
from bench.served.processes import Server, busy_seconds, own_seconds

ROUND_SECONDS = 0.05
"""How long a round lasts about: so short that the machine is the same for all subjects of one turn."""

MEASURE_SECONDS = 1.6
FEWEST, MOST = 20, 32
"""Turns of a workload: as many as make so many seconds of ours, within these bounds."""

MOST_FOREIGN = 0.10
"""The share of the time that the rest of the machine may use before what was measured counts as disturbed."""


@dataclass(frozen=True)
class Subject:
    """Something that is measured: its name, its server, and the requests that make each workload for it."""

    name: str
    database: str
    server: Server
    workloads: Mapping[str, Requests]
    queries: Mapping[str, int]


@dataclass(frozen=True)
class Load:
    """A workload: its name, the size it has, from how many clients at once it comes."""

    workload: str
    size: int
    clients: int = 1

    @property
    def name(self) -> str:
        """What the table calls it."""
        return self.workload if self.clients == 1 else f"{self.workload} × {self.clients}"


@dataclass(frozen=True)
class ServedRow:
    """What one workload cost one subject: milliseconds a request, and how many times our processor time that is.

    Processor time is the median of all rounds; `times_ours` is the median of what it was in each turn.
    """

    workload: str
    size: int
    database: str
    subject: str
    minstr: float | None
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    rps: float
    bytes: int
    queries: int | None
    errors: int
    disturbed: bool
    times_ours: float | None = None

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


@dataclass(frozen=True)
class _Round:
    sent: Sent
    cpu: float
    foreign: float

    @property
    def cpu_ms(self) -> float:
        return self.cpu / len(self.sent.times) * 1000


def measure(load: Load, subjects: Sequence[Subject]) -> list[ServedRow]:
    """The rows of one workload, A B B A, and so on; the first of the subjects is ours.

    A subject that gave no right answer has no row, and that is said.
    """
    able = [each for each in subjects if load.workload in each.workloads]
    takes = {each.name: _warmed(load, each) for each in able}
    rounds: dict[str, list[_Round]] = {each.name: [] for each in able}
    for turn in range(_turns(load, takes[able[0].name])):
        for each in able if turn % 2 == 0 else reversed(able):
            rounds[each.name].append(_round(load, each, takes[each.name]))
    rows = []
    for each in able:
        if any(one.sent.times for one in rounds[each.name]):
            rows.append(_row(load, each, rounds[each.name], rounds.get(subjects[0].name, ())))
        else:
            print(f"{each.name} gave no right answer to {load.name} at {load.size:,}", flush=True)
    return rows


def _turns(load: Load, takes: float) -> int:
    return max(FEWEST, min(MOST, int(MEASURE_SECONDS / max(ROUND_SECONDS, load.clients * takes))))


def _warmed(load: Load, subject: Subject) -> float:
    """How many seconds of a round each request takes, once it has answered some."""
    requests, count = subject.workloads[load.workload], max(4, load.clients)
    send(subject.server.port, requests(count), load.clients)
    sent = send(subject.server.port, requests(count), load.clients)
    return sent.seconds / len(sent.times) if sent.times else 0.0


def _round(load: Load, subject: Subject, takes: float) -> _Round:
    count = max(load.clients, 1, int(ROUND_SECONDS / takes) if takes else 1)
    requests = subject.workloads[load.workload](count)
    server, busy, mine = subject.server.cpu_seconds(), busy_seconds(), own_seconds()
    sent = send(subject.server.port, requests, load.clients)
    cpu = subject.server.cpu_seconds() - server
    return _Round(sent, cpu, busy_seconds() - busy - cpu - (own_seconds() - mine))


def _row(load: Load, subject: Subject, rounds: Sequence[_Round], ours: Sequence[_Round]) -> ServedRow:
    answered = [each for each in rounds if each.sent.times]
    times = sorted(time for each in answered for time in each.sent.times)
    seconds = sum(each.sent.seconds for each in answered)
    beside = [
        each.cpu_ms / own.cpu_ms
        for each, own in zip(rounds, ours, strict=False)
        if each.sent.times and own.sent.times
    ]
    return ServedRow(
        workload=load.name,
        size=load.size,
        database=subject.database,
        subject=subject.name,
        minstr=None,
        cpu_ms=round(median(each.cpu_ms for each in answered), 2),
        p50_ms=round(median(times), 2),
        p95_ms=round(times[int(len(times) * 0.95)], 2),
        rps=round(len(times) / seconds, 1),
        bytes=answered[-1].sent.bytes,
        queries=subject.queries.get(load.workload),
        errors=sum(each.sent.errors for each in rounds),
        disturbed=sum(each.foreign for each in answered) / seconds > MOST_FOREIGN,
        times_ours=round(median(beside), 3) if beside else None,
    )


def ratios(rows: Sequence[ServedRow], ours: str = "policyspace") -> dict[str, float]:
    """Processor time of every other subject by ours: "W1/10000/sqlite/bare-flask" and how many times as much."""
    return {
        f"{each.workload}/{each.size}/{each.database}/{_key(each.subject)}": each.times_ours
        for each in rows
        if each.subject != ours and each.times_ours is not None
    }


def _key(subject: str) -> str:
    """Its name in one word, without its version: "bare-flask"."""
    return "-".join(word for word in subject.lower().split() if not word[0].isdigit())
