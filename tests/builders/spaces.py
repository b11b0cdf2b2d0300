"""Spaces, members and invitations as people make them."""

from __future__ import annotations

import secrets
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role, Visibility
from policyspace.people.models import Organisation, Person
from policyspace.spaces import services
from policyspace.spaces.models import Invitation, Membership, Space
from policyspace.spaces.queries import SpaceView, find_membership, hats_of, team_of
from tests.builders.people import a_resident, an_official, an_organisation


def a_space(
    *,
    title: str = "Temporary accommodation",
    question: str = "How can families spend less time in temporary accommodation?",
    visibility: Visibility = Visibility.PUBLIC,
    opened_by: Person | None = None,
) -> Space:
    """A space, opened by a verified official of the central side, who is its facilitator."""
    opener = opened_by or an_official(an_organisation(side=Side.CENTRAL))
    return services.open_space(
        opener,
        title=title,
        question=question,
        visibility=visibility.value,
        capacity=first_hat(opener),
        idempotency_key=secrets.token_hex(16),
    )


def a_members_only_space(**told: Any) -> Space:
    """A space that outsiders must not know of."""
    return a_space(visibility=Visibility.MEMBERS, **told)


def first_hat(person: Person) -> str:
    """The capacity a form offers `person` first."""
    return next(iter(hats_of(person)))


def the_facilitator(space: Space) -> Person:
    """Who opened `space`."""
    return team_of(SpaceView(space, None, None))[0].person


def a_member(
    space: Space,
    *,
    role: Role = Role.PARTICIPANT,
    side: Side = Side.RESIDENT,
    organisation: Organisation | None = None,
    person: Person | None = None,
) -> Person:
    """A person who came in by an invitation, acting for `side`: for `organisation`, or one made for them."""
    if person is None:
        belongs = organisation or (an_organisation(side=side) if side is not Side.RESIDENT else None)
        person = an_official(belongs) if belongs else a_resident()
    invitation = an_invitation(space, email=person.email, role=role)
    services.accept_invitation(person, invitation, capacity=first_hat(person))
    return person


def an_invitation(
    space: Space, *, email: str = "new@example.com", role: Role = Role.PARTICIPANT
) -> Invitation:
    """An invitation by the space's facilitator."""
    return services.invite(the_facilitator(space), space, email=email, role=role.value)


def the_membership(space: Space, person: Person) -> Membership:
    """The living membership of `person`."""
    found = find_membership(space, person)
    assert found is not None, f"{person.display_name} is no member"
    return found
