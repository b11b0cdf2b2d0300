"""Telling whoever keeps live texts in memory that one has changed on disk, once that is so.

Only to be quick: who is not told finds out by looking.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

from policyspace.foundation.db import db

Listener = Callable[[int], None]
_listeners: list[Listener] = []


def on_live_change(listener: Listener) -> None:
    """Let `listener` be told the id of every document whose live text was changed by a save, after its commit."""
    _listeners.append(listener)


def off_live_change(listener: Listener) -> None:
    """Tell `listener` no more."""
    _listeners.remove(listener)


def ring(document_id: int) -> None:
    """The live text of this document is changed by the transaction at hand."""
    db.session.info.setdefault("live_changes", set()).add(document_id)


@event.listens_for(Session, "after_commit")
def _tell(session: Session) -> None:
    for document_id in session.info.pop("live_changes", ()):
        for listener in _listeners:
            listener(document_id)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("live_changes", None)
