"""Bringing in people who took part elsewhere. They wear the first hat they have: nobody was there to choose."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import Role
from policyspace.foundation.command import command
from policyspace.foundation.db import lock
from policyspace.foundation.ledger import record
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.people.queries import standing_of
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import find_membership, hats_of
from policyspace.spaces.rules import higher_role
from policyspace.spaces.services.places import take_place


@command
def bring_in(actor: Keeper, person: Person, space: Space, *, role: Role) -> Membership:
    """Make `person` a member of `space`, public or not, in `role` or the higher one they hold already.

    Raises NotAllowed.
    """
    require(Action.KEEP_SERVICE, standing_of(actor))
    membership = find_membership(space, person)
    if membership is None:
        return take_place(person, space, role=role, capacity=next(iter(hats_of(person).values())))
    before = Role(membership.role)
    after = higher_role(before, role)
    if after is not before:
        lock(membership)
        membership.role = after.value
        facts = {"person": person.id, "role": after.value, "before": before.value}
        record(actor, "role.changed", space=space, subject=membership, **facts, **membership.capacity.facts)
    return membership
