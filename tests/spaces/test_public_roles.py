"""Which role someone has may be told to everyone, but only of spaces that everyone reads."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Role
from policyspace.spaces import services
from policyspace.spaces.queries import public_roles_of
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator, the_membership
from tests.conftest import QueryCount


def test_the_highest_role_in_a_public_space_is_told(app: Flask, count_queries: type[QueryCount]) -> None:
    first, second = a_space(), a_space()
    both = a_member(first)
    a_member(second, person=both, role=Role.DRAFTER)
    people = [both, the_facilitator(first), a_resident()]
    roles = public_roles_of(people)  # begins the transaction, which SQLite counts as a statement
    with count_queries() as queries:
        assert public_roles_of(people) == roles
    assert roles == {both.id: Role.DRAFTER, people[1].id: Role.FACILITATOR}
    assert len(queries) == 1


def test_what_only_members_may_know_is_not_told(app: Flask, count_queries: type[QueryCount]) -> None:
    inside = a_member(a_members_only_space(), role=Role.DRAFTER)
    space = a_space()
    gone = a_member(space)
    services.end_membership(gone, the_membership(space, gone))
    assert public_roles_of([inside, gone]) == {}
    with count_queries() as queries:
        assert public_roles_of([]) == {}
    assert len(queries) == 0
