"""Marks: what tells one state of the ledger from another, of all of it or of what concerns one space.

A mark is the newest id and the sum of the newest ids. On PostgreSQL a row can be committed after a newer one; the sum
tells that too, as long as no command stays open while NEWEST others are done.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, text

from policyspace.foundation.ledger import NOT_OF_ONE_SPACE, LedgerRow, SealRow

NEWEST = 500

Mark = tuple[ColumnElement[Any], ...]


def _newest(rows: Select[int]) -> Mark:
    """The newest id, and the sum of the newest, among the ids of `rows`, newest first."""
    ids = rows.limit(NEWEST).subquery()
    return tuple(select(each(ids.c.id)).scalar_subquery() for each in (func.max, func.sum))


_IN_A_SPACE = select(LedgerRow.id).order_by(LedgerRow.space_id.desc(), LedgerRow.id.desc())
"""In the order of the indexes by space: PostgreSQL would else look for rare rows from the end of the whole ledger."""

ANYTHING: Mark = _newest(select(LedgerRow.id).order_by(LedgerRow.id.desc()))
"""The mark of the whole ledger."""

SEAL: ColumnElement[Any] = select(func.max(SealRow.position)).scalar_subquery()
"""The newest seal. It comes after its row, and changes nothing but what is shown of the seals."""


def mark_of(space_id: ColumnElement[Any]) -> Mark:
    """The mark of the space with `space_id`, and of all that belongs to no space but can be seen in one: names, sides.

    What people do in other spaces leaves it as it is, and so do signing in and out and the like (`PRIVATE`).
    """
    return (
        *_newest(_IN_A_SPACE.where(LedgerRow.space_id == space_id)),
        *_newest(_IN_A_SPACE.where(text(NOT_OF_ONE_SPACE))),
    )
