"""How much work something is, told without a clock: calls counted, and an end to what would never end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 30
"""Seconds of the processor. What grows as it should takes less than one; what grows as a square takes minutes."""


@contextmanager
def an_end() -> Iterator[None]:
    """Fail what is still at work after PATIENCE: not a measure, but the gate must not hang."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still at work after {PATIENCE} seconds of the processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def calls_in(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called while `work` is done."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted
