"""The made-up people of the demonstration, and the organisations they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.people import services as people
from policyspace.people.keeper import Keeper
from policyspace.people.models import Organisation, Person
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space
from policyspace.spaces.queries import hats_of

DEPARTMENT = "Department for Homes and Places"
COUNCIL = "Eastmere Council"
GROUP = "Eastmere Families Voice"
ORGANISATIONS = {
    DEPARTMENT: (Side.CENTRAL, "homesandplaces.example"),
    COUNCIL: (Side.LOCAL, "eastmere.example"),
    GROUP: (Side.PARTNER, "familiesvoice.example"),
}


@dataclass(frozen=True)
class Part:
    """Someone in the demonstration. Without an organisation they are a resident; `place` is where they live."""

    name: str
    organisation: str | None = None
    role: Role = Role.PARTICIPANT
    place: str | None = None


TO_SIGN_IN_AS = {
    "priya": Part("Priya Nair", DEPARTMENT, Role.DRAFTER),
    "owen": Part("Owen Marsh", DEPARTMENT),
    "aisha": Part("Aisha Rahman", COUNCIL, Role.DRAFTER),
    "daniel": Part("Daniel Okafor", COUNCIL),
    "gwen": Part("Gwen Pritchard", COUNCIL, Role.FACILITATOR),
    "femi": Part("Femi Adebayo", GROUP),
    "kelly": Part("Kelly Moss", place="Quayside, Eastmere"),
    "marek": Part("Marek Zielinski", place="Northgate, Eastmere"),
}
"""Whom the sign-in page offers by name."""

WHO_ONLY_WROTE = {
    "ruth": Part("Ruth Bennett", COUNCIL),
    "joan": Part("Joan Abbott", place="Harbour Road, Eastmere"),
    "tasha": Part("Tasha Green", place="Quayside, Eastmere"),
    "hamid": Part("Hamid Iqbal", place="Market Ward, Eastmere"),
    "lena": Part("Lena Fox", place="Northgate, Eastmere"),
    "chris": Part("Chris Hale", place="Harbour Road, Eastmere"),
}
"""Neighbours and colleagues, so that a discussion looks like one."""

PARTS = TO_SIGN_IN_AS | WHO_ONLY_WROTE


@dataclass(frozen=True)
class Cast:
    """Everyone and every organisation, by the short names used in the texts."""

    people: dict[str, Person]
    organisations: dict[str, Organisation]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def bring_into(self, space: Space, *names: str) -> None:
        """Let those named come into `space` by an invitation of the facilitator, in the role that is theirs."""
        for name in names:
            person, part = self[name], PARTS[name]
            invitation = spaces.invite(self["gwen"], space, email=person.email, role=part.role.value)
            spaces.accept_invitation(person, invitation, capacity=first_hat(person))

    def speak_for(self, name: str, space: Space) -> None:
        """Let someone state the position of their organisation from now on."""
        organisation = self.organisations[str(PARTS[name].organisation)]
        people.let_speak(Keeper(), self[name], organisation)
        spaces.choose_capacity(self[name], space, capacity=f"organisation-{organisation.id}")


def gather(keeper: Keeper) -> Cast:
    """Add the organisations and the people."""
    organisations = {
        name: people.add_organisation(keeper, name=name, side=side.value, domains=[domain])
        for name, (side, domain) in ORGANISATIONS.items()
    }
    found = {
        name: people.add_person(
            keeper,
            email=_address(part),
            display_name=part.name,
            place=part.place,
            demonstration=name in TO_SIGN_IN_AS,
        )
        for name, part in PARTS.items()
    }
    return Cast(found, organisations)


def first_hat(person: Person) -> str:
    """The word for the capacity a form would offer `person` first."""
    return next(iter(hats_of(person)))


def _address(part: Part) -> str:
    domain = ORGANISATIONS[part.organisation][1] if part.organisation else "residents.example"
    return f"{part.name.lower().replace(' ', '.')}@{domain}"
