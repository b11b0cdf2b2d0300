"""`@command`: every change happens whole or not at all, and leaves its row in the ledger.

`@step` is the same for what the service does by itself, which may touch its own books only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from policyspace.foundation.db import db, keeps_books, writing
from policyspace.foundation.errors import Conflict, Refusal
from policyspace.foundation.i18n import lazy

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3


class SilentChange(RuntimeError):
    """Rows changed and the ledger was told nothing: in a command, in a step, or outside both."""


def command(service: Callable[P, R]) -> Callable[P, R]:
    """Make `service` a command: the outermost one commits, once; any exception rolls everything back
    (but for a refusal that says otherwise: `Refusal.undoes`).

    A race that breaks a constraint or deadlocks is run again, so that the service sees what the other wrote
    and answers in its own words; after three tries it raises Conflict. Nested commands join the outer one.
    Raises SilentChange when rows changed and the ledger was told nothing.
    """
    run = _run(service, keeps_books_only=False)
    run.is_command = True  # type: ignore[attr-defined]  # read by the tests of the house
    return run


def step(work: Callable[P, R]) -> Callable[P, R]:
    """Make `work` a step of the service itself: whole or not at all, like a command, but nobody's deed.

    It names no actor and asks no permission, so it may change only tables marked as `bookkeeping`: whatever
    it does to another raises SilentChange.
    """
    return _run(work, keeps_books_only=True)


def _run(work: Callable[P, R], *, keeps_books_only: bool) -> Callable[P, R]:
    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if writing.get():
            return work(*args, **kwargs)
        for attempt in range(1, TRIES + 1):
            try:
                return _whole(partial(work, *args, **kwargs), keeps_books_only)
            except (IntegrityError, OperationalError) as race:
                if attempt == TRIES or not _is_race(race):
                    if isinstance(race, IntegrityError):
                        raise Conflict(
                            lazy("Someone else changed this at the same moment. Try again.")
                        ) from race
                    raise
        raise AssertionError("unreachable")

    return run


def _whole(work: partial[R], keeps_books_only: bool) -> R:
    session = db.session()
    if session.new or session.dirty or session.deleted or session.info.get("changed"):
        raise SilentChange("rows were changed outside a command")
    session.commit()  # ends the transaction the request has read in; nothing is written by it
    session.info.update(recorded=0, changed=False)
    token = writing.set(True)
    try:
        try:
            result = work()
        except Refusal as refusal:
            if not refusal.undoes:
                _commit(session, work, keeps_books_only)
            raise
        _commit(session, work, keeps_books_only)
    except BaseException:
        session.rollback()
        raise
    finally:
        writing.reset(token)
    return result


def _commit(session: Session, work: partial[R], keeps_books_only: bool) -> None:
    session.flush()
    if session.info["changed"] and (keeps_books_only or not session.info["recorded"]):
        raise SilentChange(f"{work.func.__name__} changed rows that the ledger was not told of")
    session.commit()


def _is_race(error: IntegrityError | OperationalError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


@event.listens_for(Session, "before_flush")
def _notice_changes(session: Session, _context: object, _instances: object) -> None:
    touched = [*session.new, *session.dirty, *session.deleted]
    if not all(keeps_books(row.__table__) for row in touched if hasattr(row, "__table__")):
        session.info["changed"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _begin_anew(session: Session) -> None:
    session.info["changed"] = False
