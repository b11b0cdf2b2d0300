"""The capacities a person may act in."""

from __future__ import annotations

from policyspace.charter.capacity import RESIDENT, Capacity, Side, Voice
from policyspace.people.models import Organisation, Person
from policyspace.people.queries import affiliations_of


def hats_of(person: Person, *, invited_for: Organisation | None = None) -> dict[str, Capacity]:
    """Every capacity `person` may act in, by the word a form sends for it; organisations first, as they were joined.

    An organisation that vouched for them in an invitation counts before it is accepted (`invited_for`). They
    state the position of an organisation only where it has granted that.
    """
    belongs = {each.organisation_id: (each.organisation, each.speaks) for each in affiliations_of(person)}
    if invited_for is not None:
        belongs = {invited_for.id: (invited_for, False), **belongs}
    hats: dict[str, Capacity] = {}
    for organisation, speaks in belongs.values():
        hats[f"own-{organisation.id}"] = _hat(organisation, Voice.OWN)
        if speaks:
            hats[f"organisation-{organisation.id}"] = _hat(organisation, Voice.ORGANISATION)
    return {**hats, "resident": RESIDENT}


def _hat(organisation: Organisation, voice: Voice) -> Capacity:
    return Capacity(Side(organisation.side), organisation.name, organisation.id, voice)


def hat_word(worn: Capacity) -> str:
    """The word a form sends for a capacity."""
    return "resident" if worn.side is Side.RESIDENT else f"{worn.voice}-{worn.organisation_id}"
