"""Printing reply slips: their codes are there before anybody says anything, so that people can tear them off at
once."""

from __future__ import annotations

from datetime import date

from policyspace.charter.actions import Action
from policyspace.discussion.models import Pack, Slip
from policyspace.discussion.queries import count_unused_slips, find_pack
from policyspace.discussion.services.keying_in import new_code
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of

MOST_UNUSED = 2_000
"""Printed codes of one document that wait to be used."""


@command
def make_pack(
    actor: Person,
    document: Document,
    *,
    slip_count: int,
    hand_in: str,
    reply_by: date | None = None,
    idempotency_key: str,
) -> Pack:
    """Reserve codes for `slip_count` slips (none: one slip to be copied, without a code), printed with the newest
    revision.

    The same key twice makes one pack. Raises NotAllowed, Invalid where so many slips have not come back that there is
    no room for more.
    """
    if (earlier := find_pack(actor, idempotency_key)) is not None:
        return earlier
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    view.require(Action.KEY_IN, document_state=state_of(document))
    if count_unused_slips(document) + slip_count > MOST_UNUSED:
        raise Invalid(
            slip_count=lazy("Too many printed slips of this text have not come back. Print one to be copied.")
        )
    pack = Pack(
        document_id=document.id,
        revision_number=document.revision_count,
        slip_count=slip_count,
        hand_in=hand_in,
        reply_by=reply_by,
        made_by=actor.id,
        idempotency_key=idempotency_key,
        created_at=now(),
    )
    db.session.add(pack)
    facts = {"document": document.number, "slips": slip_count, **view.capacity.facts}
    record(actor, "slips.printed", space=space, subject=pack, **facts)
    own = {"document_id": document.id, "pack_id": pack.id, "created_at": pack.created_at}
    db.session.add_all(Slip(code=new_code(), **own) for _each in range(slip_count))
    return pack
