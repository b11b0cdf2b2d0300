"""All workloads at all sizes, on both databases, and what is told of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.limits import application
from bench.served import bare, ours
from bench.served.company import beside, without
from bench.served.first_view import FirstView, first_views
from bench.served.processes import Server
from bench.served.rounds import Load, ServedRow, Subject, measure, ratios
from bench.served.starting import starting
from policyspace.foundation.migrations import migrate
from tests.conftest import POSTGRESQL

SHORT, FULL = (1_000, 10_000), (10, 1_000, 10_000, 100_000, 1_000_000)
CLIENTS = (1, 16, 64)
READING = ("hello", "W1", "W1u", "W1 anew", "W1u anew", "W2", "W2 deep", "W6 rare", "W6 common")
WRITING = ("W4", "W4 merge", "W5")


@dataclass
class Measured:
    """Rows of the table, first views, how many times our processor time each other subject takes, and who is left out
    and why."""

    rows: list[ServedRow] = field(default_factory=list)
    views: list[FirstView] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def ratios(self) -> dict[str, float]:
        return ratios(self.rows)


def measured(*, full: bool) -> Measured:
    """Everything, in under ten minutes, or with a million comments where it is to be `full`."""
    kinds = databases()
    found = Measured(left_out=dict(without(kinds, full=full)))
    for database in kinds:
        for size in FULL if full else SHORT:
            with tempfile.TemporaryDirectory() as folder:
                _at_size(found, Path(folder), (database, size), full=full)
    with tempfile.TemporaryDirectory() as folder:
        found.rows += _starting(Path(folder))
    return found


def databases() -> list[str]:
    """The kinds of database that can be measured here."""
    try:
        psycopg.connect(f"{POSTGRESQL}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return ["sqlite"]
    return ["sqlite", "postgresql"]


def _at_size(found: Measured, folder: Path, run: tuple[str, int], *, full: bool) -> None:
    (database, size), smallest, text = run, run[1] == SHORT[0], ours.a_text()
    with ExitStack() as stack:
        own, place = stack.enter_context(ours.policyspace(folder, database, size))
        shown = len(ours.page_of(own.server.port, place.discussed))
        subjects = [own, stack.enter_context(bare.bare(folder, database, size, shown))]
        for each in beside(stack, folder, text, run, full=full):
            if isinstance(each, Subject):
                subjects.append(each)
            else:
                found.left_out.update([each])
        found.rows += _loads(subjects, READING, size)
        for clients in CLIENTS:
            found.rows += measure(Load("W3", size, clients), subjects)
        found.rows += _loads(subjects, WRITING, size) if smallest or len(subjects) > 2 else []
        if database == "sqlite" and smallest:
            found.views += _views(own, place)


def _loads(subjects: Sequence[Subject], loads: Sequence[str], size: int) -> list[ServedRow]:
    return [row for name in loads for row in measure(Load(name, size), subjects)]


def _views(own: Subject, place: ours.Place) -> list[FirstView]:
    space = place.discussed.rpartition("/documents/")[0]
    return first_views(own.server.port, own.name, {"home": "/", "space": space, "document": place.discussed})


def _starting(folder: Path) -> list[ServedRow]:
    url = f"sqlite:///{folder / 'empty.sqlite3'}"
    migrate(url)
    bare_url = f"sqlite:///{folder / 'bare.sqlite3'}"
    application.fill(bare_url, 100)
    starts: list[tuple[str, Callable[[], Server], str]] = [
        (ours.NAME, lambda: ours.start(folder, url), "/healthz"),
        (bare.NAME, lambda: bare.start(bare_url, 50_000), "/hello"),
        (bare.LADEN, lambda: bare.start(bare_url, 50_000, None, application.WITH_LIBRARIES), "/hello"),
    ]
    return starting(starts, "sqlite")


def table(rows: Sequence[ServedRow]) -> str:
    """The rows as a table in plain text."""
    head = (
        "workload",
        "size",
        "database",
        "subject",
        "CPU ms",
        "× ours",
        "p50",
        "p95",
        "rps",
        "bytes",
        "queries",
        "errors",
        "",
    )
    cells = [head] + [
        (
            row.workload,
            f"{row.size:,}",
            row.database,
            row.subject,
            f"{row.cpu_ms:,.2f}",
            "" if row.times_ours is None else f"{row.times_ours:,.2f}",
            f"{row.p50_ms:,.2f}",
            f"{row.p95_ms:,.2f}",
            f"{row.rps:,.0f}",
            f"{row.bytes:,}",
            "" if row.queries is None else str(row.queries),
            str(row.errors),
            "disturbed" if row.disturbed else "",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in {0, 2, 3} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )
