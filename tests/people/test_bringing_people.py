"""Bringing in many people at once."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.foundation.errors import NotAllowed
from policyspace.people import services
from policyspace.people.queries import find_organisation, find_person
from tests.builders.ledger import told
from tests.builders.people import KEEPER, an_administrator, an_organisation

NAMES = {f"participant-{number}@elsewhere.invalid": f"Participant {number}" for number in range(3)}


def test_each_person_is_there_once_however_often_they_are_brought_in(app: Flask) -> None:
    first = services.add_people(KEEPER, names=NAMES)
    again = services.add_people(KEEPER, names=NAMES)
    assert [person.display_name for person in first] == list(NAMES.values())
    assert [person.id for person in first] == [person.id for person in again]
    assert len(told("account.signed_up")) == len(NAMES)


def test_only_the_keeper_brings_people_in(app: Flask) -> None:
    actor: Any = an_administrator()
    with pytest.raises(NotAllowed):
        services.add_people(actor, names=NAMES)
    assert find_person(next(iter(NAMES))) is None


def test_an_organisation_is_found_by_its_name(app: Flask) -> None:
    made = an_organisation("Northfield Council")
    assert find_organisation("Northfield Council") == made
    assert find_organisation("Northfield") is None
