"""The book of who has an editor open, and on which section. Keeping it is nobody's deed.

Opening one notes it for half an hour, which is all that can be told of a browser without JavaScript. An editor that
says now and then that it is still there is shown for a minute each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import OperationalError

from policyspace.charter.capacity import Capacity, Side, Voice
from policyspace.drafting.looking import look_at_own
from policyspace.drafting.models import Document, Editing
from policyspace.drafting.queries import get_revision
from policyspace.drafting.sectioning import find_section
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db, in_passing
from policyspace.foundation.logs import say
from policyspace.foundation.prepared import run
from policyspace.foundation.together import Asked, moment_of, read_alone
from policyspace.people.models import Person
from policyspace.spaces.models import Membership

OPENED_FOR = timedelta(minutes=30)
HEARD_FOR = timedelta(seconds=60)
KEPT = timedelta(hours=1)
MOST_SHOWN = 20


_NOT_EDITING = delete(Editing).where(
    Editing.document_id == bindparam("its_document"), Editing.person_id == bindparam("its_person")
)
_SECTION_CLOSED = _NOT_EDITING.where(Editing.section == bindparam("its_section"))


@dataclass(frozen=True)
class Editor:
    """Someone who is editing: name, hat, the section (its id, "" for the whole text, and its heading), since when."""

    name: str
    capacity: Capacity
    section: str
    section_title: str
    since: datetime


def open_editors(document: Document, *, besides: Person) -> Asked[Sequence[Editor]]:
    """Who else is editing `document` now, the longest first."""
    hat = (Membership.side, Membership.organisation_name, Membership.organisation_id, Membership.voice)
    rows = (
        select(Person.display_name, Editing.section, Editing.section_title, Editing.opened_at, *hat)
        .join(Person, Person.id == Editing.person_id)
        .join(Membership, Membership.person_id == Editing.person_id)
        .where(
            Editing.document_id == document.id,
            Editing.shown_until > now(),
            Editing.person_id != besides.id,
            Membership.space_id == document.space_id,
            Membership.ended_at.is_(None),
        )
        .order_by(Editing.opened_at, Editing.person_id, Editing.section)
        .limit(MOST_SHOWN)
    )
    return Asked(rows, lambda found: [_editor(*each) for each in found])


def editors_of(document: Document, *, besides: Person) -> Sequence[Editor]:
    """The same, read by themselves."""
    return read_alone(open_editors(document, besides=besides))


def _editor(
    name: str,
    section: str,
    title: str,
    opened_at: str,
    side: str,
    organisation: str | None,
    organisation_id: int | None,
    voice: str,
) -> Editor:
    hat = Capacity(Side(side), organisation, organisation_id, Voice(voice))
    return Editor(name, hat, section, title, moment_of(opened_at))


def open_editor(person: Person, document: Document, *, section: str = "", title: str = "") -> None:
    """Note that `person` opened an editor. A database too busy to write must not stop them from writing."""
    try:
        note_editing(person, document, section=section, title=title)
    except OperationalError:
        say("editing.not_noted", document=document.id)


@in_passing()
@step
def note_editing(person: Person, document: Document, *, section: str = "", title: str = "") -> None:
    """`person` opened an editor: on the section with this id and heading, or on the whole text."""
    row = db.session.get(Editing, (document.id, person.id, section))
    if row is None:
        row = Editing(document_id=document.id, person_id=person.id, section=section)
        db.session.add(row)
    row.section_title, row.opened_at, row.shown_until = title, now(), now() + OPENED_FOR


@in_passing()
@step
def note_still_editing(person: Person, document: Document, *, section: str = "") -> None:
    """The editor of `person` says that it is still open. A section that there is none of is not noted."""
    row = db.session.get(Editing, (document.id, person.id, section))
    if row is None:
        title = _title(document, section)
        if title is None:
            return
        row = Editing(document_id=document.id, person_id=person.id, section=section, section_title=title)
        row.opened_at = now()
        db.session.add(row)
    row.shown_until = now() + HEARD_FOR


@in_passing()
@step
def stop_editing(person: Person, document: Document, *, section: str | None = None) -> None:
    """The editor of `person` is closed: they saved, cancelled or left. Without `section`, every one on `document`."""
    own = {"its_document": document.id, "its_person": person.id}
    if section is None:
        run(_NOT_EDITING, **own)
    else:
        run(_SECTION_CLOSED, **own, its_section=section)


@in_passing()
@step
def note_saved(person: Person, document: Document, saved: int | None, *, section: str | None = None) -> None:
    """`person` saved what their editor held: it is closed, and revision `saved`, if one was made, no news to them."""
    stop_editing(person, document, section=section)
    if saved is not None:
        look_at_own(person, document, saved)


@step
def forget_editing() -> None:
    """Delete what has long not been shown; the worker calls it now and then."""
    db.session.execute(delete(Editing).where(Editing.shown_until < now() - KEPT))


def _title(document: Document, section: str) -> str | None:
    if not section:
        return ""
    found = find_section(get_revision(document, document.revision_count), section)
    return None if found is None else found.title
