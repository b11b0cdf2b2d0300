"""Home and the pages that belong to nobody in particular."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter import permissions
from policyspace.charter.actions import Action
from policyspace.charter.stages import STAGES
from tests.builders.drafting import an_open_problem
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space
from tests.client import PageClient

PAGES = (
    "/",
    "/help",
    "/how-it-works",
    "/who-may-do-what",
    "/accessibility",
    "/privacy",
    "/cookies",
    "/terms",
)


@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_read_it_whether_signed_in_or_not(client: PageClient, path: str) -> None:
    client.page(path)
    client.sign_in(a_resident())
    client.page(path)


def test_every_link_on_these_pages_leads_somewhere(client: PageClient) -> None:
    seen = set()
    for path in PAGES:
        for each in client.page(path).all("a"):
            seen.add(each.attributes["href"].partition("#")[0])
    inside = {each for each in seen if each.startswith("/")}
    assert len(inside) > 10
    for address in sorted(inside):
        assert client.get(address).status_code == 200, address


def test_home_tells_a_visitor_what_it_is_what_to_do_and_how_it_ends(client: PageClient) -> None:
    text = client.page("/").text
    assert "write the same text" in text
    assert "Every comment gets an answer." in text
    assert "Nothing is open for comments right now" in text
    space = a_space(title="Warm homes")
    an_open_problem(space, title="Damp")
    page = client.page("/")
    assert "Damp" in page.text
    assert "Warm homes" in page.text
    assert f"/spaces/{space.slug}/documents/1" in {each.attributes["href"] for each in page.all("a")}


def test_home_puts_what_is_asked_first_for_who_is_signed_in(client: PageClient) -> None:
    space = a_space(title="Warm homes")
    an_open_problem(space, title="Damp")
    client.sign_in(a_member(space))
    text = client.page("/").text
    assert (
        text.index("What is asked of you") < text.index("Your spaces") < text.index("Open for comments now")
    )
    assert "Say what you know about “Damp”" in text
    assert "You are here as: Participant" in text


def test_home_of_someone_new_says_where_to_begin(client: PageClient) -> None:
    client.sign_in(a_resident())
    text = client.page("/").text
    assert "Nothing is asked of you right now." in text
    assert "You take part in no space yet" in text


def test_the_printed_permissions_are_the_table_itself(client: PageClient, app: Flask) -> None:
    page = client.page("/who-may-do-what")
    printed = [(row.all("th")[0].text, row.all("td")[0].text) for row in page.all("tbody")[0].all("tr")]
    with app.test_request_context():
        assert printed == [(str(row.action.label), row.who_may) for row in permissions.rows()]
    assert len(printed) == len(Action)


def test_how_it_works_tells_every_prompt_need_and_confirmer_of_every_stage(client: PageClient) -> None:
    text = client.page("/how-it-works").text
    for row in STAGES:
        for each in (
            row.stage.label,
            row.meaning,
            *(prompt.question for prompt in row.prompts),
            *(item.sentence for item in row.requirements),
            *(confirmer.sentence for confirmer in row.confirmers),
        ):
            assert " ".join(str(each).split()) in text


def test_the_cookie_page_names_the_cookie_that_is_set(client: PageClient, app: Flask) -> None:
    client.page("/sign-in")
    assert client.get_cookie(app.config["SESSION_COOKIE_NAME"]) is not None
    assert app.config["SESSION_COOKIE_NAME"] in client.page("/cookies").text


def test_reading_sets_no_cookie(client: PageClient, app: Flask) -> None:
    space = a_space()
    for path in (*PAGES, "/spaces", f"/spaces/{space.slug}", f"/spaces/{space.slug}/members"):
        assert "Set-Cookie" not in client.get(path).headers, path


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility", "/terms"])
def test_it_says_whom_to_write_to(client: PageClient, app: Flask, path: str) -> None:
    address = app.extensions["settings"].contact_email
    assert f"mailto:{address}" in {each.attributes["href"] for each in client.page(path).all("a")}
