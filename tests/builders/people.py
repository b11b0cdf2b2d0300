"""People and organisations, made by the real services, their addresses confirmed."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.foundation.db import db
from policyspace.people import services
from policyspace.people.keeper import Keeper
from policyspace.people.models import EmailedToken, Organisation, Person
from policyspace.people.tokens import token_of

KEEPER = Keeper()
PASSWORD = "lamp violin harbour"
_numbers = count(1)


def a_resident(name: str = "Rosa Resident", *, email: str | None = None, place: str | None = None) -> Person:
    """Someone with a confirmed address and no organisation."""
    address = email or f"resident{next(_numbers)}@homes.example"
    return services.add_person(KEEPER, email=address, display_name=name, place=place)


def an_organisation(
    name: str | None = None, *, side: Side = Side.LOCAL, domain: str | None = None
) -> Organisation:
    """An organisation with one domain."""
    number = next(_numbers)
    return services.add_organisation(
        KEEPER,
        name=name or f"{side.value.title()} organisation {number}",
        side=side.value,
        domains=[domain or f"organisation{number}.example"],
    )


def an_official(
    organisation: Organisation | None = None, name: str = "Olive Official", *, side: Side = Side.LOCAL
) -> Person:
    """A verified official: their confirmed address is on the domain of `organisation`."""
    organisation = organisation or an_organisation(side=side)
    address = f"official{next(_numbers)}@{organisation.domains[0].domain}"
    return services.add_person(KEEPER, email=address, display_name=name)


def an_administrator(name: str = "Ada Administrator") -> Person:
    """An administrator of the service."""
    return services.make_administrator(KEEPER, email=a_resident(name).email)


def the_link(email: str) -> str:
    """The address in the newest letter to `email`, as the worker would write it."""
    query = select(EmailedToken).join(Person).where(Person.email == email).order_by(EmailedToken.id.desc())
    emailed = db.session.scalars(query.limit(1)).one()
    return f"/links/{token_of(emailed)}"
