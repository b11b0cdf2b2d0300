"""Reckoning about spaces."""

from __future__ import annotations

import pytest

from policyspace.charter.words import Role
from policyspace.spaces.rules import higher_role, veiled, visibility_is_open


@pytest.mark.parametrize(
    ("documents", "members", "free"), [(0, 1, True), (0, 0, True), (1, 1, False), (0, 2, False)]
)
def test_who_may_read_is_settled_once_anyone_joins_or_writes(
    documents: int, members: int, free: bool
) -> None:
    assert visibility_is_open(documents=documents, members=members) is free


def test_of_two_roles_the_one_that_allows_more_is_kept() -> None:
    assert higher_role(Role.FACILITATOR, Role.PARTICIPANT) is Role.FACILITATOR
    assert higher_role(Role.PARTICIPANT, Role.DRAFTER) is Role.DRAFTER


def test_a_veiled_address_shows_its_first_letter_and_domain() -> None:
    assert veiled("jo.bloggs@northfield.gov.uk") == "j•••@northfield.gov.uk"
