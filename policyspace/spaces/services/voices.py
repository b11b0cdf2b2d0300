"""Letting somebody speak for an organisation, and taking that back wherever they do."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Voice
from policyspace.charter.permissions import require
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.ledger import record
from policyspace.people.keeper import Keeper
from policyspace.people.models import Organisation, Person
from policyspace.people.queries import standing_towards
from policyspace.people.services import let_speak
from policyspace.spaces.models import Membership, Space


@command
def change_voice(actor: Person | Keeper, person: Person, organisation: Organisation, *, speaks: bool) -> None:
    """Let `person` state the position of `organisation`, or no longer: then they go on in their own view everywhere.

    What they said in its name stays as it was said. Raises NotAllowed, NotFound when they do not belong to it.
    """
    require(Action.LET_SPEAK, standing_towards(organisation, actor))
    let_speak(actor, person, organisation, speaks=speaks)
    if speaks:
        return
    worn = (Membership.organisation_id == organisation.id) & (Membership.voice == Voice.ORGANISATION.value)
    for membership in db.session.scalars(select(Membership).where(Membership.person_id == person.id, worn)):
        lock(membership)
        membership.capacity = replace(membership.capacity, voice=Voice.OWN)
        space = db.session.get_one(Space, membership.space_id)
        facts = {"person": person.id, **membership.capacity.facts}
        record(person, "capacity.chosen", space=space, subject=membership, **facts)
