""" "Me too": one person supports a comment, once."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import insert, select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.discussion.models import Comment, Support
from policyspace.discussion.services.counting import count_supports
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.ledger import record
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.people.queries import standing_of
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of
from policyspace.spaces.services import ensure_membership


@command
def support_comment(actor: Person, comment: Comment, *, capacity: str | None = None) -> None:
    """Support someone else's comment; who is no member joins with it. Supporting twice counts once.

    Raises NotAllowed, Conflict when the comment was hidden or withdrawn, Invalid as `ensure_membership` does.
    """
    document, view = _begin(actor, comment)
    space = view.space
    membership = view.membership or ensure_membership(actor, space, capacity=capacity)
    if db.session.get(Support, (comment.id, actor.id), populate_existing=True) is not None:
        return
    db.session.add(Support(comment_id=comment.id, person_id=actor.id, created_at=now()))
    facts = {"document": document.number, "author": comment.author_id, **membership.capacity.facts}
    record(actor, "comment.supported", space=space, subject=comment, **facts)
    count_supports(comment, 1)


@command
def unsupport_comment(actor: Person, comment: Comment) -> None:
    """Take one's support back. Raises NotAllowed, Conflict when the comment was hidden or withdrawn."""
    document, view = _begin(actor, comment)
    support = db.session.get(Support, (comment.id, actor.id), with_for_update=True)
    if support is None:
        return
    db.session.delete(support)
    facts = {"document": document.number, "author": comment.author_id, **view.capacity.facts}
    record(actor, "comment.unsupported", space=view.space, subject=comment, **facts)
    count_supports(comment, -1)


@command
def import_supports(actor: Keeper, comment: Comment, *, people: Collection[Person]) -> int:
    """Let `people`, who supported `comment` elsewhere, support it here, all at once; gives how many are new.

    Its author is left out, and who supports it already counts once. One row of the ledger tells of all.
    Raises NotAllowed, Conflict when the comment was hidden or withdrawn.
    """
    require(Action.KEEP_SERVICE, standing_of(actor))
    lock(comment)
    known = set(db.session.scalars(select(Support.person_id).where(Support.comment_id == comment.id)))
    fresh = {person.id for person in people} - known - {comment.author_id}
    if not fresh:
        return 0
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    moment = now()
    rows = [{"comment_id": comment.id, "person_id": each, "created_at": moment} for each in sorted(fresh)]
    db.session.execute(insert(Support), rows)
    facts = {"document": document.number, "people": len(rows)}
    record(actor, "supports.imported", space=space, subject=comment, **facts)
    count_supports(comment, len(rows))
    return len(rows)


def _begin(actor: Person, comment: Comment) -> tuple[Document, SpaceView]:
    """Ask the charter."""
    document = db.session.get_one(Document, comment.document_id)
    view = view_of(db.session.get_one(Space, document.space_id), actor)
    own = comment.author_id == actor.id
    on_entry = comment.entry_id is not None
    view.require(Action.SUPPORT, document_state=state_of(document), is_author=own, on_entry=on_entry)
    return document, view
