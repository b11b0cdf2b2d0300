"""The load program: requests over connections that stay open, one after the other or from many clients at once."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Check = Callable[[int, bytes], bool]


@dataclass(frozen=True)
class Request:
    """What is sent, and how its answer is checked."""

    path: str
    check: Check
    method: str = "GET"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


Requests = Callable[[int], Sequence[Request]]
"""Makes so many requests, before any is timed."""


@dataclass
class Sent:
    """What came of a round: milliseconds of each answer that was right, how many were not, bytes of the last body."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    bytes: int = 0
    seconds: float = 0.0


def send(port: int, requests: Sequence[Request], clients: int = 1) -> Sent:
    """Send all `requests`, shared out among `clients` that each wait for one answer before the next."""
    sent, lock = Sent(), threading.Lock()

    def client(own: Sequence[Request]) -> None:
        alone = _one_after_the_other(port, own)
        with lock:
            sent.times += alone.times
            sent.errors += alone.errors
            sent.bytes = alone.bytes or sent.bytes

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(requests[each::clients],)) for each in range(clients)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    sent.seconds = time.perf_counter() - began
    return sent


def _one_after_the_other(port: int, requests: Sequence[Request]) -> Sent:
    sent, line = Sent(), http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for each in requests:
        began = time.perf_counter()
        try:
            line.request(each.method, each.path, each.body, each.headers)
            answer = line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            sent.errors += 1
            line.close()
            continue
        took = (time.perf_counter() - began) * 1000
        if each.check(answer.status, body):
            sent.times.append(took)
            sent.bytes = len(body)
        else:
            sent.errors += 1
    line.close()
    return sent


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """One answer: its status and its body."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    line.request("GET", path, headers=headers or {})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, body
