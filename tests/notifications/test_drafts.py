from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.queries import get_document
from policyspace.notifications.drafts import Draft, to_members
from policyspace.notifications.rules import Wording
from tests.builders.drafting import a_problem
from tests.builders.spaces import a_member, a_space, the_facilitator


def words() -> Wording:
    return Wording("Subject", ())


def test_only_those_who_may_read_what_it_is_about_are_written_to(app: Flask) -> None:
    space = a_space()
    drafter = a_member(space, role=Role.DRAFTER, side=Side.LOCAL)
    a_member(space)
    draft = a_problem(space)
    told = to_members(space, words, but=None, readable=lambda view: get_document(view, draft.number))
    assert {each.to_address for each in told} == {the_facilitator(space).email, drafter.email}


def test_only_those_of_whom_it_asks_something_are_written_to(app: Flask) -> None:
    space = a_space()
    a_member(space)
    told = to_members(space, words, but=None, readable=lambda _view: None, asked=Action.INVITE)
    assert [each.to_address for each in told] == [the_facilitator(space).email]


@pytest.mark.parametrize(
    ("address", "arrives"),
    [
        ("rosa@example.org", True),
        ("rosa@valid.invalid", False),
        ("rosa@invalid", False),
        ("rosa@notinvalid", True),
        ("rosa@host.localhost", False),
        ("rosa@mail.test", False),
    ],
)
def test_domains_that_lead_nowhere_by_agreement_get_no_letter(address: str, arrives: bool) -> None:
    assert Draft(address, "en", words).can_arrive is arrives
