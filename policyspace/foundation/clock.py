"""The only clock: UTC, aware. Tests replace the machine's time, never this function."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, in UTC, to the microsecond."""
    return datetime.now(UTC)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The moment `day` is over in `time_zone` ("Europe/London"), in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)
