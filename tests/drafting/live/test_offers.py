"""What a page may offer of a live text, and the leave that is asked for again of many at once."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting.live import SERVED, offer_of
from policyspace.drafting.live_leave import Seat, leave_of, leaves_of
from policyspace.drafting.models import Document
from policyspace.drafting.services import open_problem
from policyspace.drafting.services.live.renewing import renew_live_texts
from policyspace.people.models import Person
from policyspace.people.queries import find_session
from policyspace.people.services import begin_session, sign_out
from policyspace.spaces.queries import view_of
from policyspace.spaces.services import end_membership
from tests.builders.drafting import a_problem, space_of
from tests.builders.live import Typist
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator, the_membership
from tests.conftest import QueryCount


@pytest.fixture
def document(app: Flask) -> Document:
    return a_problem()


def test_a_page_offers_what_its_reader_may_and_only_where_it_is_served(
    app: Flask, document: Document
) -> None:
    drafter, reader, stranger = (
        the_facilitator(space_of(document)),
        a_member(space_of(document)),
        a_resident(),
    )
    offers = [offer_of(view_of(space_of(document), each), document) for each in (drafter, reader, stranger)]
    assert [(each.follows, each.writes) for each in offers] == [(True, True), (True, False), (False, False)]
    assert {each.served for each in offers} == {False}
    app.extensions[SERVED] = "as while a server runs"
    assert offer_of(view_of(space_of(document), drafter), document).served
    del app.extensions[SERVED]


def test_a_room_is_named_by_its_document_and_its_epoch(document: Document) -> None:
    view = view_of(space_of(document), the_facilitator(space_of(document)))
    assert offer_of(view, document).room == f"{document.id}.1"
    Typist(the_facilitator(space_of(document)), document)
    renew_live_texts()
    assert offer_of(view, document).room == f"{document.id}.2"


def seat_of(person: Person, document: Document) -> tuple[str, Seat]:
    """A browser in which `person` has signed in: its token, and its seat at the live text."""
    token = begin_session(person, browser="a browser")
    session = find_session(token)
    assert session is not None
    return token, Seat(session.id, person.id, document.id)


def test_leave_asked_for_again_is_what_it_would_be_at_the_door(document: Document) -> None:
    ann, other = the_facilitator(space_of(document)), a_problem()
    open_problem(the_facilitator(space_of(other)), other)
    reader, gone, away = (a_member(space_of(other), role=Role.PARTICIPANT) for _each in range(3))
    asked = [(ann, document), (ann, other), (reader, other), (gone, other), (away, other)]
    seats = [seat_of(*each) for each in asked]
    end_membership(the_facilitator(space_of(other)), the_membership(space_of(other), gone))
    sign_out(away, token=seats[4][0])
    leaves = leaves_of([seat for _, seat in seats])
    assert [leaves.get(seat) for _, seat in seats[:4]] == [
        leave_of(person, of.id) for person, of in asked[:4]
    ]
    assert [seat in leaves for _, seat in seats] == [True, False, True, False, False]
    assert not leaves[seats[2][1]].writes


def test_asking_for_many_takes_no_more_statements_than_for_one(
    document: Document, count_queries: type[QueryCount]
) -> None:
    few = [seat_of(a_member(space_of(document), role=Role.DRAFTER), document)[1]]
    many = few + [seat_of(a_member(space_of(document), role=Role.DRAFTER), document)[1] for _each in range(5)]
    with count_queries() as one:
        leaves_of(few)
    with count_queries() as all_of_them:
        assert len(leaves_of(many)) == 6
    assert len(one) == len(all_of_them)
