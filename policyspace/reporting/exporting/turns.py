"""How many files are made at once: each takes memory and a processor while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from policyspace.foundation.errors import Refusal
from policyspace.foundation.i18n import lazy

AT_ONCE = 2
WAIT_SECONDS = 20
_turns = BoundedSemaphore(AT_ONCE)


class Busy(Refusal):
    """Others are having files made, and more time went by than somebody should wait."""

    status = 503
    title = lazy("The service is busy")


@contextmanager
def a_turn(seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Wait until fewer than AT_ONCE files are being made by this process. Raises Busy."""
    if not _turns.acquire(timeout=seconds):
        raise Busy(lazy("Try again in a minute."))
    try:
        yield
    finally:
        _turns.release()
