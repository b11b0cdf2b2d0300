"""What was said and waits for a facilitator: for them, and for its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import CompoundSelect, Integer, bindparam, exists, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from policyspace.charter.actions import Action
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.rules import lengths_alike
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.foundation.prepared import run
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

LATELY = timedelta(days=7)
MOST_LOOKED_AT = 30
MOST_OWN = 20


@dataclass(frozen=True, slots=True)
class HeldHere:
    """Something held, and the document it was said about."""

    held: Held
    document: Document


_HELD = select(Held.id).where(
    Held.author_id == bindparam("author_id"),
    Held.idempotency_key == bindparam("idempotency_key"),
    Held.comment_id.is_(None),
)


def held_in(view: SpaceView, span: Span) -> Page[HeldHere]:
    """What waits in the space, the newest first. One statement. Raises NotAllowed."""
    view.require(Action.MODERATE)
    query = (
        select(Held, Document)
        .join(Document, Document.id == Held.document_id)
        .options(joinedload(Held.author, innerjoin=True))
        .where(Held.space_id == view.space.id, Held.state == "waiting")
    )
    return page_of(query, Held.id, HeldHere, span)


def get_held(view: SpaceView, held_id: int) -> HeldHere:
    """Something held that the reader may read: their own, or as a facilitator any. Raises NotFound."""
    query = (
        select(Held, Document)
        .join(Document, Document.id == Held.document_id)
        .where(Held.id == held_id, Held.space_id == view.space.id)
    )
    row = db.session.execute(query).first()
    own = row is not None and view.reader is not None and row[0].author_id == view.reader.id
    if row is None or not view.may(Action.READ_HIDDEN_COMMENT, is_author=own):
        raise NotFound
    return HeldHere(*row)


def own_held(view: SpaceView, document: Document, *, entry_id: int | None = None) -> Sequence[Held]:
    """What the reader said about `document`, or that entry of its record, and waits, the oldest first; not asked where
    nothing can wait."""
    if view.reader is None or not view.space.held_count or view.may(Action.SAVE_REVISION):
        return []
    query = select(Held).where(
        Held.author_id == view.reader.id,
        Held.document_id == document.id,
        Held.entry_id == entry_id if entry_id else Held.entry_id.is_(None),
        Held.state == "waiting",
    )
    return db.session.scalars(query.order_by(Held.id).limit(MOST_OWN)).all()


def find_held(author: Person, idempotency_key: str) -> Held | None:
    """What was held of this author under this key, unless it ended as a comment."""
    found = run(_HELD, author_id=author.id, idempotency_key=idempotency_key).scalar()
    return None if found is None else db.session.get_one(Held, found)


def is_newcomer(person: Person) -> bool:
    """Whether nothing that `person` said stands anywhere yet."""
    stands = exists().where(
        Comment.author_id == person.id, Comment.withdrawn_at.is_(None), Comment.hidden_at.is_(None)
    )
    return not db.session.scalar(select(stands))


def said_lately(person: Person, body: str) -> Sequence[str]:
    """The last things `person` said, posted or held, that could be the same words as `body`, in one statement."""
    least, most = lengths_alike(body)
    lately = {"author_id": person.id, "since": now() - LATELY, "least": least, "most": most}
    return run(_said_lately(), **lately).scalars().all()


@cache
def _said_lately() -> CompoundSelect[tuple[str]]:
    parts = []
    for table in (Comment, Held):
        size = func.length(table.body)
        newest = (
            select(table.body)
            .where(
                table.author_id == bindparam("author_id"),
                table.created_at > bindparam("since"),
                size >= bindparam("least", type_=Integer),
                size <= bindparam("most", type_=Integer),
            )
            .order_by(table.id.desc())
            .limit(literal(MOST_LOOKED_AT, literal_execute=True))
            .subquery()
        )
        parts.append(select(newest.c.body))
    return union_all(*parts)
