"""Opening a space and changing what it says."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.charter.words import Role, Visibility
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.spaces import services
from policyspace.spaces.models import Space
from policyspace.spaces.queries import hat_word
from tests.builders.ledger import told
from tests.builders.people import a_resident, an_administrator, an_official, an_organisation
from tests.builders.spaces import (
    a_member,
    a_members_only_space,
    a_space,
    first_hat,
    the_facilitator,
    the_membership,
)

WORDS: dict[str, Any] = {
    "title": "Warm homes",
    "question": "How can old homes be made warm?",
    "visibility": "public",
}


def test_who_opens_a_space_is_its_facilitator_in_the_capacity_they_chose(app: Flask) -> None:
    council = an_organisation(name="Northfield Council")
    official = an_official(council)
    space = services.open_space(official, **WORDS, capacity=f"own-{council.id}", idempotency_key="k" * 8)
    membership = the_membership(space, official)
    assert membership.role == Role.FACILITATOR
    assert membership.capacity.text == "Northfield Council (local government) – own view"
    assert (space.slug, space.member_count, space.local_members) == ("warm-homes", 1, 1)
    assert [row.facts["organisation"] for row in told("space.opened")] == ["Northfield Council"]
    assert [row.facts["role"] for row in told("member.joined")] == ["facilitator"]


def test_a_resident_cannot_open_a_space(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        services.open_space(a_resident(), **WORDS, capacity="resident", idempotency_key="k" * 8)


def test_an_official_cannot_open_a_space_for_an_organisation_that_is_not_theirs(app: Flask) -> None:
    other = an_organisation()
    with pytest.raises(Invalid) as refusal:
        services.open_space(an_official(), **WORDS, capacity=f"own-{other.id}", idempotency_key="k" * 8)
    assert list(refusal.value.fields) == ["capacity"]


def test_the_same_key_twice_opens_one_space(app: Flask) -> None:
    official = an_official()
    values = {**WORDS, "capacity": first_hat(official), "idempotency_key": "k" * 8}
    assert services.open_space(official, **values).id == services.open_space(official, **values).id
    assert len(told("space.opened")) == 1


def test_two_spaces_of_one_title_have_two_addresses(app: Flask) -> None:
    assert [a_space(title="Warm homes").slug for _ in range(3)] == [
        "warm-homes",
        "warm-homes-2",
        "warm-homes-3",
    ]


def test_the_address_of_a_members_only_space_neither_can_be_guessed_nor_is_in_the_way(app: Flask) -> None:
    hidden = a_members_only_space(title="Warm homes")
    assert hidden.slug.startswith("warm-homes-")
    assert len(hidden.slug) == len("warm-homes-") + 10
    assert a_space(title="Warm homes").slug == "warm-homes"


def changed(space: Space, **told: Any) -> dict[str, Any]:
    """The values of the form, with some changed."""
    names = ("title", "question", "visibility", "time_zone")
    return {name: getattr(space, name) for name in names} | told


def test_a_facilitator_changes_what_a_space_says_and_its_address_stays(app: Flask) -> None:
    space = a_space(title="Warm homes")
    facilitator = the_facilitator(space)
    services.edit_space(
        facilitator, space, **changed(space, title="Warm and dry homes", time_zone="Atlantic/Stanley")
    )
    assert (space.title, space.slug, space.time_zone) == (
        "Warm and dry homes",
        "warm-homes",
        "Atlantic/Stanley",
    )
    assert told("space.edited")[0].facts["changed"] == ["title", "time_zone"]


def test_saving_a_space_unchanged_tells_the_ledger_nothing(app: Flask) -> None:
    space = a_space()
    services.edit_space(the_facilitator(space), space, **changed(space))
    assert told("space.edited") == []


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.DRAFTER])
def test_only_facilitators_change_a_space(app: Flask, role: Role) -> None:
    space = a_space()
    member = a_member(space, role=role)
    with pytest.raises(NotAllowed):
        services.edit_space(member, space, **changed(space, title="Mine"))


def test_who_may_read_a_space_changes_only_while_nobody_else_is_in_it(app: Flask) -> None:
    space = a_space()
    facilitator = the_facilitator(space)
    services.edit_space(facilitator, space, **changed(space, visibility="members"))
    assert space.visibility == Visibility.MEMBERS
    a_member(space)
    with pytest.raises(Invalid) as refusal:
        services.edit_space(facilitator, space, **changed(space, visibility="public"))
    assert list(refusal.value.fields) == ["visibility"]
    assert space.visibility == Visibility.MEMBERS


def test_an_administrator_of_the_service_may_open_a_space_as_a_resident(app: Flask) -> None:
    keeper = an_administrator()
    space = services.open_space(keeper, **WORDS, capacity="resident", idempotency_key="k" * 8)
    assert hat_word(the_membership(space, keeper).capacity) == "resident"
