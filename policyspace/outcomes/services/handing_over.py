"""Handing over all proposals that a facilitator looks after in a space, in one step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import RecordDeed
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Deed, Record
from policyspace.outcomes.queries import proposals_looked_after
from policyspace.outcomes.services.keeping import hold_record
from policyspace.outcomes.services.looking_after import a_facilitator, tell_deed, write_deed
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import SpaceView, view_of


@command
def hand_over_space(
    actor: Person, space: Space, *, to: int, note: str, unassigned: bool = False
) -> Sequence[Deed]:
    """Give every open record of the space that `actor` looks after by name to another facilitator, with one note.

    `to`: the id of their membership. With `unassigned` those go, too, that nobody looks after by name.

    The receiver gets one letter about all. The same twice is done once. Raises Invalid, NotAllowed.
    """
    view = view_of(space, actor)
    view.require(Action.HAND_OVER)
    if not note.strip():
        raise Invalid(note=lazy("Say what the next person needs to know"))
    whom = a_facilitator(view, to)
    if whom.person_id == actor.id:
        raise Invalid(to=lazy("Choose another facilitator than yourself"))
    listed = proposals_looked_after(view, unassigned=unassigned)
    deeds = [deed for each in listed if (deed := _handed_over(view, each, whom, note, unassigned))]
    if not deeds:
        return _before(view, whom, note)
    facts = {"person": whom.person_id, "deeds": [each.id for each in deeds], **view.capacity.facts}
    tell(actor, "records.handed_over", space=space, subject=deeds[0], **facts)
    return deeds


def _handed_over(
    view: SpaceView, document: Document, whom: Membership, note: str, unassigned: bool
) -> Deed | None:
    """One of them, while it is held; None where it was closed or given to somebody meanwhile."""
    _space, record = hold_record(document)
    mine = view.reader is not None and record.looked_after_by == view.reader.id
    if record.closed_at is not None or not (mine or (unassigned and record.looked_after_by is None)):
        return None
    deed = write_deed(view, record, RecordDeed.HANDED_OVER, words=note, whom_id=whom.person_id)
    record.looked_after_by = whom.person_id
    tell_deed(view, document, deed, "record.handed_over", together=True)
    return deed


def _before(view: SpaceView, whom: Membership, note: str) -> Sequence[Deed]:
    """What was handed over to that person with that note before. Raises Invalid where nothing was: there is nothing."""
    query = (
        select(Deed)
        .join(Record, Record.id == Deed.record_id)
        .join(Document, Document.id == Record.document_id)
        .where(
            Document.space_id == view.space.id,
            Deed.kind == RecordDeed.HANDED_OVER.value,
            Deed.person_id == (view.reader.id if view.reader else None),
            Deed.whom_id == whom.person_id,
            Deed.words == note,
        )
    )
    found = db.session.scalars(query.order_by(Deed.id)).all()
    if not found:
        raise Invalid(lazy("There is no proposal here that you look after. Nothing was handed over."))
    return found
