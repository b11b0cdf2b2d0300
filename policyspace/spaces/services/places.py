"""A person's place in a space: taken, given up, and counted by side. Part of the commands beside this file."""

from __future__ import annotations

from policyspace.charter.capacity import Capacity, Side, Voice
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Organisation, Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import find_any_membership, hats_of

COUNTERS = {
    Side.CENTRAL: "central_members",
    Side.LOCAL: "local_members",
    Side.PARTNER: "partner_members",
    Side.RESIDENT: "resident_members",
}


def worn_hat(person: Person, word: str, *, invited_for: Organisation | None = None) -> Capacity:
    """The capacity that a form names by `word`. Raises Invalid when it is none of this person's."""
    hats = hats_of(person, invited_for=invited_for)
    if word not in hats:
        raise Invalid(capacity=lazy("Choose a capacity from the list"))
    return hats[word]


def spoken(person: Person, membership: Membership, voice: str | None) -> Capacity:
    """The capacity of `membership`, in the `voice` chosen for this once.

    Raises Invalid where the organisation has not granted that they state its position.
    """
    worn = membership.capacity
    if voice is None or worn.voice == voice:
        return worn
    chosen = f"{Voice(voice).value}-{worn.organisation_id}"
    hats = hats_of(person)
    if chosen not in hats:
        raise Invalid(voice=lazy("Your organisation has not let you state its position."))
    return hats[chosen]


def take_place(person: Person, space: Space, *, role: Role, capacity: Capacity) -> Membership:
    """Make `person` a member, unless another request of theirs just did. Locks the space."""
    lock(space)
    membership = find_any_membership(space, person)
    if membership is not None and membership.ended_at is None:
        return membership
    if membership is None:
        membership = Membership(space_id=space.id, person_id=person.id)
        membership.space, membership.person = space, person
        db.session.add(membership)
    membership.role = role.value
    membership.capacity = capacity
    membership.joined_at = now()
    membership.ended_at = membership.ended_by = None
    count(space, capacity.side, 1)
    record(
        person,
        "member.joined",
        space=space,
        subject=membership,
        person=person.id,
        role=role.value,
        **capacity.facts,
    )
    return membership


def count(space: Space, side: Side, more: int) -> None:
    """One member more (1) or fewer (-1) on a side of a space that is locked."""
    setattr(space, COUNTERS[side], getattr(space, COUNTERS[side]) + more)
    space.member_count += more
