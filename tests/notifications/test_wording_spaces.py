from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.charter.words import Role
from policyspace.spaces import services as spaces
from policyspace.spaces.tokens import token_of
from tests.builders.people import a_resident
from tests.builders.spaces import a_members_only_space, a_space, an_invitation, the_facilitator
from tests.notifications.letters import forget_what_happened, letters, the_letter, written

MORNING = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_one_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def test_the_letter_with_an_invitation(app: Flask) -> None:
    space = a_space()
    forget_what_happened()
    invitation = an_invitation(space, email="new@example.com", role=Role.DRAFTER)
    assert (
        the_letter(app)
        == f"""Invitation to “Temporary accommodation”

Olive Official asks you to join “Temporary accommodation” on policyspace.

There, people from government and residents write policy together about this question:

> How can families spend less time in temporary accommodation?

You would join as: Drafter.

See the invitation
http://127.0.0.1:8000/invitations/{token_of(invitation)}

The invitation is for this email address only. You can accept it until 20 December 2026.

If you do not want to join, ignore this email.
"""
    )
    assert letters()[0].person_id is None


def test_an_invitation_into_a_space_nobody_may_know_of_reaches_whoever_is_asked(app: Flask) -> None:
    space = a_members_only_space()
    person = a_resident()
    forget_what_happened()
    an_invitation(space, email=person.email)
    assert list(written(app)) == [person.email]
    assert letters()[0].person_id == person.id


def test_an_invitation_taken_back_before_it_was_written_gets_no_letter(app: Flask) -> None:
    space = a_space()
    invitation = an_invitation(space)
    spaces.withdraw_invitation(the_facilitator(space), invitation)
    assert written(app) == {}


def test_an_invitation_that_has_ended_gets_no_letter(app: Flask) -> None:
    an_invitation(a_space())
    with time_machine.travel(MORNING + timedelta(days=31), tick=False):
        assert written(app) == {}
