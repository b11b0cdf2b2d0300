"""Traps in forms, and the pages of what they caught: held rather than refused, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.discussion.models import Comment, Held
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.traps import form_mark, looks_automatic
from policyspace.people.models import Person
from tests.api.client import Program
from tests.builders.discussion import a_discussed_problem, the_space, words_of_a_comment
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.client import PageClient

WORDS = "We waited nine months for a second room."


@pytest.fixture
def hurried(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service as it runs outside of tests: a form that comes back at once is suspect."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], form_seconds=3))


def comments_of(problem: Document) -> str:
    return f"/spaces/{the_space(problem).slug}/documents/{problem.number}/comments"


def browser(app: Flask, person: Person) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client.sign_in(person)


def waiting() -> list[Held]:
    return list(db.session.scalars(select(Held).execution_options(populate_existing=True)))


@pytest.mark.usefixtures("hurried")
def test_a_form_that_comes_back_at_once_is_held_and_one_that_took_its_time_is_posted(app: Flask) -> None:
    problem = a_discussed_problem()
    path, slow, quick = comments_of(problem), a_resident(), a_resident()
    page = browser(app, slow)
    mark = form_mark()
    with time_machine.travel(now() + timedelta(seconds=4)):
        page.send(path, kind="idea", body=WORDS, made_token=mark)
    assert (waiting(), db.session.scalar(select(Comment.author_id))) == ([], slow.id)
    sent = browser(app, quick).send(path, kind="idea", body=WORDS)
    assert (sent.status_code, [each.author_id for each in waiting()]) == (303, [quick.id])


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("mark", ["", "1-", "9999999999-forged", "x" * 900, "٣-٣"])
def test_a_mark_that_is_not_ours_is_suspect(app: Flask, mark: str) -> None:
    assert looks_automatic(mark, "")


def test_the_field_nobody_sees_holds_whoever_fills_it_in(app: Flask) -> None:
    problem = a_discussed_problem()
    space, author = the_space(problem), a_resident("Newt Newcomer")
    client, path = browser(app, author), comments_of(problem)
    client.send(path, kind="idea", body=WORDS, website="https://pills.example")
    (held,) = waiting()
    assert (held.body, held.why) == (WORDS, "form")
    assert WORDS in client.page(path).text
    for other in (app.test_client(), browser(app, a_resident())):
        for where in (path, path.removesuffix("/comments"), f"/spaces/{space.slug}/activity"):
            assert "Newt" not in other.get(where).get_data(as_text=True)
            assert WORDS not in other.get(where).get_data(as_text=True)
    api = Program(app).get(path)
    assert api.json["items"] == []
    facilitator = browser(app, the_facilitator(space))
    assert WORDS in facilitator.page(f"/spaces/{space.slug}/moderation/held").text
    released = facilitator.send(
        f"/spaces/{space.slug}/moderation/held/{held.id}/release", at=f"/spaces/{space.slug}/moderation/held"
    )
    assert released.status_code == 303
    assert WORDS in app.test_client().get(path).get_data(as_text=True)


def test_what_is_held_can_be_hidden_or_taken_back(app: Flask) -> None:
    problem = a_discussed_problem()
    space, author = the_space(problem), a_resident()
    queue, client = f"/spaces/{space.slug}/moderation/held", browser(app, author)
    for body in ("One.", "Two."):
        client.send(comments_of(problem), kind="idea", body=body, website="x")
    one, two = waiting()
    assert client.send(f"{queue}/{one.id}/withdraw").status_code == 303
    facilitator = browser(app, the_facilitator(space))
    assert facilitator.send(f"{queue}/{two.id}/hide", reason="spam").location == queue
    assert [each.state for each in waiting()] == ["withdrawn", "posted"]
    assert browser(app, a_resident()).get(f"{queue}/{two.id}/withdraw").status_code == 404


def test_who_signed_up_like_a_program_is_doubted_but_gets_their_account(app: Flask) -> None:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.send("/sign-up", email="new@homes.example", display_name="New", website="x")
    person = db.session.scalars(select(Person).where(Person.email == "new@homes.example")).one()
    assert person.doubted
    client.send("/sign-up", email="plain@homes.example", display_name="Plain")
    assert not db.session.scalars(select(Person).where(Person.email == "plain@homes.example")).one().doubted


def test_a_space_is_told_to_hold_first_words_on_its_page_and_the_api_says_that_it_waits(app: Flask) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    browser(app, the_facilitator(space)).send(f"/spaces/{space.slug}/edit", holds_first="yes")
    said = Program(app, a_resident()).post(comments_of(problem), **words_of_a_comment())
    assert (said.status_code, said.json["why"]) == (202, "first")
    facilitator = Program(app, the_facilitator(space))
    (item,) = facilitator.get(f"/spaces/{space.slug}/moderation/held").json["items"]
    assert item["held"]["held"] == said.json["held"]
    path = f"/spaces/{space.slug}/moderation/held/{said.json['held']}/release"
    assert facilitator.post(path).json["comment_id"] is not None
    browser(app, the_facilitator(space)).send(f"/spaces/{space.slug}/edit", holds_first="no")
    assert Program(app, a_resident()).post(comments_of(problem), **words_of_a_comment()).status_code == 201
