"""Changing roles and ending memberships."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Role
from policyspace.foundation.errors import Conflict, NotAllowed
from policyspace.spaces import services
from policyspace.spaces.queries import find_membership
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership


def test_a_facilitator_makes_a_participant_a_drafter(app: Flask) -> None:
    space = a_space()
    member = a_member(space)
    services.change_role(the_facilitator(space), the_membership(space, member), role="drafter")
    assert the_membership(space, member).role == Role.DRAFTER
    row = told("role.changed")[0]
    assert (row.facts["person"], row.facts["before"], row.facts["role"]) == (
        member.id,
        "participant",
        "drafter",
    )


def test_the_same_role_again_tells_nothing(app: Flask) -> None:
    space = a_space()
    services.change_role(the_facilitator(space), the_membership(space, a_member(space)), role="participant")
    assert told("role.changed") == []


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.DRAFTER])
def test_only_facilitators_change_roles_and_remove_people(app: Flask, role: Role) -> None:
    space = a_space()
    member, other = a_member(space, role=role), the_membership(space, a_member(space))
    with pytest.raises(NotAllowed):
        services.change_role(member, other, role="facilitator")
    with pytest.raises(NotAllowed):
        services.end_membership(member, other)


def test_a_facilitator_of_another_space_has_no_say_here(app: Flask) -> None:
    here, elsewhere = a_space(), a_space()
    member = the_membership(here, a_member(here))
    with pytest.raises(NotAllowed):
        services.change_role(the_facilitator(elsewhere), member, role="drafter")
    with pytest.raises(NotAllowed):
        services.end_membership(the_facilitator(elsewhere), member)


def test_the_last_facilitator_can_neither_step_down_nor_leave(app: Flask) -> None:
    space = a_space()
    facilitator = the_facilitator(space)
    membership = the_membership(space, facilitator)
    with pytest.raises(Conflict, match="needs a facilitator"):
        services.change_role(facilitator, membership, role="drafter")
    with pytest.raises(Conflict, match="needs a facilitator"):
        services.end_membership(facilitator, membership)
    assert the_membership(space, facilitator).role == Role.FACILITATOR


def test_a_facilitator_leaves_once_there_is_another(app: Flask) -> None:
    space = a_space()
    first = the_facilitator(space)
    second = a_member(space, role=Role.FACILITATOR)
    services.end_membership(first, the_membership(space, first))
    assert find_membership(space, first) is None
    with pytest.raises(Conflict):
        services.end_membership(second, the_membership(space, second))


def test_a_facilitator_who_has_left_does_not_count_as_another(app: Flask) -> None:
    space = a_space()
    first = the_facilitator(space)
    second = a_member(space, role=Role.FACILITATOR)
    services.end_membership(second, the_membership(space, second))
    with pytest.raises(Conflict):
        services.end_membership(first, the_membership(space, first))


def test_leaving_and_being_removed_are_told_apart(app: Flask) -> None:
    space = a_space()
    leaver, removed = a_member(space), a_member(space)
    services.end_membership(leaver, the_membership(space, leaver))
    services.end_membership(the_facilitator(space), the_membership(space, removed))
    assert [row.facts["person"] for row in told("member.left")] == [leaver.id]
    assert [row.facts["person"] for row in told("member.removed")] == [removed.id]
    assert (space.member_count, space.resident_members) == (1, 0)


def test_ending_a_membership_twice_counts_once(app: Flask) -> None:
    space = a_space()
    member = a_member(space)
    membership = the_membership(space, member)
    services.end_membership(the_facilitator(space), membership)
    services.end_membership(the_facilitator(space), membership)
    assert (space.member_count, len(told("member.removed"))) == (1, 1)


def test_who_has_left_gets_no_role(app: Flask) -> None:
    space = a_space()
    member = a_member(space)
    membership = the_membership(space, member)
    services.end_membership(member, membership)
    with pytest.raises(Conflict, match="not a member any more"):
        services.change_role(the_facilitator(space), membership, role="drafter")


def test_a_stranger_cannot_end_a_membership(app: Flask) -> None:
    space = a_space()
    with pytest.raises(NotAllowed):
        services.end_membership(a_resident(), the_membership(space, the_facilitator(space)))
