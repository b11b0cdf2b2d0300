"""Sealing: the worker gives each row its place in the chain, in the order in which it finds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select

from policyspace.foundation.chain.reading import Exactly, ExactRows, moment_in_words
from policyspace.foundation.chain.rules import BEFORE_THE_FIRST, hash_of, seal_hash
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, SealRow, UnsealedRow

AT_ONCE = 200
"""How many rows are sealed in one transaction: on SQLite nobody else writes meanwhile, well under 100 milliseconds."""

ONE_SEALER = 0x5EA1
"""The advisory lock on PostgreSQL that whoever seals holds."""


def anything_unsealed() -> bool:
    """Whether a row waits for its seal; a look that locks nothing."""
    return db.session.scalar(select(UnsealedRow.ledger_id).limit(1)) is not None


@step
def seal_waiting(limit: int = AT_ONCE) -> int:
    """Seal rows that wait, the oldest first, `limit` at most. Gives how many; none while another process seals.

    On PostgreSQL a row can be committed after a younger one: it waits from then on, and gets a later place.
    """
    if not _alone():
        return 0
    rows = ExactRows()
    seals = _chained((key, hash_of(rows.row(found))) for key, *found in _waiting(rows, limit))
    if seals:
        db.session.execute(insert(SealRow), seals)
        done = [seal["ledger_id"] for seal in seals]
        db.session.execute(delete(UnsealedRow).where(UnsealedRow.ledger_id.in_(done)))
    return len(seals)


def _alone() -> bool:
    """On SQLite a step is alone from its beginning; on PostgreSQL until it ends, once this is true."""
    if db.engine.dialect.name == "sqlite":
        return True
    return bool(db.session.scalar(select(func.pg_try_advisory_xact_lock(ONE_SEALER))))


def _waiting(rows: ExactRows, limit: int) -> Sequence[Any]:
    """The id of each row, then what is found in it. What waits with a seal, or without a row, is left as it is."""
    query = (
        select(LedgerRow.id, *rows.expressions)
        .join(UnsealedRow, UnsealedRow.ledger_id == LedgerRow.id)
        .outerjoin(SealRow, SealRow.ledger_id == LedgerRow.id)
        .where(SealRow.position.is_(None))
        .order_by(UnsealedRow.ledger_id)
        .limit(limit)
    )
    return db.session.execute(query).all()


def _chained(rows: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    """The next seals, for rows of which each tells its id and its hash."""
    position, previous = _head()
    moment, seals = now(), []
    for ledger_id, row_hash in rows:
        position += 1
        at = moment_in_words(moment)
        previous = seal_hash(previous, position=position, at=at, ledger_id=ledger_id, row_hash=row_hash)
        seal = {"position": position, "ledger_id": ledger_id, "row_hash": row_hash, "hash": previous}
        seals.append(seal | {"at": moment})
    return seals


def _head() -> tuple[int, Any]:
    """The place and the hash of the newest seal."""
    stored = Exactly([SealRow.hash])
    query = select(SealRow.position, *stored.expressions).order_by(SealRow.position.desc()).limit(1)
    head = db.session.execute(query).one_or_none()
    return (head[0], *stored.values(head[1:])) if head else (0, BEFORE_THE_FIRST)
