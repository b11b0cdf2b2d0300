"""Made-up people sign in by name where the service is a demonstration, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from policyspace.app import create_app
from policyspace.foundation.db import db
from policyspace.people import services
from policyspace.people.models import Person
from tests.builders.people import KEEPER, a_resident, an_organisation
from tests.client import PageClient, token_of
from tests.conftest import settings_for


@pytest.fixture
def made_up(app: Flask) -> Person:
    an_organisation("Northfield Council", domain="northfield.example")
    return services.add_person(
        KEEPER, email="amira@northfield.example", display_name="Amira Khan", demonstration=True
    )


@pytest.fixture
def demonstration(app: Flask, database_url: str) -> Iterator[PageClient]:
    """A browser at a demonstration on the same database."""
    shown = create_app(replace(settings_for(database_url), mode="demonstration"))
    shown.test_client_class = PageClient
    with shown.app_context():
        client = shown.test_client()
        assert isinstance(client, PageClient)
        yield client
        db.session.remove()
        db.engine.dispose()


def test_in_a_demonstration_one_signs_in_by_name(made_up: Person, demonstration: PageClient) -> None:
    page = demonstration.page("/sign-in?next=/organisations")
    assert "Sign in as Amira Khan" in page.text
    assert "Northfield Council" in page.text
    reply = demonstration.send(f"/sign-in/as/{made_up.id}", at="/sign-in?next=/organisations")
    assert (reply.status_code, reply.location) == (303, "/organisations")
    assert "amira@northfield.example" in demonstration.page("/account").text


@pytest.mark.parametrize("trick", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere_by_name_either(
    made_up: Person, demonstration: PageClient, trick: str
) -> None:
    assert demonstration.send(f"/sign-in/as/{made_up.id}", at="/sign-in", next=trick).location == "/"


def test_in_a_demonstration_the_letters_are_read_in_the_browser(
    demonstration: PageClient, client: PageClient
) -> None:
    for browser, shown in ((demonstration, True), (client, False)):
        browser.send("/sign-in", email="someone@homes.example", way="link")
        links = [each.attributes["href"] for each in browser.page("/check-your-email").all("a")]
        assert ("/letters" in links) is shown


def test_a_name_needs_the_form_of_the_page(made_up: Person, demonstration: PageClient) -> None:
    assert demonstration.post(f"/sign-in/as/{made_up.id}").status_code == 400


def test_real_people_are_not_offered_and_not_let_in_by_name(
    made_up: Person, demonstration: PageClient
) -> None:
    real = a_resident("Rosa Resident")
    page = demonstration.page("/sign-in")
    assert "Rosa Resident" not in page.text
    token = token_of(page)
    for person_id in (real.id, 0, 10**30):
        reply = demonstration.post(f"/sign-in/as/{person_id}", data={"csrf_token": token})
        assert reply.status_code == 404


def test_anywhere_else_nobody_is_offered_and_the_door_is_not_there(
    made_up: Person, client: PageClient
) -> None:
    page = client.page("/sign-in")
    assert "Amira" not in page.text
    token = token_of(page)
    assert client.post(f"/sign-in/as/{made_up.id}", data={"csrf_token": token}).status_code == 404
    assert client.get("/account").status_code == 303
