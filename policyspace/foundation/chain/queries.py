"""The seals as they are shown; nothing is verified here."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import SealRow


def find_head() -> SealRow | None:
    """The newest seal; None before the first. One statement."""
    return db.session.scalar(select(SealRow).order_by(SealRow.position.desc()).limit(1))


def get_head() -> SealRow:
    """The newest seal. Raises NotFound before the first."""
    seal = find_head()
    if seal is None:
        raise NotFound(lazy("Nothing is sealed yet."))
    return seal


def get_seal(position: int) -> SealRow:
    """The seal at `position`, counted from 1. Raises NotFound where there is none."""
    seal = db.session.get(SealRow, position)
    if seal is None:
        raise NotFound(lazy("There is no seal with this number."))
    return seal
