"""Making a suggestion: an edit of one passage, by someone who cannot save."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.queries import state_of
from policyspace.drafting.rules.suggesting import MOST_ON_A_BLOCK, MOST_ON_A_DOCUMENT, SuggestionState
from policyspace.drafting.services.suggesting.placing import Placed, place
from policyspace.drafting.suggested import find_made
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import view_of
from policyspace.spaces.services import ensure_membership


@command
def make_suggestion(
    actor: Person,
    document: Document,
    *,
    block_id: str,
    base_number: int,
    words: str,
    why: str,
    capacity: str | None = None,
    idempotency_key: str,
) -> Suggestion:
    """Suggest `words` for the block `block_id` of revision `base_number`, or "" to take it out.

    Who is no member joins with it. Made from an older revision, it is carried to the newest first. The same key
    twice makes one. Raises Invalid, by field, for what cannot be taken, NotAllowed, Conflict when the document was
    closed meanwhile or has too many suggestions open.
    """
    space = db.session.get_one(Space, document.space_id)
    earlier = find_made(actor, idempotency_key)
    if earlier is not None:
        return _made_before(earlier, document)
    view = view_of(space, actor)
    view.require(Action.SUGGEST, document_state=state_of(document))
    membership = view.membership or ensure_membership(actor, space, capacity=capacity)
    state = document.state
    lock(document)
    if document.state != state:
        raise Conflict(lazy("This was closed to suggestions while you were writing."))
    placed = place(document, block_id, base_number, words)
    _require_room(document, block_id)
    suggestion = _add(document, membership, placed, block_id, why, idempotency_key)
    facts = {"document": document.number, **membership.capacity.facts}
    record(actor, "suggestion.made", space=space, subject=suggestion, **facts)
    return suggestion


def _made_before(earlier: Suggestion, document: Document) -> Suggestion:
    if earlier.document_id != document.id:
        raise Invalid(idempotency_key=lazy("This key was used for another document. Use a new one."))
    return earlier


def _require_room(document: Document, block_id: str) -> None:
    """Every save looks at each open suggestion, so there is an end to them."""
    query = select(Suggestion.block_id).where(
        Suggestion.document_id == document.id, Suggestion.state == SuggestionState.OPEN.value
    )
    here = Counter(db.session.scalars(query))
    if here[block_id] >= MOST_ON_A_BLOCK or here.total() >= MOST_ON_A_DOCUMENT:
        raise Conflict(
            lazy("So many suggestions wait for a decision here already. Comment on one of them instead.")
        )


def _add(
    document: Document, membership: Membership, placed: Placed, block_id: str, why: str, idempotency_key: str
) -> Suggestion:
    suggestion = Suggestion(
        document_id=document.id,
        made_on=placed.newest.number,
        base_number=placed.newest.number,
        block_id=block_id,
        passage=placed.passage,
        words=placed.words,
        first_passage=placed.passage,
        first_words=placed.words,
        why=why,
        author_id=membership.person_id,
        state=SuggestionState.OPEN.value,
        idempotency_key=idempotency_key,
        created_at=now(),
    )
    suggestion.capacity = membership.capacity
    db.session.add(suggestion)
    return suggestion
