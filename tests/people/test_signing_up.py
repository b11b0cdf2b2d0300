"""Signing up: what is kept, and what it does to those who own the address."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.ledger import LedgerRow
from policyspace.people import queries, services
from policyspace.people.models import EmailedToken, Person
from policyspace.people.passwords import get_person_by_password
from policyspace.people.rules import LinkState
from policyspace.people.services import Asking
from tests.builders.people import PASSWORD, a_resident, an_organisation, the_link
from tests.people.accounts import ASKING, claim, with_password

ROSA = "rosa@homes.example"


def sign_up(email: str = ROSA, *, name: str = "Rosa", password: str | None = None, browser: str = "") -> None:
    asking = Asking(browser) if browser else ASKING
    services.sign_up(None, email=email, display_name=name, place="", password=password, asking=asking)


def rows() -> list[tuple[str, str | None, dict[str, object]]]:
    """What the ledger tells, in order."""
    return [
        (row.verb, row.subject_kind, row.facts)
        for row in db.session.scalars(select(LedgerRow).order_by(LedgerRow.id))
    ]


def test_an_address_and_a_name_are_enough(app: Flask) -> None:
    sign_up()
    person = claim(ROSA).person
    assert (person.email, person.display_name, person.place, person.password_hash) == (
        ROSA,
        "Rosa",
        None,
        None,
    )
    assert person.email_confirmed_at is not None


def test_what_was_typed_becomes_the_persons_when_the_link_is_used(app: Flask) -> None:
    services.sign_up(
        None,
        email=ROSA,
        display_name="Rosa",
        place="Northfield",
        password=PASSWORD,
        asking=Asking("x", "/spaces"),
    )
    with pytest.raises(Invalid):
        get_person_by_password(ROSA, PASSWORD)
    arrival = claim(ROSA, browser="x")
    assert get_person_by_password(ROSA, PASSWORD).place == "Northfield"
    assert (arrival.next_path, arrival.newly_confirmed, arrival.purpose) == ("/spaces", True, "confirm_email")


def test_the_letter_asked_for_is_in_the_ledger_without_a_word_that_was_typed(app: Flask) -> None:
    sign_up(password=PASSWORD)
    assert rows() == [
        ("account.signed_up", "person", {}),
        ("link.asked", "emailed_token", {"purpose": "confirm_email", "known": False}),
    ]


def test_a_known_address_gets_a_link_to_sign_in_and_keeps_what_it_has(app: Flask) -> None:
    person = with_password(a_resident("Rosa Resident", email=ROSA))
    sign_up(name="Somebody else", password="other people choose")
    assert rows()[-1] == ("link.asked", "emailed_token", {"purpose": "confirm_email", "known": True})
    arrival = claim(ROSA)
    assert arrival.person is person
    assert (arrival.purpose, arrival.newly_confirmed) == ("sign_in", False)
    assert get_person_by_password(ROSA, PASSWORD).display_name == "Rosa Resident"


def test_a_stranger_who_signs_up_with_my_address_leaves_no_password_behind(app: Flask) -> None:
    sign_up(name="Mallory", password="mallory was here", browser="mallory's")
    sign_up(name="Rosa", password=PASSWORD, browser="rosa's")
    claim(ROSA, browser="rosa's")
    assert get_person_by_password(ROSA, PASSWORD).display_name == "Rosa"
    with pytest.raises(Invalid):
        get_person_by_password(ROSA, "mallory was here")


def test_a_stranger_who_signs_up_after_me_does_not_change_what_my_link_confirms(app: Flask) -> None:
    sign_up(name="Rosa", password=PASSWORD, browser="rosa's")
    mine = the_link(ROSA)
    sign_up(name="Mallory", password="mallory was here", browser="mallory's")
    services.claim_link(None, token=mine.removeprefix("/links/"), browser="rosa's", browser_name="")
    assert get_person_by_password(ROSA, PASSWORD).display_name == "Rosa"


def test_a_stranger_who_signed_up_with_my_address_gains_nothing_when_i_ask_for_a_link(app: Flask) -> None:
    sign_up(name="Mallory", password="mallory was here", browser="mallory's")
    theirs = the_link(ROSA)
    services.ask_for_link(None, email=ROSA, purpose="sign_in", asking=Asking("rosa's"))
    arrival = claim(ROSA, browser="rosa's")
    assert arrival.newly_confirmed
    with pytest.raises(Invalid):
        get_person_by_password(ROSA, "mallory was here")
    state = queries.link_of(theirs.removeprefix("/links/"), browser="rosa's").state
    assert state is LinkState.ELSEWHERE


def test_signing_up_again_before_the_link_is_used_makes_no_second_person(app: Flask) -> None:
    sign_up()
    sign_up(name="Rosa R")
    assert len(db.session.scalars(select(Person)).all()) == 1
    assert claim(ROSA).person.display_name == "Rosa R"


def test_an_older_sign_up_link_only_signs_in_once_the_address_is_confirmed(app: Flask) -> None:
    sign_up(name="Older", password="other people choose")
    older = the_link(ROSA)
    sign_up(name="Rosa", password=PASSWORD)
    claim(ROSA)
    arrival = services.claim_link(
        None, token=older.removeprefix("/links/"), browser=ASKING.browser, browser_name=""
    )
    assert not arrival.newly_confirmed
    assert get_person_by_password(ROSA, PASSWORD).display_name == "Rosa"


def test_a_password_others_would_guess_is_refused_whether_or_not_the_address_is_known(app: Flask) -> None:
    a_resident(email=ROSA)
    for email in (ROSA, "new@homes.example"):
        with pytest.raises(Invalid, match="Many people"):
            sign_up(email, password="password123")
    assert db.session.scalars(select(EmailedToken)).all() == []


def test_the_hash_leaves_the_link_once_it_is_the_persons(app: Flask) -> None:
    sign_up(password=PASSWORD)
    claim(ROSA)
    assert db.session.scalars(select(EmailedToken.password_hash)).all() == [None]


def test_an_address_on_an_organisations_domain_makes_a_verified_official(app: Flask) -> None:
    council = an_organisation("Northfield Council", domain="northfield.gov.uk")
    sign_up("olive@northfield.gov.uk", name="Olive")
    olive = queries.find_person("olive@northfield.gov.uk")
    assert olive
    assert not queries.is_verified_official(olive)
    arrival = claim("olive@northfield.gov.uk")
    assert queries.is_verified_official(olive)
    assert arrival.organisations == ["Northfield Council"]
    affiliation = queries.affiliations_of(olive)[0]
    assert (affiliation.organisation, affiliation.means) == (council, "domain")
    assert ("email.confirmed", "person", {"organisations": [council.id]}) in rows()


@pytest.mark.parametrize(
    "email", ["x@evil-northfield.gov.uk", "x@sub.northfield.gov.uk", "x@northfield.gov.uk.evil.example"]
)
def test_an_address_beside_an_organisations_domain_makes_nobody_official(app: Flask, email: str) -> None:
    an_organisation(domain="northfield.gov.uk")
    sign_up(email)
    assert not queries.is_verified_official(claim(email).person)
