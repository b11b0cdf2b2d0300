"""Making what was written together a revision: by someone who asks for it, or by the service when all is quiet."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.standing import Standing
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision, state_of
from policyspace.drafting.services.live.settling import Told, lock_text
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.people import queries as people
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def keep_live_text(actor: Person | Keeper, document: Document, *, why: str = "") -> Revision:
    """Make what was typed into the live text of `document` revisions, each by who typed it: the newest there is then.

    `why` is told of the actor's own, or else of the newest, if there is anything to keep. Raises Conflict for a text
    that cannot be taken, NotAllowed.
    """
    require(Action.KEEP_LIVE_TEXT, _standing(actor, document))
    lock_text(document, Told(actor.id, why) if actor.id is not None else None)
    return get_revision(document, document.revision_count)


def settle_live_text(document_id: int) -> None:
    """The same, by the service itself. Raises Conflict for a text that cannot be taken."""
    document = db.session.get(Document, document_id)
    if document is not None:
        keep_live_text(Keeper(), document)


def _standing(actor: Person | Keeper, document: Document) -> Standing:
    if isinstance(actor, Keeper):
        return people.standing_of(actor)
    space = db.session.get_one(Space, document.space_id)
    return view_of(space, actor).standing(document_state=state_of(document))
