"""Pages around a text that several write at once, without a browser: what they offer, and what a form makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting.live import SERVED, offer_of
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of
from tests.builders.drafting import TEXT, a_problem, a_revision, an_open_problem, space_of
from tests.builders.live import Typist, newest_of, revisions_of, the_live_words
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient
from tests.inspector import Element
from tests.web.test_drafting import path_of, sent


@pytest.fixture
def document(app: Flask, client: PageClient) -> Iterator[Document]:
    """An open problem in a process that serves live editing, whose facilitator is signed in."""
    app.extensions[SERVED] = object()
    document = an_open_problem(text=TEXT)
    client.sign_in(the_facilitator(space_of(document)))
    yield document
    app.extensions.pop(SERVED, None)


def a_drafter(document: Document) -> Person:
    return a_member(space_of(document), role=Role.DRAFTER)


def room(document: Document) -> str:
    return offer_of(view_of(space_of(document), the_facilitator(space_of(document))), document).room


def offered(page: Element) -> list[str]:
    """The rooms that a page offers to join."""
    return [
        each.attributes["data-live"]
        for each in page.walk()
        if "data-live" in each.attributes and each.name == "div"
    ]


def test_the_whole_text_is_offered_to_be_written_together_and_a_section_is_not(
    app: Flask, client: PageClient, document: Document
) -> None:
    assert offered(client.page(path_of(document, "/edit"))) == [f"{document.id}.1"]
    heading = get_revision(document, 1).blocks[0]["id"]
    assert offered(client.page(path_of(document, f"/edit?section={heading}"))) == []
    del app.extensions[SERVED]
    assert offered(client.page(path_of(document, "/edit"))) == []


def test_words_of_an_earlier_day_do_not_join_what_others_write_now(
    client: PageClient, document: Document
) -> None:
    data = sent(client.page(path_of(document, "/edit"))) | {"text": TEXT + "\n\nLater.", "title": ""}
    reply = client.post(path_of(document, "/edit"), data=data)
    assert reply.status_code == 422
    assert "data-live=" not in reply.get_data(as_text=True)


def test_a_form_whose_words_are_all_shared_makes_a_revision_of_the_shared_text(
    client: PageClient, document: Document
) -> None:
    data = sent(client.page(path_of(document, "/edit")))
    Typist(a_drafter(document), document).types("\n\nTyped by another.")
    mine = data | {"live": room(document), "text": "What stood here a moment ago", "title": "A new title"}
    reply = client.post(path_of(document, "/edit"), data=mine)
    assert reply.status_code == 303
    assert "Saved as revision 3." in client.page(reply.location).text
    newest = newest_of(document)
    assert newest.text.endswith("Typed by another.")
    assert newest.title == "A new title"
    assert [each.text == newest.text for each in revisions_of(document)] == [False, True, True]


def test_a_title_that_another_gave_meanwhile_stays(client: PageClient, document: Document) -> None:
    data = sent(client.page(path_of(document, "/edit")))
    a_revision(document, TEXT, title="Another’s title")
    Typist(a_drafter(document), document).types("\n\nMore.")
    client.post(path_of(document, "/edit"), data=data | {"live": room(document)})
    assert newest_of(document).title == "Another’s title"
    assert newest_of(document).text.endswith("More.")


def test_a_form_that_knows_another_room_is_merged_like_any_other(
    client: PageClient, document: Document
) -> None:
    data = sent(client.page(path_of(document, "/edit")))
    Typist(a_drafter(document), document).types("\n\nTyped by another.")
    words = {"live": f"{document.id}.99", "text": "Mine.\n\n" + TEXT}
    client.post(path_of(document, "/edit"), data=data | words)
    assert newest_of(document).text.startswith("Mine.")
    assert newest_of(document).text.endswith("Typed by another.")
    assert the_live_words(document) == newest_of(document).text


def test_who_goes_on_alone_is_given_a_revision_of_what_all_wrote(
    client: PageClient, document: Document
) -> None:
    token = {"csrf_token": sent(client.page(path_of(document, "/edit")))["csrf_token"]}
    Typist(a_drafter(document), document).types("\n\nTyped by another.")
    reply = client.post(path_of(document, "/live/keep"), data=token)
    assert reply.get_json() == {"number": 2, "text": newest_of(document).text}
    assert newest_of(document).text.endswith("Typed by another.")
    client.sign_in(a_member(space_of(document)))
    assert client.post(path_of(document, "/live/keep"), data=token).status_code == 403


def test_words_that_have_arrived_are_not_offered_again(client: PageClient, document: Document) -> None:
    data = sent(client.page(path_of(document, "/edit"))) | {"text": "While the line was down.\n\n" + TEXT}
    client.post(f"/unsent?place={path_of(document, '/edit')}", data=data)
    assert "While the line was down." in client.page("/unsent").text
    key = {name: data[name] for name in ("csrf_token", "idempotency_key")}
    assert client.post(path_of(document, "/live/arrived"), data=key).status_code == 204
    assert "While the line was down." not in client.page("/unsent").text
    assert (
        client.post(path_of(document, "/live/arrived"), data=key | {"idempotency_key": "x"}).status_code
        == 204
    )


def test_members_who_do_not_write_are_led_to_watch_while_somebody_does(
    client: PageClient, document: Document
) -> None:
    reader = a_member(space_of(document))
    client.page(path_of(document, "/edit"))
    assert "Watch it being written" not in client.page(path_of(document)).text
    client.sign_in(reader)
    page = client.page(path_of(document))
    [link] = [each for each in page.all("a") if each.text == "Watch it being written"]
    watched = client.page(link.attributes["href"])
    assert offered(watched) == [f"{document.id}.1"]
    assert "Around 600 families" in watched.text
    assert not [each for each in watched.all("form") if "/live" in each.attributes.get("action", "")]


def test_nobody_watches_what_they_may_not_read_or_what_is_not_served(
    app: Flask, client: PageClient, document: Document
) -> None:
    reader = a_member(space_of(document))
    unpublished = a_problem(space_of(document))
    client.sign_in(reader)
    client.page(path_of(document, "/live"))
    client.page(path_of(unpublished, "/live"), 404)
    client.sign_in(the_facilitator(space_of(an_open_problem())))
    client.page(path_of(document, "/live"), 403)
    client.sign_in(reader)
    del app.extensions[SERVED]
    client.page(path_of(document, "/live"), 404)


@pytest.mark.parametrize("way", ["save", "use again"])
def test_words_that_meet_others_typed_live_bring_a_page_with_both(
    client: PageClient, document: Document, way: str
) -> None:
    a_revision(document, TEXT.replace("600", "650"))
    path = path_of(document, "/edit" if way == "save" else "/revisions/1/use-again")
    data = sent(client.page(path))
    ana = Typist(a_drafter(document), document)
    ana.deletes("650")
    ana.types("700", after="Around ")
    reply = client.post(path, data=data | ({"text": TEXT.replace("600", "640")} if way == "save" else {}))
    page = client.page(reply.location)
    assert "Someone else changed the same words" in page.text
    assert "700" in page.text
    assert the_live_words(document) == newest_of(document).text
    settled = client.post(
        path_of(document, "/settle"), data=sent(page, action="/settle") | {"take_0": "mine"}
    )
    assert settled.status_code == 303
    assert ("640" if way == "save" else "600") in newest_of(document).text
    assert the_live_words(document) == newest_of(document).text
