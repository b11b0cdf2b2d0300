"""Going through the whole chain as it is stored, row by row, and what that found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from policyspace.foundation.chain.reading import Exactly, ExactRows
from policyspace.foundation.chain.rules import Examination, Fault, Link, Noted, Wrong, hash_of
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, SealRow, UnsealedRow

SEALS = (SealRow.position, SealRow.ledger_id, SealRow.row_hash, SealRow.hash, SealRow.at)
IN_MEMORY = 1000
"""How many rows are held at once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What going through the chain found.

    `fault`: the first place that does not hold. `moved_from`: the place where the row that stands there was sealed.
    `waiting`: rows to be sealed yet. `left_out`: rows that have no seal and do not wait for one. `gone`: rows that
    waited and are not there. `noted`: whether what somebody noted is in the chain; None when nothing was asked for.
    """

    sealed: int
    head: Link | None
    fault: Fault | None
    moved_from: int | None
    waiting: int
    left_out: int
    gone: int
    noted: bool | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or moved, as far as the chain and what was noted can tell."""
        return self.fault is None and not self.left_out and not self.gone and self.noted is not False


def verify(noted: Noted | None = None) -> Verdict:
    """Read the whole chain and say whether it holds. Memory stays the same however long it is."""
    examination = Examination(noted)
    for link in _links():
        examination.take(link)
    waiting, left_out, gone = _unsealed()
    return Verdict(
        sealed=examination.sealed,
        head=examination.head,
        fault=examination.fault,
        moved_from=_moved_from(examination.fault),
        waiting=waiting,
        left_out=left_out,
        gone=gone,
        noted=examination.found_noted if noted else None,
    )


def _links() -> Iterator[Link]:
    seals, rows = Exactly(SEALS), ExactRows()
    query = (
        select(LedgerRow.id, *seals.expressions, *rows.expressions)
        .select_from(SealRow)
        .outerjoin(LedgerRow, LedgerRow.id == SealRow.ledger_id)
        .order_by(SealRow.position)
        .execution_options(yield_per=IN_MEMORY)
    )
    for key, *found in db.session.execute(query):
        position, ledger_id, row_hash, seal, at = seals.values(found[: len(SEALS)])
        row = rows.row(found[len(SEALS) :]) if key is not None else None
        yield Link(position, ledger_id, row_hash, seal, at, row)


def _unsealed() -> tuple[int, int, int]:
    """How many rows wait, how many neither have a seal nor wait, how many waited and are gone."""
    sealed = select(SealRow.position).where(SealRow.ledger_id == LedgerRow.id).exists()
    waits = select(UnsealedRow.ledger_id).where(UnsealedRow.ledger_id == LedgerRow.id).exists()
    there = select(LedgerRow.id).where(LedgerRow.id == UnsealedRow.ledger_id).exists()
    counts = (
        select(func.count()).select_from(LedgerRow).where(~sealed, waits).scalar_subquery(),
        select(func.count()).select_from(LedgerRow).where(~sealed, ~waits).scalar_subquery(),
        select(func.count()).select_from(UnsealedRow).where(~there).scalar_subquery(),
    )
    waiting, left_out, gone = db.session.execute(select(*counts)).one()
    return waiting, left_out, gone


def _moved_from(fault: Fault | None) -> int | None:
    """The place at which a row was sealed that now stands elsewhere: rows that changed places."""
    if fault is None or fault.wrong != Wrong.ROW_CHANGED or fault.link is None:
        return None
    sealed_as = SealRow.row_hash == hash_of(fault.link.row)
    return db.session.scalar(select(func.min(SealRow.position)).where(sealed_as))
