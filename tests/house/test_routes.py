"""Every route: one access badge, a token for every form, and the headers that keep a page to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from policyspace.app import _check_badges
from policyspace.foundation.access import badge_of, open_to_all, signed_in
from policyspace.foundation.db import db
from policyspace.models import metadata
from policyspace.web.headers import HEADERS
from tests.builders.people import a_resident
from tests.client import PageClient

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def routes(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each rule with a method and an address of that shape."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            yield rule, method, _address(rule.rule)


def _address(rule: str) -> str:
    """An address that the rule matches, of a thing that is not there."""
    first_of = re.sub(r"<any\(([^,)]+)[^)]*\):\w+>", r"\1", rule)
    return re.sub(
        r"<(?:string:|path:)?\w+>", "nothing", re.sub(r"<int(?:\([^)]*\))?:\w+>", "987654", first_of)
    )


def test_every_route_carries_exactly_one_access_badge(whole_app: Flask) -> None:
    badges = {name: badge_of(view) for name, view in whole_app.view_functions.items()}
    assert set(badges.values()) == {"open_to_all", "signed_in"}


def test_a_view_cannot_carry_two_badges() -> None:
    def view() -> str:
        return ""

    with pytest.raises(TypeError, match="already"):
        signed_in(open_to_all(view))


def test_an_app_with_a_bare_route_does_not_start() -> None:
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/bare", "bare", lambda: "")
    with pytest.raises(RuntimeError, match="bare"):
        _check_badges(app)


def test_a_route_for_people_who_signed_in_answers_nobody_else(app: Flask) -> None:
    client = app.test_client()
    asked = [
        (rule, method, address)
        for rule, method, address in routes(app)
        if badge_of(app.view_functions[rule.endpoint]) == "signed_in" and method == "GET"
    ]
    assert len(asked) > 10
    for _rule, method, address in asked:
        reply = client.open(address, method=method)
        refused = reply.status_code == 401 if address.startswith("/api/") else reply.status_code == 303
        assert refused, (method, address, reply.status_code)


def test_no_form_is_taken_without_its_token(app: Flask, client: PageClient) -> None:
    client.sign_in(a_resident())
    asked = [
        (method, address)
        for _rule, method, address in routes(app)
        if method in UNSAFE and not address.startswith("/api/")
    ]
    assert len(asked) > 10
    for method, address in asked:
        assert client.open(address, method=method).status_code == 400, (method, address)


def test_no_form_is_taken_from_another_site(app: Flask, client: PageClient) -> None:
    client.sign_in(a_resident())
    for _rule, method, address in routes(app):
        if method in UNSAFE and not address.startswith("/api/"):
            reply = client.open(address, method=method, headers={"Sec-Fetch-Site": "cross-site"})
            assert reply.status_code == 403, (method, address)


def test_every_reply_carries_the_headers_that_keep_it_to_itself(app: Flask) -> None:
    client = app.test_client()
    for _rule, method, address in routes(app):
        reply = client.open(address, method=method)
        assert reply.status_code < 500, (method, address)
        for name, words in HEADERS.items():
            assert reply.headers.get(name) == words, (method, address, name)


def test_nothing_but_static_files_may_be_kept_by_anyone(app: Flask) -> None:
    client = app.test_client()
    for _rule, method, address in routes(app):
        if not address.startswith("/static/"):
            kept = client.open(address, method=method).headers["Cache-Control"]
            assert "no-store" in kept, (method, address, kept)


def test_getting_a_page_changes_nothing(app: Flask) -> None:
    def counted() -> dict[str, int]:
        with db.engine.connect() as connection:
            return {
                table.name: len(connection.execute(table.select()).all()) for table in metadata.sorted_tables
            }

    before = counted()
    client = app.test_client()
    for _rule, method, address in routes(app):
        if method == "GET":
            client.get(address)
    assert counted() == before
