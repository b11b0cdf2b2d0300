"""The notice board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from policyspace.foundation.clock import now
from policyspace.foundation.command import SilentChange, command
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.notices import post_notice, take_down_notice
from policyspace.spaces.queries import find_notice, notices_of
from tests.builders.spaces import a_space, the_facilitator


@command
def find_out(actor: Person, space: Space, deed: Callable[..., Any], *args: Any, **told: Any) -> Any:
    """A command of a higher package that finds a fact out."""
    result = deed(*args, **told)
    record(actor, "fact.found", space=space)
    return result


def test_a_notice_stays_until_it_is_taken_down(app: Flask) -> None:
    space = a_space()
    person = the_facilitator(space)
    find_out(person, space, post_notice, space, person, "trust_met", words="Both sides confirmed.")
    find_out(person, space, post_notice, space, person, "publication_lifted")
    assert notices_of(space, person) == {"trust_met", "publication_lifted"}
    found = find_notice(space, person, "trust_met")
    assert found is not None
    assert found.words == "Both sides confirmed."
    find_out(person, space, take_down_notice, space, person, "trust_met")
    find_out(person, space, take_down_notice, space, person, "trust_met")
    assert notices_of(space, person) == {"publication_lifted"}


def test_posting_again_changes_the_words_and_the_time_of_new_words_only(app: Flask) -> None:
    space = a_space()
    person = the_facilitator(space)
    first = find_out(person, space, post_notice, space, person, "trust_met", words="One")
    began = first.posted_at
    with time_machine.travel(now() + timedelta(days=1)):
        same = find_out(person, space, post_notice, space, person, "trust_met", words="One")
        assert (same.id, same.posted_at) == (first.id, began)
        other = find_out(person, space, post_notice, space, person, "trust_met", words="Two")
    assert (other.id, other.words) == (first.id, "Two")
    assert other.posted_at > began


def test_a_notice_is_about_one_row_of_one_space(app: Flask) -> None:
    here, elsewhere = a_space(), a_space()
    person = the_facilitator(here)
    find_out(person, here, post_notice, here, person, "trust_met")
    assert notices_of(elsewhere, person) == set()
    assert notices_of(here, the_facilitator(elsewhere)) == set()
    assert notices_of(here, here) == set()


def test_posting_outside_a_command_is_seen(app: Flask) -> None:
    space = a_space()
    person = the_facilitator(space)
    post_notice(space, person, "trust_met")
    with pytest.raises(SilentChange):
        find_out(person, space, notices_of, space, person)
