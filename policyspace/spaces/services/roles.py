"""Changing what a member may do, and ending a membership. A space always keeps a facilitator."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import view_of
from policyspace.spaces.services.places import count


@command
def change_role(actor: Person, membership: Membership, *, role: str) -> None:
    """Give a member another role. Raises NotAllowed, Conflict for the last facilitator or one who has left."""
    space = _hold(membership)
    view = view_of(space, actor)
    view.require(Action.CHANGE_ROLE)
    if membership.ended_at is not None:
        raise Conflict(lazy("This person is not a member any more."))
    before, after = Role(membership.role), Role(role)
    if before is after:
        return
    _keep_a_facilitator(membership)
    membership.role = after.value
    record(
        actor,
        "role.changed",
        space=space,
        subject=membership,
        person=membership.person_id,
        role=after.value,
        before=before.value,
        **view.capacity.facts,
    )


@command
def end_membership(actor: Person, membership: Membership) -> None:
    """Leave, or remove someone; what they wrote stays. Raises NotAllowed, Conflict for the last facilitator."""
    space = _hold(membership)
    view = view_of(space, actor)
    view.require(Action.END_MEMBERSHIP, is_author=membership.person_id == actor.id)
    if membership.ended_at is not None:
        return
    _keep_a_facilitator(membership)
    membership.ended_at, membership.ended_by = now(), actor.id
    count(space, membership.capacity.side, -1)
    verb = "member.left" if membership.person_id == actor.id else "member.removed"
    record(actor, verb, space=space, subject=membership, person=membership.person_id, **view.capacity.facts)


def _hold(membership: Membership) -> Space:
    """Hold the space first, so that two facilitators cannot each be the last to go."""
    space = db.session.get_one(Space, membership.space_id)
    lock(space)
    lock(membership)
    return space


def _keep_a_facilitator(membership: Membership) -> None:
    if membership.role != Role.FACILITATOR:
        return
    another = select(Membership.id).where(
        Membership.space_id == membership.space_id,
        Membership.role == Role.FACILITATOR.value,
        Membership.ended_at.is_(None),
        Membership.id != membership.id,
    )
    if db.session.scalar(another.limit(1)) is None:
        raise Conflict(
            lazy("A space needs a facilitator. Give someone else that role first, then try again.")
        )
