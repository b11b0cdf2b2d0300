"""What nobody may find out or plant: accounts, sessions, cookies, forms from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from policyspace.app import create_app
from policyspace.people import queries, services
from tests.builders.people import PASSWORD, a_resident, the_link
from tests.client import PageClient
from tests.conftest import settings_for
from tests.people.accounts import with_password

KNOWN, UNKNOWN = "rosa@homes.example", "nobody@homes.example"


def told(reply: Any, email: str) -> tuple[Any, ...]:
    """All that a reply says, the address itself and random values left out."""
    html = re.sub(r'value="[^"]{30,}"', "value", reply.get_data(as_text=True)).replace(email, "ADDRESS")
    heads = [name for name, _ in reply.headers if name != "Content-Length"]
    return reply.status_code, reply.location, heads, html


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/sign-up", {"display_name": "Someone", "password": "bridge candle orchard"}),
        ("/sign-up", {"display_name": "Someone", "password": "short"}),
        ("/sign-in", {"password": "not the password"}),
        ("/sign-in", {"way": "link"}),
        ("/sign-in/forgotten", {}),
    ],
)
def test_no_answer_tells_whether_an_address_has_an_account(
    app: Flask, path: str, typed: dict[str, Any]
) -> None:
    with_password(a_resident(email=KNOWN))
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = app.test_client()
        assert isinstance(client, PageClient)
        first = told(client.send(path, email=email, **typed), email)
        answers.append((first, told(client.get("/check-your-email"), email)))
    assert answers[0] == answers[1]


def test_limits_are_reached_alike_by_known_and_unknown_addresses(app: Flask) -> None:
    with_password(a_resident(email=KNOWN))
    series = []
    for email in (KNOWN, UNKNOWN):
        client = app.test_client()
        assert isinstance(client, PageClient)
        series.append(
            [client.send("/sign-in", email=email, password="wrong wrong").status_code for _ in range(12)]
        )
    assert series[0] == series[1]
    assert set(series[0]) == {422, 429}


def test_a_session_planted_before_signing_in_is_not_the_one_after(client: PageClient) -> None:
    rosa, mallory = with_password(a_resident(email=KNOWN)), a_resident("Mallory")
    planted = services.begin_session(mallory, browser="")
    with client.session_transaction() as cookie:
        cookie["_user_id"] = planted
        cookie["planted"] = "by mallory"
    client.send("/sign-in", email=KNOWN, password=PASSWORD)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != planted
        assert "planted" not in cookie
        session = queries.find_session(cookie["_user_id"])
    assert session
    assert session.person_id == rosa.id
    assert queries.find_session(planted) is None


def test_signing_in_again_gives_a_new_session_and_a_new_form_token(client: PageClient) -> None:
    with_password(a_resident(email=KNOWN))
    seen = []
    for _ in range(3):
        client.send("/sign-in", email=KNOWN, password=PASSWORD)
        with client.session_transaction() as cookie:
            seen.append((cookie["_user_id"], cookie.get("csrf_token")))
    assert len({token for token, _ in seen}) == 3
    person = queries.find_person(KNOWN)
    assert person
    assert len(queries.sessions_of(person)) == 1


def test_the_cookie_holds_neither_the_person_nor_anything_a_script_can_read(client: PageClient) -> None:
    with_password(a_resident(email=KNOWN))
    reply = client.send("/sign-in", email=KNOWN, password=PASSWORD)
    head = reply.headers["Set-Cookie"]
    assert "; HttpOnly" in head
    assert "; SameSite=Lax" in head
    assert "; Path=/" in head
    assert "Domain" not in head
    assert "Secure" not in head


def test_over_https_the_cookie_is_for_this_host_and_https_alone(app: Flask, database_url: str) -> None:
    with_password(a_resident(email=KNOWN))
    secure = create_app(replace(settings_for(database_url), public_url="https://here.example"))
    with secure.app_context():
        client = secure.test_client()
        page = client.get("/sign-in", base_url="https://here.example")
        assert re.search(r"^__Host-policyspace=", page.headers["Set-Cookie"])
        assert "; Secure" in page.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-up", "/sign-out", "/sign-in/forgotten", "/account/sessions/end-others"]
)
def test_a_form_without_its_token_or_from_another_site_is_refused(client: PageClient, path: str) -> None:
    client.sign_in(with_password(a_resident(email=KNOWN)))
    typed = {"email": KNOWN, "password": PASSWORD, "display_name": "x"}
    assert client.post(path, data=typed).status_code == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(path, data=typed, headers=foreign).status_code == 403


def test_a_cookie_signs_nobody_in_to_the_api(client: PageClient) -> None:
    client.sign_in(a_resident())
    assert client.get("/account").status_code == 200
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_of_a_program_signs_nobody_in_to_the_pages(client: PageClient) -> None:
    _, token = services.make_api_token(a_resident(), name="my script", days=30)
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/me", headers=bearer).status_code == 200
    assert client.get("/account", headers=bearer).status_code == 303


@pytest.mark.parametrize("broken", ["x", "a.b.c", "é", ""])
def test_a_broken_cookie_is_a_visitor(client: PageClient, broken: str) -> None:
    client.set_cookie("policyspace", broken)
    assert client.get("/sign-in").status_code == 200


def test_a_letter_in_another_persons_hands_shows_nothing_without_the_browser_that_asked(
    app: Flask, client: PageClient
) -> None:
    a_resident("Rosa Resident", email=KNOWN)
    client.send("/sign-in", email=KNOWN, way="link")
    scanner = app.test_client()
    assert isinstance(scanner, PageClient)
    page = scanner.page(the_link(KNOWN), status=410).text
    assert KNOWN not in page
    assert "Rosa" not in page
