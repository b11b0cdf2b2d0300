"""The capacities a person may act in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select

from policyspace.charter.capacity import RESIDENT, Capacity, Side, Voice
from policyspace.foundation.db import db
from policyspace.people.models import Affiliation, Organisation, Person
from policyspace.people.queries import affiliations_of
from policyspace.spaces.models import Membership


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


def other_hats(person: Person, worn: Capacity) -> list[str]:
    """The names of the organisations `person` belongs to besides the one they act for."""
    hats = hats_of(person).values()
    names = [
        hat.organisation for hat in hats if hat.organisation and hat.organisation_id != worn.organisation_id
    ]
    return list(dict.fromkeys(names))


def other_hats_of(members: Collection[Membership]) -> Mapping[int, Sequence[str]]:
    """By the id of each of these memberships, the names of the organisations that the member belongs to besides the one
    they act for here, the first one first. One statement; who has none is left out."""
    found: dict[int, list[str]] = defaultdict(list)
    if not members:
        return found
    query = (
        select(Membership.id, Organisation.name)
        .join(Affiliation, Affiliation.person_id == Membership.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Membership.id.in_([each.id for each in members]),
            or_(Membership.organisation_id.is_(None), Membership.organisation_id != Organisation.id),
        )
        .order_by(Affiliation.id)
    )
    for membership_id, name in db.session.execute(query):
        found[membership_id].append(name)
    return found


def _hat(organisation: Organisation, voice: Voice) -> Capacity:
    return Capacity(Side(organisation.side), organisation.name, organisation.id, voice)


def hat_word(worn: Capacity) -> str:
    """The word a form sends for a capacity."""
    return "resident" if worn.side is Side.RESIDENT else f"{worn.voice}-{worn.organisation_id}"
