"""The ledger: the append-only list of everything that happened, the outbox that hands it on, and its seals.

A row is written in the same transaction as the change it tells of. It holds ids and plain values, never text
that people wrote. People, spaces and subjects are named by id without a foreign key: the list outlives them.
How rows are sealed one after the other is told in `foundation/chain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, delete, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.clock import now
from policyspace.foundation.db import Base, Facts, Key, bookkeeping, db, identifier, short
from policyspace.foundation.logs import request_id
from policyspace.foundation.prepared import run
from policyspace.foundation.waits import growing_wait

PRIVATE = (
    "api_token.ended",
    "api_token.made",
    "link.asked",
    "password.changed",
    "password.reset",
    "session.begun",
    "session.ended",
)
"""What is done in no space and shown to nobody but who did it, on pages about their account."""

NOT_OF_ONE_SPACE = f"space_id IS NULL AND verb NOT IN ({', '.join(map(repr, PRIVATE))})"
"""Rows that belong to no space and can change what is seen in any. The index and what is asked of it say it alike."""


class Named(Protocol):
    """Anything with an id: a person, a row of any table."""

    @property
    def id(self) -> Any: ...


@bookkeeping
class LedgerRow(Base):
    """One thing that happened: who did what to which row of which space, and when."""

    __tablename__ = "ledger"
    __table_args__ = (
        Index("ix_ledger_space", "space_id", "id"),
        Index("ix_ledger_subject", "subject_kind", "subject_id", "id"),
        Index("ix_ledger_actor", "actor_id", "id"),
        Index(
            "ix_ledger_no_space",
            "space_id",
            "id",
            sqlite_where=text(NOT_OF_ONE_SPACE),
            postgresql_where=text(NOT_OF_ONE_SPACE),
        ),
    )

    id: Mapped[Key]
    at: Mapped[datetime]
    verb: Mapped[str] = short(60)
    actor_id: Mapped[int | None] = mapped_column(identifier)
    space_id: Mapped[int | None] = mapped_column(identifier)
    subject_kind: Mapped[str | None] = short(40)
    subject_id: Mapped[int | None] = mapped_column(identifier)
    facts: Mapped[Facts]
    request_id: Mapped[str | None] = short(64)


@bookkeeping
class OutboxRow(Base):
    """A ledger row that has not been handed to its readers yet."""

    __tablename__ = "outbox"

    ledger_id: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]


@bookkeeping
class UnsealedRow(Base):
    """A ledger row that waits for its seal. What is committed late waits like any other: none is overlooked."""

    __tablename__ = "ledger_unsealed"

    ledger_id: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)


@bookkeeping
class SealRow(Base):
    """The seal of one ledger row: its place in the chain (1, 2, 3…), and the hashes that hold it there.

    Two rows cannot take one place, so the chain cannot fork; no row is sealed twice, or deleted once it is sealed.
    """

    __tablename__ = "ledger_seal"
    __table_args__ = (
        UniqueConstraint("ledger_id"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        CheckConstraint("length(row_hash) = 64", name="row_hash_whole"),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
    )

    position: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)
    ledger_id: Mapped[int] = mapped_column(identifier, ForeignKey("ledger.id"))
    row_hash: Mapped[str] = short(64)
    hash: Mapped[str] = short(64)
    at: Mapped[datetime]


_WRITE = insert(LedgerRow)
_LET_WAIT = (insert(OutboxRow), insert(UnsealedRow))


def record(
    actor: Named | None,
    verb: str,
    *,
    space: Named | None = None,
    subject: Any = None,
    **facts: Any,
) -> int:
    """Write that `actor` did `verb` ("comment.posted") to `subject`, a saved row, in `space`.

    `facts` are JSON values: ids and plain words of the house, never text people wrote. Flushes, so that
    `subject` has its id; commits nothing. Gives the id of the row.
    """
    db.session.flush()
    written = run(
        _WRITE,
        at=now(),
        verb=verb,
        actor_id=actor.id if actor else None,
        space_id=space.id if space else None,
        subject_kind=subject.__tablename__ if subject is not None else None,
        subject_id=subject.id if subject is not None else None,
        facts=facts,
        request_id=request_id(),
    )
    key: Sequence[int] = written.inserted_primary_key or ()
    number = key[0]
    for waits in _LET_WAIT:
        run(waits, ledger_id=number)
    db.session.info["recorded"] = db.session.info.get("recorded", 0) + 1
    return number


def waiting(limit: int = 50) -> Sequence[LedgerRow]:
    """The oldest ledger rows not yet handed on, locked for this transaction where the database can."""
    query = (
        select(LedgerRow)
        .join(OutboxRow, OutboxRow.ledger_id == LedgerRow.id)
        .where((OutboxRow.not_before.is_(None)) | (OutboxRow.not_before <= now()))
        .order_by(LedgerRow.id)
        .limit(limit)
        .with_for_update(of=OutboxRow, skip_locked=True)
    )
    return db.session.scalars(query).all()


def handed_on(rows: Sequence[LedgerRow]) -> None:
    """Take `rows` out of the outbox; the ledger keeps them."""
    db.session.execute(delete(OutboxRow).where(OutboxRow.ledger_id.in_([row.id for row in rows])))


def anything_waiting() -> bool:
    """Whether the outbox holds a row whose time has come; a look that locks nothing."""
    due = (OutboxRow.not_before.is_(None)) | (OutboxRow.not_before <= now())
    return db.session.scalar(select(OutboxRow.ledger_id).where(due).limit(1)) is not None


def put_off(row: LedgerRow) -> int:
    """Leave `row` in the outbox for later: ten seconds, then three times longer each time, up to a day.

    Gives the number of attempts so far. It is never given up: a release that mends the fault finds it again.
    """
    waits = db.session.get_one(OutboxRow, row.id)
    waits.attempts += 1
    waits.not_before = now() + growing_wait(waits.attempts)
    return waits.attempts
