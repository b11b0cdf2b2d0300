"""Asking someone into a space by their address. The letter is written from the ledger, afterwards."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Affiliation, Organisation, OrganisationDomain, Person
from policyspace.people.rules import domain_of, email_or_none
from policyspace.spaces.models import Invitation, Membership, Space
from policyspace.spaces.queries import (
    find_any_membership,
    find_waiting_invitation,
    is_own,
    standing_of,
    view_of,
)
from policyspace.spaces.rules import higher_role
from policyspace.spaces.services.places import take_place, worn_hat

LIFE = timedelta(days=30)


@command
def invite(
    actor: Person, space: Space, *, email: str, role: str, organisation_id: int | None = None
) -> Invitation:
    """Ask the owner of `email` into the space. Says nothing about whether they have an account or are a member.

    The organisation is the one whose domain the address is on; only an administrator of the service can name
    another, and so vouch for the person. Raises NotAllowed, Invalid when that address is invited already.
    """
    view = view_of(space, actor)
    view.require(Action.INVITE)
    address = email_or_none(email)
    if address is None:
        raise Invalid(email=lazy("Enter an email address, like name@example.com"))
    organisation = _vouched_for(address, organisation_id, may_name=view.may(Action.ADMINISTER))
    _make_room(space, address)
    moment = now()
    invitation = Invitation(
        space_id=space.id,
        email=address,
        role=Role(role).value,
        organisation_id=organisation.id if organisation else None,
        nonce=secrets.token_urlsafe(24),
        invited_by=actor.id,
        created_at=moment,
        expires_at=moment + LIFE,
    )
    db.session.add(invitation)
    facts = {"role": invitation.role, **view.capacity.facts}
    record(actor, "invitation.sent", space=space, subject=invitation, **facts)
    return invitation


def _make_room(space: Space, address: str) -> None:
    """One living invitation an address: one that has expired gives way."""
    waiting = find_waiting_invitation(space, address)
    if waiting is None:
        return
    if waiting.expires_at > now():
        raise Invalid(
            email=lazy("This address has an invitation already. Withdraw it before you send another.")
        )
    waiting.withdrawn_at = now()
    db.session.flush()


def _vouched_for(address: str, organisation_id: int | None, *, may_name: bool) -> Organisation | None:
    domain = OrganisationDomain.domain == domain_of(address)
    owner = db.session.scalar(select(Organisation).join(OrganisationDomain).where(domain))
    if organisation_id is None or (owner is not None and owner.id == organisation_id):
        return owner
    named = db.session.get(Organisation, organisation_id)
    if named is None:
        raise Invalid(organisation_id=lazy("Choose an organisation from the list"))
    if not may_name:
        raise Invalid(
            organisation_id=lazy(
                "This address is not on a domain of that organisation. Leave the organisation empty."
            )
        )
    return named


@command
def accept_invitation(actor: Person, invitation: Invitation, *, capacity: str) -> Membership:
    """Come in, in the role offered or the higher one held already, and belong to the organisation that was vouched for.

    Whoever calls has checked the link. Raises NotAllowed when the address is not the person's own,
    NotFound when the invitation has ended, Invalid for a capacity that is not theirs.
    """
    lock(invitation)
    space = db.session.get_one(Space, invitation.space_id)
    if not is_own(invitation, actor):
        raise NotAllowed(
            lazy("This invitation was sent to another address. Sign in with the address it was sent to.")
        )
    membership = find_any_membership(space, actor)
    living = membership if membership is not None and membership.ended_at is None else None
    if invitation.accepted_by == actor.id and living is not None:
        return living
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= now():
        raise NotFound(lazy("This invitation has ended. Ask the person who sent it for a new one."))
    require(Action.JOIN_SPACE, standing_of(space, actor, living, invited=True))
    invitation.accepted_at, invitation.accepted_by = now(), actor.id
    worn = worn_hat(actor, capacity, invited_for=invitation.organisation)
    _belong(actor, invitation.organisation)
    role = Role(invitation.role)
    if living is None:
        return take_place(actor, space, role=role, capacity=worn)
    return _raised(actor, space, living, role)


def _belong(person: Person, organisation: Organisation | None) -> None:
    if organisation is None:
        return
    here = (Affiliation.person_id == person.id) & (Affiliation.organisation_id == organisation.id)
    if db.session.scalar(select(Affiliation.id).where(here)) is None:
        row = Affiliation(
            person_id=person.id, organisation_id=organisation.id, means="invitation", confirmed_at=now()
        )
        db.session.add(row)
        record(person, "affiliation.made", subject=row, organisation_id=organisation.id, means="invitation")


def _raised(actor: Person, space: Space, membership: Membership, role: Role) -> Membership:
    """A member who was invited again: they keep their capacity and get the higher of two roles."""
    lock(membership)
    before = Role(membership.role)
    membership.role = higher_role(before, role).value
    record(
        actor,
        "role.changed",
        space=space,
        subject=membership,
        person=actor.id,
        role=membership.role,
        before=before.value,
        **membership.capacity.facts,
    )
    return membership


@command
def withdraw_invitation(actor: Person, invitation: Invitation) -> None:
    """Take an invitation back. Raises NotAllowed, Conflict when it was accepted."""
    space = db.session.get_one(Space, invitation.space_id)
    view = view_of(space, actor)
    view.require(Action.INVITE)
    lock(invitation)
    if invitation.accepted_at is not None:
        raise Conflict(lazy("This invitation was accepted meanwhile. You can end the membership instead."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now()
        record(actor, "invitation.withdrawn", space=space, subject=invitation, **view.capacity.facts)
