"""Sending until it is acknowledged, and keeping what was."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE = 90.0
"""Seconds after which something that is still not acknowledged is a fault."""

BUSY = {429, 503}


@dataclass(frozen=True)
class Answer:
    """What the server said; `cookie` is "name=value", if it set one, `request_id` the name it gave the request."""

    status: int
    location: str
    cookie: str
    request_id: str
    text: str


@dataclass
class Kept:
    """What was acknowledged: ids of comments by key, supports, numbers of revisions by name and turn.

    `request_ids` are of the requests that were answered so, `cut_off` counts those the server died over.
    """

    comments: dict[str, int] = field(default_factory=dict)
    supports: set[tuple[str, int]] = field(default_factory=set)
    saves: dict[tuple[str, int], int] = field(default_factory=dict)
    request_ids: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    cut_off: int = 0

    @contextmanager
    def faults_noted(self) -> Iterator[None]:
        """What goes wrong in a thread is kept for whoever waits for it."""
        try:
            yield
        except Exception as fault:  # noqa: BLE001 - told by the test that reads `faults`
            self.faults.append(f"{type(fault).__name__}: {fault}")


def until_acknowledged(send: Callable[[], Answer], wanted: Collection[int], kept: Kept) -> Answer:
    """Send again and again, the same each time, until the answer has a status that is wanted.

    A server that is gone or busy is waited for. Raises AssertionError for any other answer.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer = send()
        except (OSError, http.client.HTTPException) as gone:
            kept.cut_off += not isinstance(gone, ConnectionRefusedError)
            time.sleep(0.1)
            continue
        if answer.status in wanted:
            kept.request_ids.add(answer.request_id)
            return answer
        assert answer.status in BUSY, f"{answer.status}: {answer.text[-300:]}"
        time.sleep(0.5)
    raise AssertionError("no answer")
