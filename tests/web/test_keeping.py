"""What was typed is never lost: every form that takes text, and whatever can go wrong when it is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from policyspace.foundation.db import db
from policyspace.people.models import Person, Unsent
from policyspace.people.queries import all_unsent
from policyspace.people.rules.unsent import Owner
from tests.builders.form_case import FormCase
from tests.builders.forms import Scene
from tests.builders.people import PASSWORD
from tests.client import PageClient, filled
from tests.people.accounts import with_password
from tests.web.kept_forms import (
    end_sessions,
    holds,
    kept_form,
    link_called,
    opened,
    page_of,
    standing_in,
)

NewClient = Callable[[Person], PageClient]


@pytest.fixture
def browser(app: Flask) -> NewClient:
    """A browser for somebody, signed in."""

    def made(person: Person) -> PageClient:
        client = app.test_client()
        assert isinstance(client, PageClient)
        return client.sign_in(person)

    return made


def waiting(person: Person) -> list[Unsent]:
    return list(all_unsent(Owner(person.id, None, signed_in=True)))


def test_every_form_comes_back_filled_after_the_session_ended(browser: NewClient) -> None:
    failed = {}
    for person, cases in by_person(Scene()).items():
        client = browser(with_password(person))
        forms = [(case, opened(client, case)) for case in cases]
        end_sessions(person)
        links = []
        for case, data in forms:
            reply = client.post(case.place, data=data)
            assert reply.status_code == 401, case.called
            assert case.words in reply.get_data(as_text=True).replace("\r\n", "\n"), case.called
            links.append((case, link_called(page_of(reply), "Sign in and continue")))
        signed_in = client.send(links[0][1], email=person.email, password=PASSWORD)
        assert signed_in.location.endswith("#unsent")
        for case, link in links:
            address = client.page(link).all("input")
            back = next(each.attributes["value"] for each in address if each.attributes.get("name") == "next")
            if not holds(standing_in(client, back, case), case):
                failed[case.called] = back
    assert failed == {}


def test_every_form_comes_again_filled_when_its_token_is_too_old_and_is_sent_by_one_more_press(
    browser: NewClient,
) -> None:
    failed = {}
    for person, cases in by_person(Scene()).items():
        client = browser(person)
        for case in cases:
            data = opened(client, case)
            with client.session_transaction() as cookie:
                cookie.pop("csrf_token")
            reply = client.post(case.place, data=data)
            assert (reply.status_code, case.called) == (303, case.called)
            page = client.get(reply.location, follow_redirects=True)
            assert "open for too long" in page.get_data(as_text=True), case.called
            again = filled(kept_form(page_of(page), case.place))
            arrived = client.post(case.place, data=again).status_code == 303
            if not (holds(again, case) and again["idempotency_key"] == data["idempotency_key"] and arrived):
                failed[case.called] = again
        assert [(row.place, row.fields) for row in waiting(person)] == []
    assert failed == {}


def test_every_form_sent_twice_is_taken_once_and_answered_alike(browser: NewClient) -> None:
    scene = Scene()
    for case in scene.cases():
        client = browser(case.person)
        data = opened(client, case)
        first = client.post(case.place, data=data)
        rows = count_rows()
        second = client.post(case.place, data=data)
        assert (first.status_code, second.status_code, case.called) == (303, 303, case.called)
        assert second.location.split("#")[0] == first.location.split("#")[0], case.called
        assert count_rows() == rows, case.called
        assert waiting(case.person) == [], case.called


def test_every_form_that_is_refused_for_its_words_waits_to_be_offered(browser: NewClient) -> None:
    for case in Scene().cases():
        client = browser(case.person)
        data = opened(client, case) | {case.name: "x" * 100_001, "title": "x" * 999}
        reply = client.post(case.place, data=data)
        assert (reply.status_code, case.called) == (422, case.called)
        assert page_of(client.get(case.offered_at)).text.count("and have not sent it.") >= 1, case.called


def by_person(scene: Scene) -> dict[Person, list[FormCase]]:
    found: dict[Person, list[FormCase]] = {}
    for case in scene.cases():
        found.setdefault(case.person, []).append(case)
    return found


def count_rows() -> int:
    """The rows of all tables that hold what people wrote."""
    names = (
        "document",
        "revision",
        "comment",
        "entry",
        "acceptance",
        "confirmation",
        "movement",
        "set_aside",
    )
    tables = [db.metadata.tables[name] for name in (*names, "state_change", "space", "notice", "ledger")]
    with db.engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
