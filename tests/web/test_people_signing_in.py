"""Signing up, in and out, as a browser sees it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from policyspace.people import queries, services
from tests.builders.people import PASSWORD, a_resident, an_official, an_organisation, the_link
from tests.client import PageClient, token_of
from tests.people.accounts import with_password

ROSA = "rosa@homes.example"


@pytest.fixture
def rosa(app: Flask) -> str:
    """Rosa's address; she has an account and a password."""
    with_password(a_resident("Rosa Resident", email=ROSA))
    return ROSA


def signed_in_as(client: PageClient) -> str | None:
    """The address on the account page, or None for a visitor."""
    reply = client.get("/account")
    if reply.status_code != 200:
        return None
    return next(each.text for each in client.page("/account").all("dd") if "@" in each.text)


def errors(reply: Any) -> list[str]:
    """The sentences by the fields of a page that was shown again."""
    html = reply.get_data(as_text=True)
    return re.findall(r'govuk-error-message"><span[^>]*>Error:</span> ([^<]*)<', html)


def test_a_resident_signs_up_confirms_and_is_signed_in(client: PageClient) -> None:
    reply = client.send(
        "/sign-up?next=/organisations", at=None, email="New@homes.example", display_name="Nia"
    )
    assert (reply.status_code, reply.location) == (303, "/check-your-email")
    assert "new@homes.example" in client.page("/check-your-email").text
    assert signed_in_as(client) is None
    link = the_link("new@homes.example")
    assert "new@homes.example" in client.page(link).text
    assert signed_in_as(client) is None
    reply = client.send(link)
    assert (reply.status_code, reply.location) == (303, "/organisations")
    assert "Your email address is confirmed and you are signed in." in client.page("/organisations").text
    assert signed_in_as(client) == "new@homes.example"


def test_an_official_is_told_which_organisation_they_belong_to(client: PageClient) -> None:
    an_organisation("Northfield Council", domain="northfield.gov.uk")
    client.send("/sign-up", email="olive@northfield.gov.uk", display_name="Olive")
    client.send(the_link("olive@northfield.gov.uk"))
    assert "You belong to Northfield Council." in client.page("/organisations").text
    assert "Northfield Council" in client.page("/account").text


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Enter your email address.", "Enter the name others will see."]),
        ({"email": "rosa", "display_name": "R"}, ["Enter an email address in the correct format"]),
        ({"email": "x@y.example\r\nBcc: z@y.example", "display_name": "R"}, ["Enter an email address in"]),
        ({"email": "x@y.example", "display_name": "R" * 81}, ["Use 80 characters or fewer"]),
        ({"email": "x@y.example", "display_name": "R", "password": "short"}, ["Use a password of 10"]),
        ({"email": "x@y.example", "display_name": "R", "password": "p" * 201}, ["Use 200 characters"]),
    ],
)
def test_what_cannot_be_taken_is_said_by_the_field_and_all_but_passwords_is_kept(
    client: PageClient, typed: dict[str, Any], sentences: list[str]
) -> None:
    reply = client.send("/sign-up", **{"place": "Northfield <3", **typed})
    assert reply.status_code == 422
    said = errors(reply)
    assert len(said) == len(sentences)
    assert all(each.startswith(start) for each, start in zip(said, sentences, strict=True))
    html = reply.get_data(as_text=True)
    assert "Northfield &lt;3" in html
    assert "Error: Sign up" in html
    assert typed.get("password", "no password") not in html


def test_password_and_address_sign_in_and_lead_on(client: PageClient, rosa: str) -> None:
    reply = client.send("/sign-in?next=/organisations", email=" ROSA@homes.example ", password=PASSWORD)
    assert (reply.status_code, reply.location) == (303, "/organisations")
    assert signed_in_as(client) == rosa


def test_who_is_sent_to_sign_in_comes_back_to_where_they_were_going(client: PageClient, rosa: str) -> None:
    reply = client.get("/account/sessions?x=1")
    assert (reply.status_code, reply.location) == (303, "/sign-in?next=/account/sessions?x%3D1")
    reply = client.send(reply.location, email=rosa, password=PASSWORD)
    assert reply.location == "/account/sessions?x=1"


def test_a_wrong_password_keeps_the_address_and_not_the_password(client: PageClient, rosa: str) -> None:
    reply = client.send("/sign-in?next=/organisations", email=rosa, password="not the password")
    html = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert errors(reply)[0].startswith("The email address or password is wrong.")
    assert f'value="{rosa}"' in html
    assert 'value="/organisations"' in html
    assert "not the password" not in html
    assert signed_in_as(client) is None


def test_signing_in_without_a_password_says_that_there_is_a_link(client: PageClient, rosa: str) -> None:
    assert errors(client.send("/sign-in", email=rosa)) == [
        "Enter your password, or choose to get a link by email."
    ]


def test_a_link_signs_in_without_a_password(client: PageClient, rosa: str) -> None:
    reply = client.send("/sign-in?next=/organisations", email=rosa, way="link")
    assert reply.location == "/check-your-email"
    reply = client.send(the_link(rosa))
    assert (reply.status_code, reply.location) == (303, "/organisations")
    assert signed_in_as(client) == rosa


@pytest.mark.parametrize(
    "trick", ["//evil.example", "/\\evil.example", "https://evil.example", "/%2f%2fevil", "x"]
)
def test_nobody_is_led_elsewhere_after_signing_in(client: PageClient, rosa: str, trick: str) -> None:
    assert client.send("/sign-in", email=rosa, password=PASSWORD, next=trick).location == "/"
    client.send("/sign-in", email=rosa, way="link", next=trick)
    assert client.send(the_link(rosa)).location == "/"
    assert (
        "evil"
        not in client.page(f"/sign-in?next={trick}").all("form")[-1].all("input")[1].attributes["value"]
    )


def test_a_forgotten_password_is_replaced_by_an_emailed_link(client: PageClient, rosa: str) -> None:
    elsewhere = services.begin_session(queries.find_person(rosa), browser="")  # type: ignore[arg-type]  # she is there
    assert client.send("/sign-in/forgotten", email=rosa).location == "/check-your-email"
    link = the_link(rosa)
    reply = client.send(link, password="password123")
    assert reply.status_code == 422
    assert errors(reply)[0].startswith("Many people use that password.")
    assert client.send(link, password="bridge candle orchard").status_code == 303
    assert signed_in_as(client) == rosa
    assert queries.find_session(elsewhere) is None


def test_signing_out_ends_the_session_and_not_only_the_cookie(client: PageClient, rosa: str) -> None:
    client.send("/sign-in", email=rosa, password=PASSWORD)
    stolen = client.get_cookie("policyspace")
    assert stolen
    assert client.send("/sign-out", at="/account").location == "/"
    assert signed_in_as(client) is None
    client.set_cookie("policyspace", stolen.value)
    assert signed_in_as(client) is None


def test_a_link_from_elsewhere_signs_nobody_out(client: PageClient, rosa: str) -> None:
    client.send("/sign-in", email=rosa, password=PASSWORD)
    assert "Sign out" in client.page("/sign-out").text
    assert client.post("/sign-out").status_code == 400
    assert signed_in_as(client) == rosa
    assert client.send("/sign-out").status_code == 303
    assert signed_in_as(client) is None


def test_signing_out_when_the_session_has_ended_already_is_no_trouble(client: PageClient, rosa: str) -> None:
    client.send("/sign-in", email=rosa, password=PASSWORD)
    form = {"csrf_token": token_of(client.page("/sign-out"))}
    person = queries.find_person(rosa)
    assert person
    services.end_other_sessions(person, token="")
    assert client.post("/sign-out", data=form).status_code == 303


def test_pages_of_signing_in_are_kept_by_no_cache_and_told_to_no_other_site(
    client: PageClient, rosa: str
) -> None:
    client.send("/sign-in", email=rosa, way="link")
    for path in ("/sign-in", "/sign-up", "/check-your-email", the_link(rosa)):
        reply = client.get(path)
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Referrer-Policy"] == "same-origin"


def test_the_page_of_an_official_shows_their_organisation_and_of_a_resident_where_to_look(
    client: PageClient,
) -> None:
    client.sign_in(an_official(an_organisation("Northfield Council")))
    assert "Northfield Council" in client.page("/account").text
    client.sign_in(a_resident())
    assert "Organisations listed here" in client.page("/account").text
