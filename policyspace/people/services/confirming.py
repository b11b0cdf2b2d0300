"""What follows from a confirmed address: whoever has one on an organisation's domain belongs to it."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import Affiliation, OrganisationDomain, Person
from policyspace.people.rules import domain_of


def confirm_address(person: Person) -> None:
    """Take the address of `person` as confirmed, if it is not yet; whoever calls has seen the proof."""
    if person.email_confirmed_at is not None:
        return
    person.email_confirmed_at = now()
    domain = db.session.scalar(
        select(OrganisationDomain).where(OrganisationDomain.domain == domain_of(person.email))
    )
    if domain:
        affiliate(person, domain.organisation_id)
    record(
        person,
        "email.confirmed",
        subject=person,
        organisations=[domain.organisation_id] if domain else [],
    )


def affiliate(person: Person, organisation_id: int) -> None:
    """Let `person` belong to the organisation whose domain their confirmed address is on."""
    db.session.add(
        Affiliation(person_id=person.id, organisation_id=organisation_id, means="domain", confirmed_at=now())
    )
