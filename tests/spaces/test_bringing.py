"""Bringing in people who took part elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.charter.words import Role
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotAllowed, NotFound
from policyspace.spaces import services
from policyspace.spaces.queries import get_any_space
from tests.builders.ledger import told
from tests.builders.people import KEEPER, a_resident, an_administrator, an_official
from tests.builders.spaces import a_members_only_space, a_space, the_facilitator, the_membership


def test_the_keeper_brings_someone_in_even_where_only_members_read(app: Flask) -> None:
    space, official = a_members_only_space(), an_official()
    membership = services.bring_in(KEEPER, official, space, role=Role.DRAFTER)
    assert (membership.role, membership.side) == ("drafter", "local")
    assert (space.member_count, space.local_members) == (2, 1)


def test_who_is_in_already_keeps_the_higher_role_and_is_counted_once(app: Flask) -> None:
    space, resident = a_space(), a_resident()
    for role in (Role.PARTICIPANT, Role.DRAFTER, Role.PARTICIPANT):
        services.bring_in(KEEPER, resident, space, role=role)
    services.bring_in(KEEPER, the_facilitator(space), space, role=Role.PARTICIPANT)
    db.session.expire_all()
    assert the_membership(space, resident).role == "drafter"
    assert the_membership(space, the_facilitator(space)).role == "facilitator"
    assert space.member_count == 2
    changes = told("role.changed")
    assert [(each.actor_id, each.facts["role"], each.facts["before"]) for each in changes] == [
        (None, "drafter", "participant")
    ]


def test_nobody_else_brings_anyone_in(app: Flask) -> None:
    space, resident = a_space(), a_resident()
    people: list[Any] = [an_administrator(), the_facilitator(space), resident, None]
    for actor in people:
        with pytest.raises(NotAllowed):
            services.bring_in(actor, resident, space, role=Role.PARTICIPANT)
    assert space.member_count == 1


def test_the_keeper_finds_a_members_only_space_and_nobody_else_does(app: Flask) -> None:
    space, visitor = a_members_only_space(), None
    actor: Any = visitor
    assert get_any_space(KEEPER, space.slug) == space
    with pytest.raises(NotFound):
        get_any_space(KEEPER, "nowhere")
    with pytest.raises(NotAllowed):
        get_any_space(actor, space.slug)
