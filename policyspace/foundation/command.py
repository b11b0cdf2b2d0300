"""`@command`: every change happens whole or not at all, and leaves its row in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from policyspace.foundation.db import db, writing
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3
BOOKKEEPING = {"outbox", "ledger"}


class SilentChange(RuntimeError):
    """A command changed rows and told the ledger nothing, or rows were changed outside a command."""


def command(service: Callable[P, R]) -> Callable[P, R]:
    """Make `service` a command: the outermost one commits, once; any exception rolls everything back.

    A race that breaks a constraint or deadlocks is run again, so that the service sees what the other wrote
    and answers in its own words; after three tries it raises Conflict. Nested commands join the outer one.
    """

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if writing.get():
            return service(*args, **kwargs)
        for attempt in range(1, TRIES + 1):
            try:
                return _whole(service, *args, **kwargs)
            except (IntegrityError, OperationalError) as race:
                if attempt == TRIES or not _is_race(race):
                    if isinstance(race, IntegrityError):
                        raise Conflict(
                            lazy("Someone else changed this at the same moment. Try again.")
                        ) from race
                    raise
        raise AssertionError("unreachable")

    run.is_command = True  # type: ignore[attr-defined]  # read by the tests of the house
    return run


def _whole(service: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise SilentChange("rows were changed outside a command")
    session.commit()  # ends the transaction the request has read in; nothing is written by it
    session.info.update(recorded=0, changed=False)
    token = writing.set(True)
    try:
        result = service(*args, **kwargs)
        session.flush()
        if session.info["changed"] and not session.info["recorded"]:
            raise SilentChange(f"{service.__name__} left no row in the ledger")
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        writing.reset(token)
    return result


def _is_race(error: IntegrityError | OperationalError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


@event.listens_for(Session, "before_flush")
def _notice_changes(session: Session, _context: object, _instances: object) -> None:
    touched = [*session.new, *session.dirty, *session.deleted]
    if any(row.__tablename__ not in BOOKKEEPING for row in touched if hasattr(row, "__tablename__")):
        session.info["changed"] = True
