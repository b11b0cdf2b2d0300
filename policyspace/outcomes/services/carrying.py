"""Carrying over what an earlier proposal's record says of Trust and Flexibility. Nobody's word on it comes along."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.foundation.text.render import render_comment
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.queries import CARRIED, LeftOut, find_source, plan_carrying
from policyspace.outcomes.services.keeping import hold_open_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of


@command
def carry_over(actor: Person, document: Document, *, source: int) -> Sequence[Entry]:
    """Copy the entries of Trust and Flexibility from the record of the earlier proposal with the number `source`.

    They keep their words, their fields, and who wrote them in which capacity; acceptances and confirmations stay
    behind, and are asked for afresh. What came before does not come again. Raises Invalid where there is no such
    proposal or nothing in it that fits, RecordClosed, NotAllowed, NotFound.
    """
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.CARRY_OVER, view.standing())
    earlier = find_source(view, document, source)
    if earlier is None:
        raise Invalid(source=lazy("Choose an earlier proposal of this space that has a shared outcome."))
    plan = plan_carrying(view, document, earlier)
    if not plan.coming:
        if any(why is LeftOut.HERE for _entry, why in plan.left_out):
            return []
        raise Invalid(source=lazy("Nothing in that shared outcome fits here. Choose another proposal."))
    came = [_copy(actor, record, entry) for entry in plan.coming]
    facts = {"document": document.number, "source": earlier.number, "entries": len(came)}
    tell(actor, "entries.carried_over", space=space, subject=record, **facts, **view.capacity.facts)
    for stage in CARRIED:
        post_down(space, document, record, stage)
    return came


def _copy(actor: Person, record: Record, entry: Entry) -> Entry:
    key = uuid.uuid4().hex
    copy = Entry(
        record_id=record.id,
        stage=entry.stage,
        prompt=entry.prompt,
        words=entry.words,
        html=render_comment(entry.words, prefix=f"e{key[:10]}-"),
        facts=dict(entry.facts),
        author_id=entry.author_id,
        idempotency_key=key,
        created_at=now(),
        carried_from_id=entry.id,
        carried_by=actor.id,
    )
    copy.capacity = entry.capacity
    db.session.add(copy)
    return copy
