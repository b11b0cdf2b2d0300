"""Rounds: each workload to each subject in turn, there and back, and what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.served.load import Request, Requests, Sent, send
from bench.served.processes import Server, busy_seconds, own_seconds

ROUNDS = 4
LEAST = 10
"""Requests of a round, however long each takes."""

ROUND_SECONDS, MOST = 0.4, 2000
"""How long a round lasts at least, unless it sends so many: processor time is told in hundredths of a second."""

MOST_FOREIGN = 0.10
"""The share of a round's time that the rest of the machine may use before the round counts as disturbed."""


@dataclass(frozen=True)
class Subject:
    """Something that is measured: its name, its server, and the requests that make each workload for it.

    Of one that takes long, each round sends so many times `fewer` of them.
    """

    name: str
    database: str
    server: Server
    workloads: Mapping[str, Requests]
    queries: Mapping[str, int]
    fewer: int = 1

    def requests(self, load: Load, seconds: float) -> Sequence[Request]:
        """What a round sends to it, where one request takes so many `seconds` of a round."""
        enough = min(int(ROUND_SECONDS / seconds), MOST) if seconds else 0
        return self.workloads[load.workload](max(load.clients, LEAST, load.requests // self.fewer, enough))


@dataclass(frozen=True)
class Load:
    """A workload: its name, the size it has, how many requests a round sends, from how many clients at once."""

    workload: str
    size: int
    requests: int
    clients: int = 1

    @property
    def name(self) -> str:
        """What the table calls it."""
        return self.workload if self.clients == 1 else f"{self.workload} × {self.clients}"


@dataclass(frozen=True)
class ServedRow:
    """What one workload cost one subject. Times are milliseconds a request, of its best round; processor time is of all
    its calm rounds, since one round tells it too coarsely.
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

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


@dataclass(frozen=True)
class _Round:
    sent: Sent
    cpu: float
    disturbed: bool


def measure(load: Load, subjects: Sequence[Subject]) -> list[ServedRow]:
    """The rows of one workload: A B B A, and so on; the rounds of a subject that were disturbed count last.

    A subject that gave no right answer has no row, and that is said.
    """
    able = [each for each in subjects if load.workload in each.workloads]
    rounds: dict[str, list[_Round]] = {each.name: [] for each in able}
    takes = {each.name: _warmed(load, each) for each in able}
    for turn in range(ROUNDS):
        for each in able if turn % 2 == 0 else reversed(able):
            rounds[each.name].append(_round(load, each, takes[each.name]))
    for each in able:
        if not _answered(rounds[each.name]):
            print(f"{each.name} gave no right answer to {load.name} at {load.size:,}", flush=True)
    return [_row(load, each, rounds[each.name]) for each in able if _answered(rounds[each.name])]


def _answered(rounds: Sequence[_Round]) -> list[_Round]:
    return [each for each in rounds if each.sent.times]


def _warmed(load: Load, subject: Subject) -> float:
    """How many seconds of a round each request takes, once it has answered some."""
    sent = [
        send(subject.server.port, subject.workloads[load.workload](max(2, load.requests // 10)), load.clients)
        for _time in range(2)
    ][-1]
    return sent.seconds / len(sent.times) if sent.times else 0.0


def _round(load: Load, subject: Subject, seconds: float) -> _Round:
    requests = subject.requests(load, seconds)
    server, busy, mine = subject.server.cpu_seconds(), busy_seconds(), own_seconds()
    sent = send(subject.server.port, requests, load.clients)
    cpu = subject.server.cpu_seconds() - server
    foreign = busy_seconds() - busy - cpu - (own_seconds() - mine)
    return _Round(sent, cpu, foreign / max(sent.seconds, 0.001) > MOST_FOREIGN)


def _row(load: Load, subject: Subject, rounds: Sequence[_Round]) -> ServedRow:
    answered = _answered(rounds)
    calm = [each for each in answered if not each.disturbed] or answered
    best = min(calm, key=lambda each: median(each.sent.times))
    times = sorted(best.sent.times)
    return ServedRow(
        workload=load.name,
        size=load.size,
        database=subject.database,
        subject=subject.name,
        minstr=None,
        cpu_ms=round(sum(each.cpu for each in calm) / sum(len(each.sent.times) for each in calm) * 1000, 2),
        p50_ms=round(median(times), 2),
        p95_ms=round(times[int(len(times) * 0.95)], 2),
        rps=round(len(times) / best.sent.seconds, 1),
        bytes=best.sent.bytes,
        queries=subject.queries.get(load.workload),
        errors=sum(each.sent.errors for each in rounds),
        disturbed=all(each.disturbed for each in rounds),
    )


def ratios(rows: Sequence[ServedRow], ours: str = "policyspace") -> dict[str, float]:
    """Processor time of every other subject by ours: "W1/10000/sqlite/bare-flask" and how many times as much."""
    own = {(each.workload, each.size, each.database): each.cpu_ms for each in rows if each.subject == ours}
    return {
        f"{each.workload}/{each.size}/{each.database}/{_key(each.subject)}": round(each.cpu_ms / own[key], 3)
        for each in rows
        if each.subject != ours and own.get(key := (each.workload, each.size, each.database))
    }


def _key(subject: str) -> str:
    """Its name in one word, without its version: "bare-flask"."""
    return "-".join(word for word in subject.lower().split() if not word[0].isdigit())
