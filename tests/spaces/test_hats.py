"""Every organisation a member belongs to, on the list of people."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import insert

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Affiliation, Organisation, Person
from policyspace.spaces.queries import other_hats_of
from tests.api.client import Program
from tests.builders.people import an_organisation
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.client import PageClient
from tests.conftest import QueryCount


def belongs(person: Person, organisation: Organisation) -> None:
    """`person` belongs to `organisation`, too."""
    row = {"person_id": person.id, "organisation_id": organisation.id, "means": "invitation"}
    with db.engine.begin() as connection:
        connection.execute(insert(Affiliation), row | {"confirmed_at": now()})


def test_both_hats_are_told_and_the_one_that_is_worn_only_once(app: Flask) -> None:
    space, council, college = a_space(), an_organisation("Harbour Council"), an_organisation("The College")
    drafter = a_member(space, role=Role.DRAFTER, side=Side.CENTRAL)
    resident, plain = a_member(space), a_member(space)
    for organisation in (council, college):
        belongs(drafter, organisation)
    belongs(resident, council)
    members = [the_membership(space, each) for each in (drafter, resident, plain)]
    found = other_hats_of(members)
    assert found == {members[0].id: ["Harbour Council", "The College"], members[1].id: ["Harbour Council"]}
    assert other_hats_of([]) == {}


def test_the_page_and_the_program_say_so(app: Flask, client: PageClient) -> None:
    space, council = a_space(), an_organisation("Harbour Council")
    drafter, resident = a_member(space, role=Role.DRAFTER, side=Side.CENTRAL), a_member(space)
    for person in (drafter, resident):
        belongs(person, council)
    page = client.page(f"/spaces/{space.slug}/members")
    rows = [each.text for each in page.all("li") if "ps-row" in each.attributes.get("class", "").split()]
    assert ["Also belongs to: Harbour Council" in row for row in rows] == [False, True, True]
    found = Program(app).get(f"/spaces/{space.slug}/members").json
    assert [(each["role"], each["also_belongs_to"]) for each in found["team"]] == [
        ("facilitator", []),
        ("drafter", ["Harbour Council"]),
    ]
    assert [each["also_belongs_to"] for each in found["items"]] == [["Harbour Council"]]
    assert found["team"][1]["capacity"]["side"] == "central"
    assert found["older"] is None


def test_it_costs_one_statement_however_many_there_are(app: Flask, count_queries: type[QueryCount]) -> None:
    space = a_space()
    members = [the_membership(space, a_member(space)) for _each in range(5)]
    members.append(the_membership(space, the_facilitator(space)))
    with count_queries() as queries:
        other_hats_of(members)
    assert len(queries) == 1
