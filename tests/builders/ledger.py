"""Looking into the ledger."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow


def told(verb: str) -> list[LedgerRow]:
    """Every row of the ledger with `verb`, oldest first."""
    return list(db.session.scalars(select(LedgerRow).where(LedgerRow.verb == verb).order_by(LedgerRow.id)))
