"""Where the comments on a document stand, or stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select, union_all

from policyspace.discussion.models import Anchor as AnchorRow
from policyspace.discussion.models import EarlierPlace
from policyspace.discussion.rules import Anchor, AnchorState
from policyspace.drafting.models import Document
from policyspace.foundation.db import db


def anchor_from(row: Mapping[str, Any] | RowMapping) -> Anchor:
    """The anchor that a row of the table says; its key is the id of the comment."""
    return Anchor(
        row["comment_id"],
        row["block_id"],
        row["start_at"],
        row["end_at"],
        row["quote"],
        row["words"],
        AnchorState(row["state"]),
    )


def places_on(document: Document, number: int) -> dict[int, Anchor]:
    """Where each comment stood on revision `number`, by its id: those made on it or before, in one statement.

    What is said of the whole text, and what had no place there, is not among them.
    """
    now, then = AnchorRow.__table__.c, EarlierPlace.__table__.c
    columns = ("comment_id", "block_id", "start_at", "end_at", "words", "state")
    standing = select(*(now[each] for each in columns), now.quote).where(
        now.document_id == document.id, now.since <= number
    )
    stood = (
        select(*(then[each] for each in columns), now.quote)
        .join(AnchorRow, AnchorRow.comment_id == EarlierPlace.comment_id)
        .where(then.document_id == document.id, then.since <= number, then.until >= number)
    )
    rows = db.session.execute(union_all(standing, stood)).mappings()
    return {row["comment_id"]: anchor_from(row) for row in rows}
