"""Emailed links as a browser opens them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.foundation.clock import now
from tests.builders.people import a_resident, the_link
from tests.client import PageClient, token_of

ROSA = "rosa@homes.example"


@pytest.fixture
def link(client: PageClient) -> str:
    """A link to sign in, just asked for in the browser `client`."""
    a_resident("Rosa Resident", email=ROSA)
    client.send("/sign-in", email=ROSA, way="link")
    return the_link(ROSA)


def another(app: Flask) -> PageClient:
    browser = app.test_client()
    assert isinstance(browser, PageClient)
    return browser


def test_opening_a_link_any_number_of_times_uses_nothing_up(client: PageClient, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert client.send(link).status_code == 303


def test_in_another_browser_the_link_is_refused_in_plain_words_with_a_way_on(
    app: Flask, client: PageClient, link: str
) -> None:
    elsewhere = another(app)
    page = elsewhere.page(link, status=410)
    assert "You asked for this link in another browser or on another device." in page.text
    assert "/sign-in" in [
        each.attributes["href"] for each in page.all("a") if "Ask for a new link" in each.text
    ]
    token = token_of(elsewhere.page("/sign-in"))
    assert elsewhere.post(link, data={"csrf_token": token}).status_code == 410
    assert elsewhere.get("/account").status_code == 303
    assert client.send(link).status_code == 303


def test_a_new_link_asked_for_in_the_other_browser_works_there(
    app: Flask, client: PageClient, link: str
) -> None:
    elsewhere = another(app)
    elsewhere.send("/sign-in", email=ROSA, way="link")
    assert client.page(the_link(ROSA), status=410)
    assert elsewhere.send(the_link(ROSA)).status_code == 303
    assert elsewhere.get("/account").status_code == 200


def test_several_links_asked_for_here_work_here(client: PageClient, link: str) -> None:
    client.send("/sign-in", email=ROSA, way="link")
    newer = the_link(ROSA)
    assert newer != link
    assert client.page(link)
    assert client.send(newer).status_code == 303


def test_a_used_link_says_so_and_leads_on_who_is_signed_in(app: Flask, client: PageClient, link: str) -> None:
    client.send(link)
    page = client.page(link, status=410)
    assert "This link has been used." in page.text
    assert "You are signed in as Rosa Resident." in page.text
    assert "Rosa" not in another(app).page(link, status=410).text


def test_an_old_link_says_so(client: PageClient, link: str) -> None:
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert "This link is too old." in client.page(link, status=410).text


@pytest.mark.parametrize("token", ["x", "x-1", "é-1", "-", "x" * 3000, "%00-1", "a%0d%0ab-1"])
def test_a_link_we_do_not_know_says_so(client: PageClient, token: str) -> None:
    assert "We do not know this link." in client.page(f"/links/{token}", status=410).text


def test_a_link_for_a_new_password_leads_to_asking_for_another_one(app: Flask, client: PageClient) -> None:
    a_resident(email=ROSA)
    client.send("/sign-in/forgotten", email=ROSA)
    page = another(app).page(the_link(ROSA), status=410)
    assert "/sign-in/forgotten" in [each.attributes["href"] for each in page.all("a")]


def test_a_link_signs_in_instead_of_whoever_was_signed_in_here(client: PageClient, link: str) -> None:
    client.sign_in(a_resident("Somebody Else"))
    client.send(link)
    assert "Rosa Resident" in client.page("/account").text
