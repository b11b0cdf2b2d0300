"""Joining a space, and the capacity one acts in."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.permissions import require
from policyspace.charter.words import Role
from policyspace.foundation.command import command
from policyspace.foundation.db import lock
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import find_any_membership, find_membership, hats_of, standing_of, view_of
from policyspace.spaces.services.places import count, take_place, worn_hat


@command
def join_space(actor: Person, space: Space, *, capacity: str) -> Membership:
    """Become a participant of a public space. A member already stays as they are.

    Raises NotAllowed (not public, or removed by a facilitator), Invalid for a capacity that is not theirs.
    """
    membership = find_any_membership(space, actor)
    if membership is not None and membership.ended_at is None:
        return membership
    require(Action.JOIN_SPACE, standing_of(space, actor, None))
    if membership is not None and membership.ended_by != actor.id:
        raise NotAllowed(lazy("A facilitator ended your membership. You need an invitation to come back."))
    return take_place(actor, space, role=Role.PARTICIPANT, capacity=worn_hat(actor, capacity))


@command
def ensure_membership(actor: Person, space: Space, *, capacity: str | None = None) -> Membership:
    """The membership of `actor`, who joins now if they have none; other commands begin with it.

    A resident needs to say nothing. Raises Invalid (for the whole form) when someone who belongs to an
    organisation has not said in which capacity they act, and whatever join_space raises.
    """
    membership = find_membership(space, actor)
    if membership is not None:
        return membership
    if capacity is None and len(hats_of(actor)) > 1:
        raise Invalid(
            lazy(
                "You belong to an organisation. Join this space and choose your capacity, then send this again."
            )
        )
    return join_space(actor, space, capacity=capacity or Side.RESIDENT.value)


@command
def choose_capacity(actor: Person, space: Space, *, capacity: str) -> None:
    """Act in another capacity from now on; what was said before keeps the hat it was said in.

    Raises NotAllowed for who is not a member, Invalid for a capacity that is not theirs.
    """
    view = view_of(space, actor)
    view.require(Action.CHOOSE_CAPACITY, is_author=True)
    worn = worn_hat(actor, capacity)
    membership = view.membership
    if membership is None or membership.capacity == worn:
        return
    lock(space)
    lock(membership)
    count(space, membership.capacity.side, -1)
    count(space, worn.side, 1)
    membership.capacity = worn
    record(actor, "capacity.chosen", space=space, subject=membership, person=actor.id, **worn.facts)
