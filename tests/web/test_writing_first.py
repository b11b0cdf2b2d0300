"""A resident writes the comment before having an account: it waits, and appears once the link is followed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from policyspace.charter.capacity import Side
from policyspace.charter.words import Visibility
from policyspace.discussion import services
from policyspace.discussion.forgetting import forget_written
from policyspace.discussion.models import Comment, Held, Written
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.queries import hats_of
from tests.builders.discussion import a_block_of, a_discussed_problem, a_draft_problem, counts_of, the_space
from tests.builders.people import a_resident, an_official, an_organisation
from tests.builders.spaces import a_space, the_facilitator
from tests.client import PageClient
from tests.notifications.letters import forget_what_happened, written

BODY = "We waited *nine* months.\n\nThen we moved again."
NEW = "new@homes.example"


def browser(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def first_of(problem: Document) -> str:
    return f"/spaces/{the_space(problem).slug}/documents/{problem.number}/comments/first"


def write(client: PageClient, problem: Document, email: str = NEW, **typed: Any) -> TestResponse:
    forget_what_happened()
    return client.send(first_of(problem), **({"body": BODY, "email": email} | typed))


def link_to(app: Flask, email: str = NEW) -> str:
    """The path of the link in the letter to `email`."""
    found = re.search(r"(/written/\S+)", written(app)[email])
    assert found is not None
    return found[1]


def comments() -> list[Comment]:
    return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def test_three_pages_and_two_fields_lead_to_a_posted_comment(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    block = a_block_of(problem, 2)
    document = first_of(problem).removesuffix("/comments/first")
    way = [each.attributes["href"] for each in client.page(f"{document}?block={block}").all("a")]
    (asked,) = {each for each in way if "/comments/first" in each}
    forget_what_happened()
    sent = client.send(first_of(problem), at=asked, body=BODY, email="New@Homes.example ")
    assert (sent.status_code, sent.location) == (303, "/check-your-email")
    assert "Your comment is saved" in client.page("/check-your-email").text
    assert (comments(), db.session.scalar(select(Person.id).where(Person.email == NEW))) == ([], None)
    path = link_to(app)
    assert "We waited" in client.page(path).text
    assert comments() == []
    posted = client.send(path, display_name="Nina New", kind="concern")
    (comment,) = comments()
    assert posted.location.endswith(f"#c-{comment.id}")
    assert (comment.kind, comment.block_id, comment.author.email) == ("concern", block, NEW)
    assert counts_of(problem) == (1, {block: 1})
    assert "Sign out" in client.page(posted.location).text
    assert client.get(path).status_code == 404


def test_on_another_device_it_posts_without_signing_anyone_in_there(app: Flask) -> None:
    problem, phone = a_discussed_problem(), browser(app)
    write(browser(app), problem)
    posted = phone.send(link_to(app), display_name="Nina New")
    assert "Nina New" in phone.page(posted.location).text
    assert "Sign out" not in phone.page("/").text


def test_nothing_tells_whether_the_address_has_an_account(app: Flask) -> None:
    problem, known = a_discussed_problem(), a_resident("Kim Known")
    seen = []
    for email in (known.email, NEW):
        client = browser(app)
        sent = write(client, problem, email)
        page = client.page("/check-your-email").text.replace(email, "")
        letter = re.sub(r"/written/\S+", "", written(app)[email])
        seen.append((sent.status_code, sent.location, page, letter))
    assert seen[0] == seen[1]
    assert BODY.split("\n")[0] not in seen[0][3]


def test_the_owner_of_an_account_posts_under_the_name_they_have(app: Flask) -> None:
    problem, known, client = a_discussed_problem(), a_resident("Kim Known"), browser(app)
    write(client, problem, known.email)
    path = link_to(app, known.email)
    assert 'name="display_name"' not in client.get(path).get_data(as_text=True)
    client.send(path, display_name="Somebody Else")
    assert [each.author.display_name for each in comments()] == ["Kim Known"]


def test_an_official_chooses_the_capacity(app: Flask) -> None:
    problem = a_discussed_problem()
    official, client = an_official(an_organisation(side=Side.LOCAL)), browser(app)
    write(client, problem, official.email)
    path = link_to(app, official.email)
    assert client.send(path).status_code == 422
    client.send(path, capacity=next(iter(hats_of(official))))
    assert [each.side for each in comments()] == ["local"]


def test_what_has_closed_meanwhile_says_so_and_gives_the_words_back(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    write(client, problem)
    path = link_to(app)
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    answer = client.send(path, display_name="Nina New")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, comments()) == (200, [])
    assert "could not be posted" in page
    assert "Then we moved again." in page
    late = browser(app).page(first_of(problem)).text
    assert "Comments closed" in late


def test_a_new_name_is_needed_and_asked_for_again(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    write(client, problem)
    path = link_to(app)
    assert "Enter the name" in client.send(path).get_data(as_text=True)
    assert client.send(path, display_name="Nina New").status_code == 303


def test_what_cannot_be_taken_is_shown_again_with_all_that_was_typed(app: Flask) -> None:
    problem = a_discussed_problem()
    for typed in ({"email": "nobody"}, {"body": "  "}, {"body": "x" * 5_001}, {"body": "[" * 3_000}):
        answer = write(browser(app), problem, **typed)
        assert answer.status_code == 422
        assert next(iter(typed.values())).strip() in answer.get_data(as_text=True)
    assert db.session.scalar(select(Written.id)) is None


@pytest.mark.parametrize("where", ["draft", "members"])
def test_a_visitor_writes_nowhere_that_they_cannot_read(app: Flask, where: str) -> None:
    space = a_space(visibility=Visibility.MEMBERS) if where == "members" else a_space()
    document = a_draft_problem(space)
    assert browser(app).get(first_of(document)).status_code == 404


def test_the_same_form_sent_twice_waits_once_and_one_address_is_written_to_a_few_times(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    for _twice in range(2):
        write(client, problem, idempotency_key="a-key-of-this-form")
    assert len(db.session.scalars(select(Written.id)).all()) == 1
    answers = [write(client, problem, body=f"Words {each}.").status_code for each in range(6)]
    assert answers[0] == 303
    assert answers[-1] == 429
    assert "Words 5." in write(client, problem, body="Words 5.").get_data(as_text=True)


def test_who_fills_it_in_like_a_program_is_held_once_they_follow_the_link(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    write(client, problem, website="x")
    client.send(link_to(app), display_name="Bo Bot")
    assert comments() == []
    assert db.session.scalars(select(Held)).one().body == BODY


def test_a_link_works_for_a_week_and_then_the_words_are_let_go(app: Flask) -> None:
    problem, client = a_discussed_problem(), browser(app)
    write(client, problem)
    path = link_to(app)
    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        forget_written()
        assert client.get(path).status_code == 200
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert client.get(path).status_code == 404
        forget_written()
    assert db.session.scalar(select(Written.id)) is None


@pytest.mark.parametrize("token", ["nonsense", "a-1", "x" * 43 + "-1", "٣-٣"])
def test_a_link_that_is_not_ours_leads_nowhere(app: Flask, token: str) -> None:
    write(browser(app), a_discussed_problem())
    assert browser(app).get(f"/written/{token}").status_code == 404


def test_who_is_signed_in_is_led_to_the_form_of_the_page(app: Flask) -> None:
    problem = a_discussed_problem()
    client = browser(app).sign_in(a_resident())
    assert client.get(first_of(problem)).location.endswith("#comment-form")


def test_so_much_may_wait_and_no_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.writing_first, "MOST_OF_ALL", 1)
    problem = a_discussed_problem()
    write(browser(app), problem)
    refused = write(browser(app), problem, "other@homes.example", body="These words are kept.")
    assert refused.status_code == 409
    assert "These words are kept." in refused.get_data(as_text=True)
