"""What follows from a confirmed address: whoever has one on an organisation's domain belongs to it."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import Affiliation, Organisation, OrganisationDomain, Person
from policyspace.people.rules import domain_of


def confirm_address(person: Person) -> list[str]:
    """Take the address of `person` as confirmed, if it is not yet; whoever calls has seen the proof.

    Gives the names of the organisations they belong to because of it.
    """
    if person.email_confirmed_at is not None:
        return []
    person.email_confirmed_at = now()
    query = select(Organisation).join(OrganisationDomain)
    found = db.session.scalars(query.where(OrganisationDomain.domain == domain_of(person.email))).all()
    for organisation in found:
        affiliate(person, organisation.id)
    record(person, "email.confirmed", subject=person, organisations=[each.id for each in found])
    return [each.name for each in found]


def affiliate(person: Person, organisation_id: int) -> None:
    """Let `person` belong to the organisation whose domain their confirmed address is on."""
    db.session.add(
        Affiliation(person_id=person.id, organisation_id=organisation_id, means="domain", confirmed_at=now())
    )
