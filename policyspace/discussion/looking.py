"""What is new in a discussion since a reader last looked, as `drafting.looking` tells it of a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import OperationalError

from policyspace.discussion.models import Comment, DiscussionLook
from policyspace.discussion.queries.said import one_by_one
from policyspace.drafting.looking import write_look
from policyspace.drafting.models import Document
from policyspace.drafting.rules.looks import Look, look_again
from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db, in_passing
from policyspace.foundation.errors import Conflict
from policyspace.foundation.logs import say
from policyspace.people.models import Person

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class News:
    """What others said since a reader looked at `since`: `count` comments and replies with ids above `above`.

    `count` goes no further than MOST_COUNTED.
    """

    above: int
    since: datetime
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return self.count == MOST_COUNTED


def look_at_discussion(person: Person, document: Document) -> News | None:
    """`person` looks at what is said about `document`: what is new to them, or None at their first visit.

    It takes as many statements whether there is anything new or not.

    It is written down once a visit, and when something came. A database too busy to write, or another window of theirs
    that was first, must not stop someone from reading: it is tried again at the next look.
    """
    last, newest = _last_look(person, document)
    look = look_again(last, max(newest, last.seen if last else 0), now())
    if look != last:
        try:
            note_discussion_look(person, document, look, first=last is None)
        except (OperationalError, Conflict):
            say("look.not_noted", document=document.id)
    count = _count(person, document, newest if look.earlier is None else look.earlier)
    if look.earlier is None or look.earlier_at is None:
        return None
    return News(look.earlier, look.earlier_at, count)


@in_passing()
@step
def note_discussion_look(person: Person, document: Document, look: Look, *, first: bool) -> None:
    """Write down what `person` has seen, in one statement: it is read on the way to a page."""
    values = {
        "seen_id": look.seen,
        "looked_at": look.looked_at,
        "earlier_id": look.earlier,
        "earlier_at": look.earlier_at,
    }
    write_look(DiscussionLook, person, document, values, first=first)


def _last_look(person: Person, document: Document) -> tuple[Look | None, int]:
    """What was noted last, and the id of the newest comment (0 where there is none), in one statement."""
    newest = select(func.max(Comment.id)).where(*_of_text(document)).scalar_subquery()
    noted = DiscussionLook
    its = (noted.person_id == person.id) & (noted.document_id == Document.id)
    query = (
        select(newest, noted.seen_id, noted.looked_at, noted.earlier_id, noted.earlier_at)
        .select_from(Document)
        .outerjoin(noted, its)
        .where(Document.id == document.id)
    )
    row = db.session.execute(query).one()
    return (Look(row[1], row[2], row[3], row[4]) if row[1] is not None else None), row[0] or 0


def _count(person: Person, document: Document, above: int) -> int:
    new = (
        select(Comment.id)
        .where(
            *_of_text(document),
            Comment.id > above,
            Comment.author_id != person.id,
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(new)) or 0


def _of_text(document: Document) -> tuple[ColumnElement[bool], ...]:
    """What is said of the text, not of the record beside it."""
    return Comment.document_id == document.id, Comment.entry_id.is_(None), one_by_one()
