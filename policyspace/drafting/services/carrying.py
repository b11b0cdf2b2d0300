"""A new revision takes every open suggestion with it, or says which need their authors."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.rules.identity import Block
from policyspace.drafting.rules.suggesting import (
    Carried,
    Obstacle,
    Proposed,
    SuggestionState,
    carry,
    passage_of,
)
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.spaces.models import Space

OPEN = Suggestion.state == SuggestionState.OPEN.value


def carry_suggestions(document: Document, number: int, old: Sequence[Block], new: Sequence[Block]) -> None:
    """Carry the open suggestions on `document`, which the caller holds, from the blocks `old` to those of its new
    revision `number`.

    One that needs its author stays as it was, unless its passage stands again as it did.
    """
    columns = (
        Suggestion.id,
        Suggestion.block_id,
        Suggestion.passage,
        Suggestion.words,
        Suggestion.obstacle,
    )
    rows = db.session.execute(select(*columns).where(Suggestion.document_id == document.id, OPEN)).all()
    if not rows:
        return
    passages = {block.id: passage_of(block.source) for block in new}
    stand = [row.id for row in rows if passages.get(row.block_id) == row.passage]
    _stay(stand, number)
    waiting = [Proposed(*row[:4]) for row in rows if row.obstacle is None]
    for key, outcome in carry(waiting, old, new).items():
        _go_on(document, db.session.get_one(Suggestion, key), outcome, number)


def _stay(ids: Sequence[int], number: int) -> None:
    """These stand as they are, of the new revision now: one statement, however many."""
    if ids:
        values = {"base_number": number, "obstacle": None}
        db.session.execute(update(Suggestion).where(Suggestion.id.in_(ids)).values(values))


def _go_on(document: Document, suggestion: Suggestion, outcome: Carried | Obstacle, number: int) -> None:
    if isinstance(outcome, Carried):
        suggestion.passage, suggestion.words = outcome.passage, outcome.words
        suggestion.base_number = number
        return
    suggestion.obstacle = outcome.value
    space = db.session.get_one(Space, document.space_id)
    facts = {"document": document.number, "person": suggestion.author_id, "revision": number}
    record(None, "suggestion.overtaken", space=space, subject=suggestion, **facts)
