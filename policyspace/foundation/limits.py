"""Rate limits that hold across processes: one row a key in the database, read and written in one step.

The method is the generic cell rate algorithm (ITU-T I.371): a row keeps the moment at which the bucket would
be empty again, so taking costs O(1) and needs no clean-up to be right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.clock import now
from policyspace.foundation.db import Base, aside
from policyspace.foundation.errors import TooMany
from policyspace.foundation.i18n import lazy


@dataclass(frozen=True)
class Limit:
    """At most `times` in any `seconds`."""

    times: int
    seconds: int


LIMITS = {
    # For one account or one address of a letter. The limits "from" a place are wider: a whole council, or a
    # room of residents at a meeting, comes from one network address.
    "sign_in": Limit(10, 300),
    "sign_in_from": Limit(60, 300),
    "letter": Limit(5, 3600),
    "letter_from": Limit(60, 3600),
    "posting": Limit(30, 300),
    "keying_in": Limit(120, 300),
    "looking_up_from": Limit(60, 300),
    "searching": Limit(50, 10),
    "searching_from": Limit(50, 10),
    "supporting": Limit(120, 300),
    "reporting": Limit(20, 3600),
    "saving": Limit(120, 300),
    "importing": Limit(20, 600),
    "previewing": Limit(100, 60),
    "exporting": Limit(30, 300),
    "exporting_from": Limit(120, 300),
    "keeping": Limit(240, 300),
    "keeping_from": Limit(60, 300),
    "api": Limit(600, 300),
}


MOST_HERE = 10_000
HERE: dict[tuple[str, object], datetime] = {}
"""When each key that `take_here` counts will have nothing in use."""

_LOCK = Lock()


class Bucket(Base):
    """How much of a limit one key has used: `empty_at` is when nothing of it will be left in use."""

    __tablename__ = "rate_bucket"

    key: Mapped[str] = mapped_column(primary_key=True)
    empty_at: Mapped[datetime]


_FOUND = select(Bucket.empty_at).where(Bucket.key == bindparam("hashed")).with_for_update()
_FIRST = insert(Bucket)
_ONE_MORE = update(Bucket).where(Bucket.key == bindparam("hashed")).values(empty_at=bindparam("until"))


def take(limit: str, *, key: object) -> None:
    """Count one more `limit` ("sign_in") against `key`, in a short transaction of its own.

    Raises TooMany when the limit is reached; what was refused is not counted. Call it before a command
    begins, so that a refusal leaves no trace and a failed command still counts.
    """
    rule = LIMITS[limit]
    hashed = hashlib.sha256(f"{limit}|{key}".encode()).hexdigest()
    for _attempt in range(3):
        try:
            wait = _take(rule, hashed)
            break
        except IntegrityError:
            continue  # another process made the row between our look and our insert
    else:
        wait = 1.0
    if wait > 0:
        raise _too_many(wait)


def _too_many(wait: float) -> TooMany:
    seconds = max(1, round(wait))
    sentence = lazy("You have tried this too many times. Try again in %(wait)s.", wait=_spoken(seconds))
    return TooMany(sentence, retry_after=seconds)


def _take(rule: Limit, hashed: str) -> float:
    """Seconds to wait; 0 when taken."""
    each = timedelta(seconds=rule.seconds / rule.times)
    moment = now()
    with aside() as connection:
        found = connection.scalar(_FOUND, {"hashed": hashed})
        start = max(found, moment) if found else moment
        wait = (start + each - moment - timedelta(seconds=rule.seconds)).total_seconds()
        if wait > 0:
            return wait
        if found is None:
            connection.execute(_FIRST, {"key": hashed, "empty_at": start + each})
        else:
            connection.execute(_ONE_MORE, {"hashed": hashed, "until": start + each})
    return 0.0


def take_here(limit: str, *, key: object) -> None:
    """The same for what only reads, counted in the memory of this process alone: nothing is written by looking.

    Each process protects its own time. Raises TooMany.
    """
    rule, moment = LIMITS[limit], now()
    each = timedelta(seconds=rule.seconds / rule.times)
    with _LOCK:
        start = max(HERE.get((limit, key), moment), moment)
        wait = (start + each - moment).total_seconds() - rule.seconds
        if wait <= 0:
            HERE[limit, key] = start + each
        if len(HERE) > MOST_HERE:
            for old in [one for one, empty_at in HERE.items() if empty_at < moment]:
                del HERE[old]
    if wait > 0:
        raise _too_many(wait)


def forget_old_buckets() -> None:
    """Delete the rows of keys that have nothing in use; the worker calls it now and then."""
    with aside() as connection:
        connection.execute(delete(Bucket).where(Bucket.empty_at < now()))


def _spoken(seconds: int) -> object:
    if seconds < 90:
        return lazy("about a minute")
    return lazy("about %(minutes)s minutes", minutes=round(seconds / 60))
