"""Inviting someone by their address, and coming in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from policyspace.people import services as people
from policyspace.people.models import Affiliation
from policyspace.people.queries import find_person
from policyspace.people.services.links import Asking
from policyspace.spaces import services
from policyspace.spaces.queries import find_membership, get_invitation, invitations_to
from policyspace.spaces.tokens import token_of
from tests.builders.ledger import told
from tests.builders.people import a_resident, an_administrator, an_official, an_organisation
from tests.builders.spaces import (
    a_member,
    a_members_only_space,
    a_space,
    an_invitation,
    the_facilitator,
    the_membership,
)


def test_an_invitation_names_a_role_and_lives_for_thirty_days(app: Flask) -> None:
    invitation = an_invitation(a_space(), email="Jo@Example.COM", role=Role.DRAFTER)
    assert (invitation.email, invitation.role) == ("jo@example.com", Role.DRAFTER)
    assert invitation.expires_at - invitation.created_at == timedelta(days=30)
    assert told("invitation.sent")[0].subject_id == invitation.id
    assert "jo@example.com" not in str(told("invitation.sent")[0].facts)


@pytest.mark.parametrize("email", ["", "jo", "jo@", "jo@example", "jo bloggs@example.com"])
def test_what_is_no_address_is_refused_by_the_field(app: Flask, email: str) -> None:
    with pytest.raises(Invalid) as refusal:
        an_invitation(a_space(), email=email)
    assert list(refusal.value.fields) == ["email"]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.DRAFTER])
def test_only_facilitators_invite(app: Flask, role: Role) -> None:
    space = a_space()
    with pytest.raises(NotAllowed):
        services.invite(a_member(space, role=role), space, email="jo@example.com", role="participant")


def test_the_link_opens_its_invitation_and_no_other(app: Flask) -> None:
    space = a_space()
    one, other = an_invitation(space, email="one@example.com"), an_invitation(space, email="b@example.com")
    assert get_invitation(token_of(one), None).id == one.id
    forged = token_of(one).replace(f"-{one.id}", f"-{other.id}")
    for token in (forged, "", "-", "x-1", f"x-{'9' * 40}", f"x-{one.id}", token_of(one)[1:]):
        with pytest.raises(NotFound):
            get_invitation(token, None)


def test_whoever_owns_the_address_comes_in_in_the_role_offered(app: Flask) -> None:
    space = a_members_only_space()
    jo = a_resident(email="jo@example.com")
    invitation = an_invitation(space, email=jo.email, role=Role.DRAFTER)
    assert [each.id for each in invitations_to(jo)] == [invitation.id]
    membership = services.accept_invitation(jo, invitation, capacity="resident")
    assert (membership.role, membership.capacity.side) == (Role.DRAFTER, Side.RESIDENT)
    assert invitation.accepted_by == jo.id
    assert invitations_to(jo) == []


def test_accepting_twice_comes_in_once(app: Flask) -> None:
    space, jo = a_space(), a_resident()
    invitation = an_invitation(space, email=jo.email)
    first = services.accept_invitation(jo, invitation, capacity="resident")
    assert services.accept_invitation(jo, invitation, capacity="resident").id == first.id
    assert space.member_count == 2


def test_a_link_is_no_use_to_whom_it_was_not_sent(app: Flask) -> None:
    space = a_members_only_space()
    invitation = an_invitation(space, email="jo@example.com")
    thief = a_resident()
    with pytest.raises(NotAllowed, match="another address"):
        services.accept_invitation(thief, invitation, capacity="resident")
    assert find_membership(space, thief) is None


def test_an_address_that_is_not_confirmed_is_nobodys_yet(app: Flask) -> None:
    asking = Asking(browser="the tests' browser")
    people.sign_up(None, email="jo@example.com", display_name="Jo", place="", password=None, asking=asking)
    jo = find_person("jo@example.com")
    assert jo is not None
    invitation = an_invitation(a_space(), email=jo.email)
    assert invitations_to(jo) == []
    with pytest.raises(NotAllowed):
        services.accept_invitation(jo, invitation, capacity="resident")


def test_an_old_invitation_lets_nobody_in_and_gives_way_to_a_new_one(app: Flask) -> None:
    space, jo = a_space(), a_resident()
    old = an_invitation(space, email=jo.email)
    with time_machine.travel(now() + timedelta(days=31)):
        with pytest.raises(NotFound, match="has ended"):
            get_invitation(token_of(old), None)
        with pytest.raises(NotFound, match="has ended"):
            services.accept_invitation(jo, old, capacity="resident")
        assert invitations_to(jo) == []
        new = an_invitation(space, email=jo.email)
        assert services.accept_invitation(jo, new, capacity="resident").person_id == jo.id


def test_an_address_is_not_invited_twice(app: Flask) -> None:
    space = a_space()
    an_invitation(space, email="jo@example.com")
    with pytest.raises(Invalid) as refusal:
        an_invitation(space, email="JO@example.com")
    assert list(refusal.value.fields) == ["email"]


def test_inviting_a_member_does_not_tell_that_they_are_one(app: Flask) -> None:
    space = a_space()
    jo = a_member(space)
    assert an_invitation(space, email=jo.email).email == jo.email


def test_a_member_who_is_invited_again_keeps_the_higher_role(app: Flask) -> None:
    space = a_space()
    drafter = a_member(space, role=Role.DRAFTER)
    a_member(space, person=drafter, role=Role.PARTICIPANT)
    assert the_membership(space, drafter).role == Role.DRAFTER
    a_member(space, person=drafter, role=Role.FACILITATOR)
    assert the_membership(space, drafter).role == Role.FACILITATOR
    assert space.member_count == 2


def test_a_withdrawn_invitation_lets_nobody_in(app: Flask) -> None:
    space, jo = a_space(), a_resident()
    invitation = an_invitation(space, email=jo.email)
    services.withdraw_invitation(the_facilitator(space), invitation)
    services.withdraw_invitation(the_facilitator(space), invitation)
    assert len(told("invitation.withdrawn")) == 1
    with pytest.raises(NotFound, match="has ended"):
        services.accept_invitation(jo, invitation, capacity="resident")
    with pytest.raises(NotFound, match="has ended"):
        get_invitation(token_of(invitation), None)


def test_an_accepted_invitation_cannot_be_withdrawn(app: Flask) -> None:
    space, jo = a_space(), a_resident()
    invitation = an_invitation(space, email=jo.email)
    services.accept_invitation(jo, invitation, capacity="resident")
    with pytest.raises(Conflict):
        services.withdraw_invitation(the_facilitator(space), invitation)


def test_only_facilitators_withdraw(app: Flask) -> None:
    space = a_space()
    invitation = an_invitation(space)
    with pytest.raises(NotAllowed):
        services.withdraw_invitation(a_member(space, role=Role.DRAFTER), invitation)


def test_an_invitation_names_the_organisation_whose_domain_the_address_is_on(app: Flask) -> None:
    council = an_organisation()
    official = an_official(council)
    space = a_space()
    invitation = an_invitation(space, email=official.email)
    assert invitation.organisation_id == council.id
    membership = services.accept_invitation(official, invitation, capacity=f"own-{council.id}")
    assert membership.capacity.organisation == council.name


def test_a_facilitator_cannot_vouch_for_an_organisation(app: Flask) -> None:
    space, group = a_space(), an_organisation(side=Side.PARTNER)
    with pytest.raises(Invalid) as refusal:
        services.invite(
            the_facilitator(space),
            space,
            email="jo@example.com",
            role="participant",
            organisation_id=group.id,
        )
    assert list(refusal.value.fields) == ["organisation_id"]


def test_an_administrator_vouches_and_the_person_belongs_once_they_accept(app: Flask) -> None:
    group = an_organisation(side=Side.PARTNER, name="Elm Street Residents")
    keeper = an_administrator()
    space = a_space(opened_by=keeper)
    jo = a_resident()
    invitation = services.invite(keeper, space, email=jo.email, role="participant", organisation_id=group.id)
    membership = services.accept_invitation(jo, invitation, capacity=f"own-{group.id}")
    assert membership.capacity.text == "Elm Street Residents (partner organisation) – own view"
    belongs = db.session.scalars(select(Affiliation).where(Affiliation.person_id == jo.id)).all()
    assert [(each.organisation_id, each.means, each.speaks) for each in belongs] == [
        (group.id, "invitation", False)
    ]


def test_an_organisation_that_does_not_exist_is_refused(app: Flask) -> None:
    keeper = an_administrator()
    with pytest.raises(Invalid):
        services.invite(
            keeper, a_space(opened_by=keeper), email="jo@example.com", role="drafter", organisation_id=9**9
        )
