"""How long to wait before what failed is tried again."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(days=1)


def growing_wait(attempts: int) -> timedelta:
    """The wait after so many failed attempts: ten seconds, then three times longer each time, up to a day."""
    times_longer = 3 ** min(max(attempts - 1, 0), 10)
    return min(timedelta(seconds=FIRST.total_seconds() * times_longer), LONGEST)
