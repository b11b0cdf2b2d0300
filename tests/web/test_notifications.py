from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people import services as people
from policyspace.people.services.links import Asking
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply
from tests.builders.people import a_resident
from tests.client import PageClient
from tests.notifications.letters import forget_what_happened, letters, work


@pytest.fixture
def demonstration(app: Flask) -> Iterator[None]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, mode="demonstration")
    yield
    app.extensions["settings"] = before


@command
def change_passwords(count: int) -> None:
    person = a_resident(email="rosa@example.org")
    for _ in range(count):
        record(person, "password.changed", subject=person)


@pytest.mark.usefixtures("demonstration")
def test_an_empty_letter_box_says_what_will_be_in_it(client: PageClient) -> None:
    assert "No letters yet" in client.page("/letters").text


@pytest.mark.usefixtures("demonstration")
def test_letters_are_listed_newest_first_and_opened(app: Flask, client: PageClient) -> None:
    a_resident(email="rosa@example.org")
    for purpose in ("sign_in", "reset_password"):
        people.ask_for_link(None, email="rosa@example.org", purpose=purpose, asking=Asking("browser"))
        work(app)
    page = client.page("/letters")
    titles = [link.text for link in page.all("main")[0].all("a")]
    assert titles == ["Choose a new password", "Your link to sign in"]
    assert "To rosa@example.org" in page.text
    letter = client.page(page.all("main")[0].all("a")[1].attributes["href"])
    assert "The link works once, for 10 minutes, in the browser you asked from." in letter.text


@pytest.mark.usefixtures("demonstration")
def test_the_link_in_a_letter_is_the_one_that_works(app: Flask, client: PageClient) -> None:
    a_resident(email="rosa@example.org")
    client.send("/sign-in", email="rosa@example.org", way="link")
    work(app)
    (letter,) = letters()
    (link,) = [
        each
        for each in client.page(f"/letters/{letter.id}").all("main")[0].all("a")
        if each.text == "Sign in"
    ]
    reply = client.send(link.attributes["href"])
    assert reply.status_code == 303
    assert "Sign out" in client.page("/").text


@pytest.mark.usefixtures("demonstration")
def test_what_people_wrote_is_shown_as_text(app: Flask, client: PageClient) -> None:
    comment = a_comment(a_discussed_problem())
    forget_what_happened()
    a_reply(comment, body="<script>alert(1)</script>\nhttp://127.0.0.1:8000/account\n\n> quoted")
    work(app)
    page = client.page(f"/letters/{letters()[0].id}")
    quote = page.all("blockquote")[0]
    assert "<script>alert(1)</script>" in quote.text
    assert quote.all("a") == []


@pytest.mark.usefixtures("demonstration")
def test_a_long_letter_box_is_read_page_by_page_with_the_same_statements(
    app: Flask, client: PageClient, count_queries: Any
) -> None:
    change_passwords(3)
    work(app)
    with count_queries() as few:
        client.page("/letters")
    change_passwords(60)
    work(app)
    with count_queries() as many:
        first = client.page("/letters")
    assert len(many) == len(few)
    assert len(first.all("main")[0].all("li")) == 50
    (older,) = [link for link in first.all("a") if link.attributes.get("rel") == "next"]
    assert len(client.page(older.attributes["href"]).all("main")[0].all("li")) == 13


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("path", ["/letters/999999", "/letters/99999999999999999999", "/letters/x"])
def test_a_letter_that_is_not_there_is_not_found(client: PageClient, path: str) -> None:
    client.page(path, status=404)


@pytest.mark.parametrize("mode", ["development", "production"])
def test_there_is_no_letter_box_outside_a_demonstration(app: Flask, client: PageClient, mode: str) -> None:
    change_passwords(1)
    work(app)
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, mode=mode)
    try:
        client.page("/letters", status=404)
        client.page(f"/letters/{letters()[0].id}", status=404)
    finally:
        app.extensions["settings"] = before


@pytest.mark.usefixtures("demonstration")
def test_a_letter_that_is_sent_is_for_its_reader_alone(app: Flask, client: PageClient) -> None:
    change_passwords(1)
    work(app)
    (letter,) = letters()
    letter.state = "waiting"
    db.session.commit()
    assert "No letters yet" in client.page("/letters").text
    client.page(f"/letters/{letter.id}", status=404)
