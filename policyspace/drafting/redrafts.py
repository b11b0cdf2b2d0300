"""Telling higher floors of every new revision, in the transaction that saves it.

Saves, merges, accepted suggestions and imports all come through here. Whoever wants to know is registered when the
application is put together; nothing here knows who that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policyspace.drafting.models import Document
from policyspace.drafting.rules.alignment import Link
from policyspace.foundation.db import Blocks


@dataclass(frozen=True)
class Redraft:
    """Revision `number` of a document whose row is held: the blocks kept with the revision before and with it (as
    `Revision.blocks`), and which of them are which."""

    document: Document
    number: int
    before: Blocks
    after: Blocks
    links: Sequence[Link]


Listener = Callable[[Redraft], None]
_listeners: list[Listener] = []


def on_redraft(listener: Listener) -> None:
    """Let `listener` be told of every redraft from now on; once, however often it is registered."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_of(redraft: Redraft) -> None:
    """Tell everyone who wants to know."""
    for listener in _listeners:
        listener(redraft)
