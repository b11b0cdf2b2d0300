"""Organisations, administrators, and people brought in by whoever keeps the service."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.foundation.ledger import LedgerRow
from policyspace.people import queries, services
from policyspace.people.models import Affiliation, Person
from policyspace.people.queries import ORGANISATIONS_A_PAGE
from policyspace.people.services import Asking
from tests.builders.people import KEEPER, a_resident, an_administrator, an_official, an_organisation
from tests.conftest import QueryCount


def add(name: str, *domains: str, actor: Person | None = None) -> str:
    added = services.add_organisation(actor or KEEPER, name=name, side="local", domains=domains)
    return added.slug


def test_an_administrator_adds_an_organisation_and_the_ledger_names_them(app: Flask) -> None:
    ada = an_administrator()
    add("Northfield Council", "northfield.gov.uk", "northfield.example", actor=ada)
    listed = queries.organisations().items[0]
    assert (listed.name, listed.side) == ("Northfield Council", "local")
    assert [each.domain for each in listed.domains] == ["northfield.gov.uk", "northfield.example"]
    row = db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(1)).one()
    assert (row.verb, row.actor_id, row.subject_id) == ("organisation.added", ada.id, listed.id)


def test_nobody_else_adds_an_organisation(app: Flask) -> None:
    for person in (a_resident(), an_official()):
        with pytest.raises(NotAllowed):
            add("Northfield Council", actor=person)
    with pytest.raises(NotAllowed):
        services.add_organisation(None, name="x", side="local", domains=[])  # type: ignore[arg-type]  # a visitor's None


def test_only_the_keeper_brings_in_people_and_makes_administrators(app: Flask) -> None:
    ada = an_administrator()
    with pytest.raises(NotAllowed):
        services.make_administrator(ada, email=a_resident().email)  # type: ignore[arg-type]  # not the keeper
    with pytest.raises(NotAllowed):
        services.add_person(ada, email="new@homes.example", display_name="New")  # type: ignore[arg-type]  # not the keeper


def test_a_name_or_a_domain_belongs_to_one_organisation(app: Flask) -> None:
    add("Northfield Council", "northfield.gov.uk")
    with pytest.raises(Invalid) as refusal:
        add("Northfield Council", "other.gov.uk")
    assert "name" in refusal.value.fields
    with pytest.raises(Invalid, match=r"northfield\.gov\.uk belongs to another") as refusal:
        add("Other Council", "other.gov.uk", "northfield.gov.uk")
    assert "domains" in refusal.value.fields


def test_organisations_with_like_names_have_addresses_of_their_own(app: Flask) -> None:
    assert [add("Northfield"), add("North-field!"), add("NORTH FIELD"), add("北部")] == [
        "northfield",
        "north-field",
        "north-field-2",
        "organisation",
    ]


def test_people_already_on_a_new_organisations_domain_belong_to_it(app: Flask) -> None:
    olive = a_resident(email="olive@northfield.gov.uk")
    others = [a_resident(email=f"x@{domain}") for domain in ("sub.northfield.gov.uk", "notnorthfield.gov.uk")]
    services.sign_up(
        None,
        email="unconfirmed@northfield.gov.uk",
        display_name="U",
        place="",
        password=None,
        asking=Asking("x"),
    )
    unconfirmed = queries.find_person("unconfirmed@northfield.gov.uk")
    assert unconfirmed
    add("Northfield Council", "northfield.gov.uk")
    assert queries.is_verified_official(olive)
    assert not any(queries.is_verified_official(each) for each in [*others, unconfirmed])


def test_a_sign_of_the_database_in_a_domain_is_only_a_sign(app: Flask) -> None:
    a_resident(email="x@anything.gov.uk")
    services.add_organisation(KEEPER, name="Odd", side="local", domains=["%.gov.uk"])
    assert db.session.scalars(select(Affiliation)).all() == []


def test_bringing_people_in_again_changes_nothing(app: Flask) -> None:
    first = services.add_person(
        KEEPER, email="author@import.example", display_name="Author", demonstration=True
    )
    rows = len(db.session.scalars(select(LedgerRow)).all())
    again = services.add_person(KEEPER, email="author@import.example", display_name="Another name")
    assert again is first
    assert again.display_name == "Author"
    assert len(db.session.scalars(select(LedgerRow)).all()) == rows
    assert queries.demonstration_people() == [first]


def test_an_administrator_has_signed_up_and_confirmed_before(app: Flask) -> None:
    services.sign_up(
        None, email="ada@homes.example", display_name="Ada", place="", password=None, asking=Asking("x")
    )
    for email in ("ada@homes.example", "nobody@homes.example"):
        with pytest.raises(Invalid, match="They sign up first"):
            services.make_administrator(KEEPER, email=email)


def test_making_an_administrator_twice_is_told_once(app: Flask) -> None:
    ada = an_administrator()
    services.make_administrator(KEEPER, email=ada.email)
    verbs = list(db.session.scalars(select(LedgerRow.verb)))
    assert ada.administrator
    assert verbs.count("administrator.made") == 1


def test_the_list_goes_on_by_name_and_meets_every_organisation_once(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    for number in range(ORGANISATIONS_A_PAGE + 3):
        an_organisation(f"Council {number:03}", side=Side.LOCAL)
    with count_queries() as counted:
        first = queries.organisations()
        _ = [each.domains for each in first.items]
    assert sum(not each.startswith("BEGIN") for each in counted.statements) == 2
    second = queries.organisations(first.after or "")
    assert second.after is None
    names = [each.name for each in [*first.items, *second.items]]
    assert names == [f"Council {number:03}" for number in range(ORGANISATIONS_A_PAGE + 3)]


def test_an_official_is_verified_by_belonging_to_an_organisation(app: Flask) -> None:
    council = an_organisation()
    olive = an_official(council)
    assert queries.is_verified_official(olive)
    assert [each.organisation for each in queries.affiliations_of(olive)] == [council]
    assert not queries.is_verified_official(a_resident())
