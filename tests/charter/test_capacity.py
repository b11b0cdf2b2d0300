"""The hat printed beside a name."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.charter.capacity import RESIDENT, Capacity, Side, Voice
from policyspace.foundation.errors import Invalid

OFFICIAL_SIDES = [Side.CENTRAL, Side.LOCAL, Side.PARTNER]


def test_a_resident_is_called_a_resident() -> None:
    assert Capacity(Side.RESIDENT).text == "resident"
    assert Capacity(Side.RESIDENT) == RESIDENT


def test_own_view_names_the_organisation_its_side_and_whose_view_it_is() -> None:
    worn = Capacity(Side.LOCAL, "Northfield Council", 7)
    assert worn.text == "Northfield Council (local government) – own view"


def test_the_organisations_position_says_that_the_organisation_speaks() -> None:
    worn = Capacity(Side.LOCAL, "Northfield Council", 7, Voice.ORGANISATION)
    assert worn.text == "Northfield Council (local government) – speaking for the organisation"


@pytest.mark.parametrize("side", OFFICIAL_SIDES)
def test_own_view_and_position_never_look_alike(side: Side) -> None:
    own = Capacity(side, "Northfield Council", 7, Voice.OWN).text
    position = Capacity(side, "Northfield Council", 7, Voice.ORGANISATION).text
    assert own != position
    assert "own view" in own
    assert "own view" not in position
    assert str(side.label) in own
    assert str(side.label) in position


def test_no_two_sides_look_alike() -> None:
    texts = {Capacity(side, "Northfield", 7).text for side in OFFICIAL_SIDES} | {RESIDENT.text}
    assert len(texts) == len(Side)


@pytest.mark.parametrize("side", OFFICIAL_SIDES)
@pytest.mark.parametrize("organisation", [None, "", "  "])
def test_whoever_is_no_resident_says_for_which_organisation(side: Side, organisation: str | None) -> None:
    with pytest.raises(Invalid) as refusal:
        Capacity(side, organisation)
    assert "organisation" in refusal.value.fields


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"organisation": "Northfield Council"}, "organisation"),
        ({"organisation_id": 7}, "organisation"),
        ({"voice": Voice.ORGANISATION}, "voice"),
    ],
)
def test_a_resident_speaks_only_for_themselves(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Capacity(Side.RESIDENT, **given)
    assert list(refusal.value.fields) == [field]
