"""The book of who saw which revision when, for "since you last looked". Keeping it is nobody's deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import OperationalError

from policyspace.drafting.models import Document, LastLook
from policyspace.drafting.rules.looks import Look, look_after_saving, look_again
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import Base, db, in_passing
from policyspace.foundation.errors import Conflict
from policyspace.foundation.logs import say
from policyspace.foundation.together import Asked, Rows, moment_of, read_alone
from policyspace.people.models import Person


def last_look(person: Person, document: Document) -> Asked[Look | None]:
    """What `person` has seen of `document`, as it was last noted."""
    columns = (LastLook.revision_number, LastLook.looked_at, LastLook.earlier_number, LastLook.earlier_at)
    here = (LastLook.person_id == person.id) & (LastLook.document_id == document.id)
    return Asked(select(*columns).where(here), _read_look)


def find_look(person: Person, document: Document) -> Look | None:
    """The same, read by itself."""
    return read_alone(last_look(person, document))


def _read_look(found: Rows) -> Look | None:
    for seen, looked_at, earlier, earlier_at in found:
        return Look(seen, moment_of(looked_at), earlier, moment_of(earlier_at) if earlier_at else None)
    return None


def look_at(person: Person, document: Document) -> Look:
    """`person` looks at the newest revision of `document`: what they had seen before."""
    return look_since(find_look(person, document), person, document)


def look_since(last: Look | None, person: Person, document: Document) -> Look:
    """The same, where their `last` look has been read already.

    It is written down once a visit, and when there is a newer revision. A database too busy to write, or another
    window of theirs that was first, must not stop someone from reading: it is tried again at the next look.
    """
    look = look_again(last, document.revision_count, now())
    if look != last:
        try:
            note_look(person, document, look, first=last is None)
        except (OperationalError, Conflict):
            say("look.not_noted", document=document.id)
    return look


def news_for(person: Person, document: Document) -> Look:
    """What `person` would find new in `document` if they looked now; nothing is written down."""
    return look_again(find_look(person, document), document.revision_count, now())


def look_at_own(person: Person, document: Document, number: int) -> None:
    """`person` saved revision `number` of `document`."""
    look = look_after_saving(find_look(person, document), number)
    if look is not None:
        note_look(person, document, look)


@in_passing()
@step
def note_look(person: Person, document: Document, look: Look, *, first: bool = False) -> None:
    """Write down what `person` has seen of `document`, in one statement: it is read on the way to a page."""
    values = {
        "revision_number": look.seen,
        "looked_at": look.looked_at,
        "earlier_number": look.earlier,
        "earlier_at": look.earlier_at,
    }
    write_look(LastLook, person, document, values, first=first)


def write_look(
    table: type[Base], person: Person, document: Document, values: Mapping[str, Any], *, first: bool
) -> None:
    """Write `values` into the row of `table` for `person` and `document`, or, at a `first` look, make it."""
    named = {"person_id": person.id, "document_id": document.id}
    if first:
        db.session.execute(insert(table).values(**named, **values))
    else:
        db.session.execute(update(table).filter_by(**named).values(**values))
