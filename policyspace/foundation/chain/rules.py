"""How rows are hashed and chained, and how a chain is examined. SHA-256 over one canonical text, as 64 hex digits.

The hash of a seal covers the hash of the seal before, its place, its moment, the id of its row and the row's own hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

BEFORE_THE_FIRST = "0" * 64
"""What the first seal has in the place of the hash before it."""

SHORTEST_NOTED = 12
"""How many digits of a hash must have been noted, at least, to look for it."""


class Odd(str):
    """A stored value that this service would never have written so: it stands for itself, and equals no other."""


def canonical(value: Any) -> str:
    """`value` as text, one for each value: JSON with sorted keys, no spaces, ASCII alone, numbers as they are written.

    Takes None, bool, int, Decimal, str, Odd, and lists and mappings of these.
    """
    if isinstance(value, Odd):
        return f"odd {json.dumps(value)}"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value)


def hash_of(value: Any) -> str:
    """The SHA-256 of the canonical text of `value`."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def seal_hash(previous: Any, *, position: Any, at: Any, ledger_id: Any, row_hash: Any) -> str:
    """The hash of the seal at `position` after the one whose hash is `previous`. `at`: as in rows, canonical text."""
    return hash_of(
        {"previous": previous, "position": position, "at": at, "ledger_id": ledger_id, "row": row_hash}
    )


@dataclass(frozen=True, slots=True)
class Link:
    """One seal as it is stored, each value read exactly, and the row it seals: None when there is none."""

    position: Any
    ledger_id: Any
    row_hash: Any
    hash: Any
    at: Any
    row: Mapping[str, Any] | None


class Wrong(StrEnum):
    """What can be wrong at a place of the chain."""

    SEAL_GONE = "seal gone"
    SEAL_CHANGED = "seal changed"
    ROW_GONE = "row gone"
    ROW_CHANGED = "row changed"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place at which the chain does not hold, and what is there instead (None: nothing)."""

    position: int
    wrong: Wrong
    link: Link | None


@dataclass(frozen=True, slots=True)
class Noted:
    """The head as somebody noted it: the hash or its beginning in small letters, and its place where they know it."""

    hash: str
    position: int | None = None

    def is_at(self, link: Link) -> bool:
        """Whether `link` is what was noted."""
        return str(link.hash).startswith(self.hash) and self.position in (None, link.position)


class Examination:
    """Goes along a chain from its first seal on; holds one link at a time, however long the chain is."""

    def __init__(self, noted: Noted | None = None) -> None:
        self.sealed = 0
        self.head: Link | None = None
        self.fault: Fault | None = None
        self.noted = noted
        self.found_noted = False

    def take(self, link: Link) -> None:
        """Look at the next seal, in the order of their places."""
        if self.fault is None:
            self.fault = self._fault(link)
        self.sealed += 1
        self.head = link
        self.found_noted = self.found_noted or (self.noted is not None and self.noted.is_at(link))

    def _fault(self, link: Link) -> Fault | None:
        place = self.sealed + 1
        if link.position != place:
            return Fault(place, Wrong.SEAL_GONE, None)
        previous = self.head.hash if self.head else BEFORE_THE_FIRST
        if link.hash != seal_hash(
            previous, position=place, at=link.at, ledger_id=link.ledger_id, row_hash=link.row_hash
        ):
            return Fault(place, Wrong.SEAL_CHANGED, link)
        if link.row is None:
            return Fault(place, Wrong.ROW_GONE, link)
        if link.row_hash != hash_of(link.row):
            return Fault(place, Wrong.ROW_CHANGED, link)
        return None
