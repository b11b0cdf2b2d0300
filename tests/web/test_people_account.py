"""The account pages: each thing on a page of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people import queries, services
from policyspace.people.models import Person
from tests.builders.people import PASSWORD, a_resident, an_organisation, the_link
from tests.client import PageClient, token_of
from tests.conftest import QueryCount
from tests.people.accounts import with_password

LONG = "Wolfeschlegelsteinhausenbergerdorff " * 2


@pytest.fixture
def rosa(client: PageClient) -> Person:
    """Rosa, who is signed in here."""
    person = a_resident("Rosa Resident", email="rosa@homes.example")
    client.sign_in(person)
    return person


@pytest.mark.parametrize(
    "path",
    [
        "/account",
        "/account/name",
        "/account/place",
        "/account/language",
        "/account/password",
        "/account/sessions",
        "/account/api-tokens",
        "/account/api-tokens/new",
    ],
)
def test_a_visitor_is_sent_to_sign_in(client: PageClient, path: str) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"


def test_the_account_page_takes_two_statements(
    client: PageClient, rosa: Person, count_queries: type[QueryCount]
) -> None:
    with count_queries() as counted:
        client.page("/account")
    assert sum(not each.startswith("BEGIN") for each in counted.statements) == 2


def test_a_signed_in_reader_costs_one_statement_more_than_a_visitor(
    client: PageClient, rosa: Person, count_queries: type[QueryCount]
) -> None:
    an_organisation()
    counts = []
    for _ in range(2):
        with count_queries() as counted:
            client.page("/organisations")
        counts.append(sum(not each.startswith("BEGIN") for each in counted.statements))
        client.delete_cookie("policyspace")
    assert counts == [3, 2]


def test_name_and_place_are_changed_and_shown(client: PageClient, rosa: Person) -> None:
    assert client.send("/account/name", display_name="Rosa <b>R</b>").location == "/account"
    assert client.send("/account/place", place="Northfield NF1").location == "/account"
    page = client.page("/account").text
    assert "Rosa <b>R</b>" in page
    assert "Northfield NF1" in page
    assert "We have saved your change." in page


def test_a_long_name_stands(client: PageClient, rosa: Person) -> None:
    client.send("/account/name", display_name=LONG)
    assert LONG.strip() in client.page("/account").text


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Enter the name others will see."), ("x" * 81, "80 characters")]
)
def test_a_name_that_cannot_be_is_said_by_the_field_and_kept(
    client: PageClient, rosa: Person, typed: str, said: str
) -> None:
    reply = client.send("/account/name", display_name=typed)
    assert reply.status_code == 422
    assert said in reply.get_data(as_text=True)
    assert f'value="{typed}"' in reply.get_data(as_text=True)
    assert rosa.display_name == "Rosa Resident"


def test_a_language_nobody_translated_is_refused(client: PageClient, rosa: Person) -> None:
    assert client.send("/account/language", language="xx").status_code == 422
    assert client.send("/account/language", language="en").status_code == 303


def test_a_password_is_changed_with_the_old_one(client: PageClient) -> None:
    client.sign_in(with_password(a_resident(email="rosa@homes.example")))
    wrong = client.send("/account/password", current_password="not it", password="bridge candle orchard")
    assert wrong.status_code == 422
    html = wrong.get_data(as_text=True)
    assert "That is not your password." in html
    assert "bridge candle orchard" not in html
    right = client.send("/account/password", current_password=PASSWORD, password="bridge candle orchard")
    assert right.location == "/account"
    assert "You have a new password." in client.page("/account").text


def test_who_has_no_password_gets_a_link_to_choose_one(client: PageClient, rosa: Person) -> None:
    assert "None. You sign in by emailed link." in client.page("/account").text
    assert client.send("/account/password").location == "/check-your-email"
    reply = client.send(the_link(rosa.email), password=PASSWORD)
    assert reply.location == "/account"
    assert "None." not in client.page("/account").text.replace("None. If you work", "")


def test_sessions_are_listed_and_ended_one_by_one(app: Flask, client: PageClient, rosa: Person) -> None:
    elsewhere = services.begin_session(rosa, browser="Safari, iPhone")
    unknown = services.begin_session(rosa, browser="")
    page = client.page("/account/sessions")
    assert [each.text for each in page.all("h2")].count("A browser we do not know") == 1
    assert "Safari, iPhone" in page.text
    assert page.text.count("Sign out there") == 2
    ended = next(each for each in queries.sessions_of(rosa) if each.browser == "Safari, iPhone")
    assert client.send(f"/account/sessions/{ended.id}/end", at="/account/sessions").status_code == 303
    assert queries.find_session(elsewhere) is None
    assert queries.find_session(unknown)
    assert client.send("/account/sessions/end-others", at="/account/sessions").status_code == 303
    assert queries.find_session(unknown) is None
    page = client.page("/account/sessions")
    assert "This browser" in page.text
    assert "Sign out there" not in page.text


@pytest.mark.parametrize("session_id", [0, 10**30])
def test_a_session_that_is_not_ones_own_is_not_found(
    client: PageClient, rosa: Person, session_id: int
) -> None:
    form = {"csrf_token": token_of(client.page("/account/name"))}
    assert client.post(f"/account/sessions/{session_id}/end", data=form).status_code == 404
    assert client.page(f"/account/api-tokens/{session_id}/end", status=404)


def test_using_a_page_moves_the_time_a_session_was_last_seen(client: PageClient, rosa: Person) -> None:
    before = queries.sessions_of(rosa)[0].last_seen_at
    with time_machine.travel(before + timedelta(hours=2), tick=False):
        client.page("/account")
        db.session.rollback()
        assert queries.sessions_of(rosa)[0].last_seen_at == now()


def test_a_token_is_shown_once_listed_and_ended(client: PageClient, rosa: Person) -> None:
    assert "You have no tokens" in client.page("/account/api-tokens").text
    made = client.send("/account/api-tokens/new", name="my <script>", days="30")
    assert made.status_code == 200
    token = next(part for part in made.get_data(as_text=True).split('"') if part.startswith("ps_"))
    assert queries.find_api_token(token)
    listed = client.page("/account/api-tokens")
    assert "my <script>" in listed.text
    assert token not in listed.text
    row = queries.api_tokens_of(rosa)[0]
    assert client.send(f"/account/api-tokens/{row.id}/end").location == "/account/api-tokens"
    assert queries.find_api_token(token) is None


@pytest.mark.parametrize("days", ["", "1", "100000000000000000000", "soon"])
def test_a_token_lives_as_long_as_one_can_choose(client: PageClient, rosa: Person, days: str) -> None:
    reply = client.send("/account/api-tokens/new", name="my script", days=days)
    assert reply.status_code == 422
    assert "Choose how long it works." in reply.get_data(as_text=True)
    assert 'value="my script"' in reply.get_data(as_text=True)


def test_the_list_of_organisations_is_open_to_all_and_says_when_it_is_empty(client: PageClient) -> None:
    assert "No organisations yet" in client.page("/organisations").text
    an_organisation("Northfield <Council>", domain="northfield.gov.uk")
    page = client.page("/organisations").text
    assert "Northfield <Council>" in page
    assert "local government" in page
    assert "northfield.gov.uk" in page


def test_the_list_of_organisations_goes_on_and_ends(client: PageClient) -> None:
    for number in range(51):
        an_organisation(f"Council {number:02}")
    first = client.page("/organisations")
    following = next(
        each.attributes["href"] for each in first.all("a") if each.attributes.get("rel") == "next"
    )
    assert "Council 50" in client.page(following).text
    assert "No more organisations" in client.page("/organisations?after=Z%00Z").text
