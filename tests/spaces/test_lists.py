"""Lists of spaces, members and invitations."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from policyspace.charter.words import Role
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces import services
from policyspace.spaces.models import Space
from policyspace.spaces.queries import (
    SpaceView,
    get_membership,
    get_space,
    get_waiting_invitation,
    invitations_of,
    participants_of,
    public_spaces,
    spaces_of,
    team_of,
    view_of,
)
from tests.builders.people import a_resident
from tests.builders.spaces import (
    a_member,
    a_members_only_space,
    a_space,
    an_invitation,
    the_facilitator,
    the_membership,
)
from tests.conftest import QueryCount


def visitor(space: Space) -> SpaceView:
    return SpaceView(space, None, None)


def test_public_spaces_are_listed_newest_first_and_members_only_ones_never(app: Flask) -> None:
    first, hidden, last = a_space(), a_members_only_space(), a_space()
    assert [space.id for space in public_spaces(Span()).items] == [last.id, first.id]
    assert hidden.id not in {space.id for space in public_spaces(Span(limit=1)).items}


def test_a_persons_spaces_are_those_they_are_in_now(app: Flask) -> None:
    person = a_resident()
    public, hidden, left = a_space(), a_members_only_space(), a_space()
    a_space()
    for space in (public, hidden, left):
        a_member(space, person=person)
    services.end_membership(person, the_membership(left, person))
    views = spaces_of(person, Span()).items
    assert [view.space.id for view in views] == [hidden.id, public.id]
    assert all(view.reader is person and view.membership for view in views)


def test_the_front_door_is_closed_to_outsiders_of_a_members_only_space(app: Flask) -> None:
    space = a_members_only_space()
    member, left = a_member(space), a_member(space)
    services.end_membership(left, the_membership(space, left))
    assert get_space(space.slug, member).membership is not None
    outsiders: list[Person | None] = [None, a_resident(), left]
    for outsider in outsiders:
        with pytest.raises(NotFound):
            get_space(space.slug, outsider)


def test_the_front_door_takes_one_statement(app: Flask, count_queries: type[QueryCount]) -> None:
    space = a_space()
    member = a_member(space)
    db.session.execute(text("SELECT 1"))  # the transaction has begun
    for reader in (None, member):
        with count_queries() as queries:
            get_space(space.slug, reader)
        assert len(queries) == 1


def test_the_team_lists_facilitators_then_drafters_and_nobody_who_left(app: Flask) -> None:
    space = a_space()
    drafter, gone = a_member(space, role=Role.DRAFTER), a_member(space, role=Role.DRAFTER)
    second = a_member(space, role=Role.FACILITATOR)
    a_member(space)
    services.end_membership(gone, the_membership(space, gone))
    people = [each.person.id for each in team_of(visitor(space))]
    assert people == [the_facilitator(space).id, second.id, drafter.id]


def test_participants_are_listed_newest_first(app: Flask) -> None:
    space, other = a_space(), a_space()
    people = [a_member(space) for _ in range(3)]
    a_member(other)
    page = participants_of(visitor(space), Span(limit=2))
    assert [each.person.id for each in page.items] == [people[2].id, people[1].id]
    rest = participants_of(visitor(space), Span(before=page.older, limit=2))
    assert [each.person.id for each in rest.items] == [people[0].id]


def test_a_membership_is_found_in_its_own_space_only(app: Flask) -> None:
    here, elsewhere = a_space(), a_space()
    membership = the_membership(here, a_member(here))
    assert get_membership(visitor(here), membership.id) is membership
    with pytest.raises(NotFound):
        get_membership(visitor(elsewhere), membership.id)


def test_invitations_are_shown_to_those_who_may_invite_alone(app: Flask) -> None:
    space = a_space()
    invitation = an_invitation(space)
    withdrawn = an_invitation(space, email="other@example.com")
    services.withdraw_invitation(the_facilitator(space), withdrawn)
    facilitator, drafter = the_facilitator(space), a_member(space, role=Role.DRAFTER)
    assert [each.id for each in invitations_of(view_of(space, facilitator), Span()).items] == [invitation.id]
    assert invitations_of(view_of(space, drafter), Span()).items == []
    assert invitations_of(visitor(space), Span()).items == []


def test_an_invitation_is_found_in_its_own_space_while_it_waits(app: Flask) -> None:
    here, elsewhere = a_space(), a_space()
    invitation = an_invitation(here)
    assert get_waiting_invitation(visitor(here), invitation.id) is invitation
    with pytest.raises(NotFound):
        get_waiting_invitation(visitor(elsewhere), invitation.id)
    services.withdraw_invitation(the_facilitator(here), invitation)
    with pytest.raises(NotFound):
        get_waiting_invitation(visitor(here), invitation.id)


@pytest.mark.parametrize("members", [1, 12])
def test_lists_take_one_statement_each_however_long_they_are(
    app: Flask, count_queries: type[QueryCount], members: int
) -> None:
    person = a_resident()
    space = a_space()
    for _ in range(members):
        a_member(space)
        a_member(a_space(), person=person)
    view = view_of(space, the_facilitator(space))
    with count_queries() as queries:
        [each.person.display_name for each in team_of(view)]
        [each.person.display_name for each in participants_of(view, Span()).items]
        [each.space.title for each in spaces_of(person, Span()).items]
        [each.title for each in public_spaces(Span()).items]
    assert len(queries) == 4
