"""Keeping the service: organisations, administrators, and people who took part elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.slugs import free_slug, slug_of
from policyspace.people.keeper import Keeper
from policyspace.people.models import Affiliation, Organisation, OrganisationDomain, Person
from policyspace.people.queries import affiliations_of, find_person, standing_of, standing_towards
from policyspace.people.services.confirming import affiliate, confirm_address

MOST_SLUG = 72


@command
def add_organisation(actor: Person | Keeper, *, name: str, side: str, domains: Sequence[str]) -> Organisation:
    """Add an organisation. People whose confirmed address is on one of `domains` belong to it from now on.

    Raises Invalid, by field, when the name or a domain is another organisation's.
    """
    require(Action.ADMINISTER, standing_of(actor))
    _refuse_taken(name, domains)
    wanted = slug_of(name, most=MOST_SLUG, otherwise="organisation")
    taken = set(db.session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(wanted))))
    organisation = Organisation(slug=free_slug(wanted, taken), name=name, side=side, created_at=now())
    organisation.domains = [OrganisationDomain(domain=domain) for domain in dict.fromkeys(domains)]
    db.session.add(organisation)
    record(actor, "organisation.added", subject=organisation, side=side)
    for person in _people_on(organisation):
        affiliate(person, organisation.id)
    return organisation


@command
def add_person(
    actor: Keeper, *, email: str, display_name: str, place: str | None = None, demonstration: bool = False
) -> Person:
    """Bring in someone who took part elsewhere, or a made-up person, their address taken as confirmed.

    Who is there already is given back as they are, so that an import can be run again.
    """
    require(Action.KEEP_SERVICE, standing_of(actor))
    person = find_person(email)
    if person:
        return person
    person = Person(
        email=email, display_name=display_name, place=place, demonstration=demonstration, created_at=now()
    )
    db.session.add(person)
    record(actor, "account.signed_up", subject=person)
    confirm_address(person)
    return person


@command
def add_people(actor: Keeper, *, names: Mapping[str, str]) -> list[Person]:
    """Bring in many people who took part elsewhere at once; `names` holds their names by address."""
    require(Action.KEEP_SERVICE, standing_of(actor))
    return [add_person(actor, email=email, display_name=name) for email, name in names.items()]


@command
def make_administrator(actor: Keeper, *, email: str) -> Person:
    """Make someone an administrator of the service. Raises Invalid when nobody has confirmed that address."""
    require(Action.KEEP_SERVICE, standing_of(actor))
    person = find_person(email)
    if person is None or person.email_confirmed_at is None:
        raise Invalid(email=lazy("Nobody has an account with that address. They sign up first."))
    lock(person)
    if not person.administrator:
        person.administrator = True
        record(actor, "administrator.made", subject=person)
    return person


@command
def let_speak(
    actor: Person | Keeper, person: Person, organisation: Organisation, *, speaks: bool = True
) -> None:
    """Keep that `organisation` has granted `person` to state its position, or has taken that back.

    Raises NotFound when the person does not belong to it. What was said in its name stays as it was said.
    """
    require(Action.LET_SPEAK, standing_towards(organisation, actor))
    affiliation = _affiliation(person, organisation)
    lock(affiliation)
    if affiliation.speaks is not speaks:
        affiliation.speaks = speaks
        verb = "voice.granted" if speaks else "voice.withdrawn"
        record(actor, verb, subject=affiliation, person=person.id, organisation_id=organisation.id)


@command
def let_manage(
    actor: Person | Keeper, person: Person, organisation: Organisation, *, manages: bool = True
) -> None:
    """Make `person` an administrator of `organisation`, who says who speaks for it, or no longer.

    Raises NotFound when the person does not belong to it.
    """
    require(Action.ADMINISTER, standing_of(actor))
    affiliation = _affiliation(person, organisation)
    lock(affiliation)
    if affiliation.manages is not manages:
        affiliation.manages = manages
        verb = "manager.made" if manages else "manager.ended"
        record(actor, verb, subject=affiliation, person=person.id, organisation_id=organisation.id)


def _affiliation(person: Person, organisation: Organisation) -> Affiliation:
    found = next((each for each in affiliations_of(person) if each.organisation_id == organisation.id), None)
    if found is None:
        raise NotFound
    return found


def _refuse_taken(name: str, domains: Sequence[str]) -> None:
    if db.session.scalar(select(Organisation.id).where(Organisation.name == name)):
        raise Invalid(name=lazy("There is already an organisation with that name."))
    taken = db.session.scalar(select(OrganisationDomain.domain).where(OrganisationDomain.domain.in_(domains)))
    if taken:
        raise Invalid(domains=lazy("%(domain)s belongs to another organisation.", domain=taken))


def _people_on(organisation: Organisation) -> Sequence[Person]:
    """Everyone whose confirmed address is on a domain of `organisation`."""
    on_domain = [Person.email.endswith(f"@{each.domain}", autoescape=True) for each in organisation.domains]
    if not on_domain:
        return []
    query = select(Person).where(Person.email_confirmed_at.is_not(None))
    return db.session.scalars(query.where(or_(*on_domain))).all()
