"""A members-only space is not there for outsiders: not its pages, not a count, not a word."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.people.models import Person
from policyspace.spaces import services
from policyspace.spaces.models import Space
from tests.builders.drafting import an_open_problem
from tests.builders.people import a_resident, an_administrator, an_official
from tests.builders.spaces import (
    a_member,
    a_members_only_space,
    a_space,
    an_invitation,
    the_facilitator,
    the_membership,
)
from tests.client import PageClient

PRIVATE = "Zebra crossing of the Rubicon"


def the_outsiders(space: Space) -> list[Person]:
    """A resident, an official, an administrator, a facilitator of another space, and one who left."""
    left = a_member(space)
    services.end_membership(left, the_membership(space, left))
    return [a_resident(), an_official(), an_administrator(), the_facilitator(a_space()), left]


def pages_of(app: Flask, space: Space) -> list[tuple[str, set[str]]]:
    """The address and methods of every page of the spaces blueprint that names a space."""
    values: dict[str, Any] = {
        "slug": space.slug,
        "membership_id": the_membership(space, the_facilitator(space)).id,
        "invitation_id": an_invitation(space).id,
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("spaces.") and "slug" in rule.arguments:
                named = {name: values[name] for name in rule.arguments}
                address = app.url_for(rule.endpoint, **named)
                found.append((address, rule.methods or set()))
    return found


def test_every_page_of_the_space_is_not_found_for_every_outsider(app: Flask, client: PageClient) -> None:
    space = a_members_only_space(title=PRIVATE)
    pages = pages_of(app, space)
    assert len(pages) >= 10
    for outsider in the_outsiders(space):
        client.sign_in(outsider)
        inputs = client.page("/").all("input")
        token = next(
            each.attributes["value"] for each in inputs if each.attributes.get("name") == "csrf_token"
        )
        for address, methods in pages:
            assert client.get(address).status_code == 404, address
            if "POST" in methods:
                reply = client.post(address, data={"csrf_token": token, "capacity": "resident"})
                assert reply.status_code == 404, address
                assert PRIVATE not in reply.get_data(as_text=True)


def test_a_visitor_cannot_tell_it_from_a_space_that_is_not_there(app: Flask, client: PageClient) -> None:
    space = a_members_only_space(title=PRIVATE)
    for address, _methods in pages_of(app, space):
        here = client.get(address)
        nowhere = client.get(address.replace(space.slug, "not-there"))
        assert (here.status_code, nowhere.status_code) in {(404, 404), (303, 303)}
        if here.status_code == 404:
            assert here.get_data(as_text=True).replace(space.slug, "not-there") == nowhere.get_data(
                as_text=True
            )


def test_its_members_find_every_page(app: Flask, client: PageClient) -> None:
    space = a_members_only_space()
    client.sign_in(the_facilitator(space))
    for address, _methods in pages_of(app, space):
        assert client.get(address).status_code in {200, 403}, address


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_for_all_says_a_word_of_it(client: PageClient, signed_in: bool) -> None:
    space = a_members_only_space(title=PRIVATE)
    an_open_problem(space, title=f"{PRIVATE}: a problem")
    if signed_in:
        client.sign_in(a_resident())
    for path in ("/", "/spaces", "/help", "/how-it-works", "/who-may-do-what"):
        assert PRIVATE not in client.page(path).text, path


def test_its_members_find_it_among_their_spaces_only(client: PageClient) -> None:
    space = a_members_only_space(title=PRIVATE)
    client.sign_in(a_member(space))
    assert PRIVATE not in client.page("/spaces").text
    for path in ("/", "/spaces/mine"):
        assert PRIVATE in client.page(path).text, path
