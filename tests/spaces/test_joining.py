"""Joining a space, and the capacity one acts in."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.foundation.errors import Invalid, NotAllowed, NotFound
from policyspace.people import services as people
from policyspace.spaces import services
from policyspace.spaces.queries import find_membership, hats_of
from tests.builders.ledger import told
from tests.builders.people import a_resident, an_administrator, an_official, an_organisation
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator, the_membership


def test_anyone_signed_in_joins_a_public_space_as_a_participant(app: Flask) -> None:
    space, resident = a_space(), a_resident()
    membership = services.join_space(resident, space, capacity="resident")
    assert (membership.role, membership.capacity.side) == (Role.PARTICIPANT, Side.RESIDENT)
    assert (space.member_count, space.resident_members) == (2, 1)
    assert told("member.joined")[-1].facts == {
        "person": resident.id,
        "role": "participant",
        "side": "resident",
        "organisation": None,
        "voice": "own",
    }


def test_joining_twice_counts_once(app: Flask) -> None:
    space, resident = a_space(), a_resident()
    first = services.join_space(resident, space, capacity="resident")
    assert services.join_space(resident, space, capacity="resident").id == first.id
    assert space.member_count == 2


def test_nobody_joins_a_members_only_space_unasked(app: Flask) -> None:
    space, resident = a_members_only_space(), a_resident()
    with pytest.raises(NotAllowed):
        services.join_space(resident, space, capacity="resident")
    assert find_membership(space, resident) is None


def test_a_resident_cannot_take_the_hat_of_an_organisation(app: Flask) -> None:
    council = an_organisation()
    for word in (f"own-{council.id}", f"organisation-{council.id}"):
        with pytest.raises(Invalid) as refusal:
            services.join_space(a_resident(), a_space(), capacity=word)
        assert list(refusal.value.fields) == ["capacity"]


def test_an_official_states_the_position_of_an_organisation_only_where_it_granted_that(app: Flask) -> None:
    council = an_organisation("Northfield Council")
    space, official = a_space(), an_official(council)
    with pytest.raises(Invalid):
        services.join_space(official, space, capacity=f"organisation-{council.id}")
    people.let_speak(an_administrator(), official, council)
    membership = services.join_space(official, space, capacity=f"organisation-{council.id}")
    assert membership.capacity.text == "Northfield Council (local government) – speaking for the organisation"
    assert len(told("voice.granted")) == 1


def test_only_administrators_keep_who_speaks_for_whom(app: Flask) -> None:
    council = an_organisation()
    official = an_official(council)
    with pytest.raises(NotAllowed):
        people.let_speak(official, official, council)
    with pytest.raises(NotFound):
        people.let_speak(an_administrator(), a_resident(), council)
    people.let_speak(an_administrator(), official, council)
    people.let_speak(an_administrator(), official, council, speaks=False)
    assert f"organisation-{council.id}" not in hats_of(official)


def test_the_first_comment_of_a_resident_can_join_them(app: Flask) -> None:
    space, resident = a_space(), a_resident()
    membership = services.ensure_membership(resident, space)
    assert membership.capacity.side is Side.RESIDENT
    assert services.ensure_membership(resident, space).id == membership.id
    assert space.member_count == 2


def test_someone_of_an_organisation_is_not_taken_for_a_resident(app: Flask) -> None:
    council = an_organisation()
    space, official = a_space(), an_official(council)
    with pytest.raises(Invalid) as refusal:
        services.ensure_membership(official, space)
    assert list(refusal.value.fields) == [""]
    membership = services.ensure_membership(official, space, capacity=f"own-{council.id}")
    assert membership.capacity.organisation_id == council.id


def test_nobody_is_joined_to_a_members_only_space_by_commenting(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        services.ensure_membership(a_resident(), a_members_only_space())


def test_who_left_comes_back_to_the_same_place_as_a_participant(app: Flask) -> None:
    space = a_space()
    drafter = a_member(space, role=Role.DRAFTER)
    before = the_membership(space, drafter)
    services.end_membership(drafter, before)
    after = services.join_space(drafter, space, capacity="resident")
    assert (after.id, after.role, after.ended_by) == (before.id, Role.PARTICIPANT, None)
    assert space.member_count == 2


def test_who_was_removed_needs_an_invitation_to_come_back(app: Flask) -> None:
    space = a_space()
    resident = a_member(space)
    services.end_membership(the_facilitator(space), the_membership(space, resident))
    with pytest.raises(NotAllowed, match="A facilitator ended your membership"):
        services.join_space(resident, space, capacity="resident")
    with pytest.raises(NotAllowed, match="A facilitator ended your membership"):
        services.ensure_membership(resident, space)
    a_member(space, person=resident)
    assert the_membership(space, resident).ended_by is None


def test_a_member_changes_hats_and_is_counted_on_the_other_side(app: Flask) -> None:
    department = an_organisation(side=Side.CENTRAL)
    space, official = a_space(), an_official(department)
    services.join_space(official, space, capacity="resident")
    services.choose_capacity(official, space, capacity=f"own-{department.id}")
    assert the_membership(space, official).capacity.side is Side.CENTRAL
    assert (space.central_members, space.resident_members, space.member_count) == (2, 0, 2)
    assert [row.facts["side"] for row in told("capacity.chosen")] == ["central"]


def test_choosing_the_hat_one_wears_tells_nothing(app: Flask) -> None:
    space = a_space()
    services.choose_capacity(a_member(space), space, capacity="resident")
    assert told("capacity.chosen") == []


def test_who_is_not_a_member_has_no_hat_to_change(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        services.choose_capacity(a_resident(), a_space(), capacity="resident")
