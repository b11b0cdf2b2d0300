"""Who wrote a text, in which capacities."""

from __future__ import annotations

from sqlalchemy import func, select

from policyspace.charter.capacity import read_capacity
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.people.models import Person

MOST_AUTHORS = 20


def authors_of(document: Document, *, until: int) -> tuple[list[tuple[str, str]], int]:
    """The first authors up to revision `until`, each with their hat in words, by their first revision; and how many
    there are beyond those."""
    hat = (Revision.side, Revision.organisation_name, Revision.organisation_id, Revision.voice)
    query = (
        select(Person.display_name, *hat)
        .join(Person, Person.id == Revision.author_id)
        .where(Revision.document_id == document.id, Revision.number <= until)
        .group_by(Revision.author_id, Person.display_name, *hat)
        .order_by(func.min(Revision.number))
    )
    rows = db.session.execute(query).all()
    return [(row[0], read_capacity(*row[1:]).text) for row in rows[:MOST_AUTHORS]], max(
        0, len(rows) - MOST_AUTHORS
    )
