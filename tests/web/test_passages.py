"""Comments on words, as pages show them: marked in the text, listed by passage, chosen in the form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from werkzeug.test import TestResponse

from policyspace.discussion.models import Anchor, Comment
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.inspector import Element, Page
from tests.web.test_discussion import links, path_of, shown
from tests.web.test_discussion_lists import statements_for

TEXT = "We wait. Families <b>wait</b> for *nine* months. We wait.\n\nChildren change schools.\n"


def a_document() -> Document:
    problem = a_discussed_problem()
    a_revision(problem, TEXT)
    return problem


def marks(page: Element) -> list[str]:
    return [each.text for each in page.all("mark")]


def test_words_that_people_commented_on_are_marked_and_lead_to_what_they_said(client: PageClient) -> None:
    problem = a_document()
    block = a_block_of(problem, 1)
    first = a_comment(problem, block_id=block, quote="for nine months", body="One")
    a_comment(problem, block_id=block, quote="for nine months", body="Two")
    a_comment(problem, block_id=block, quote="nine months. We", body="Three")
    a_comment(problem, block_id=block, body="On all of it")
    page = client.page(path_of(problem))
    assert marks(page) == ["for", "nine", "months", ". We"]
    way = links(page)["2 2 comments on these words"]
    assert way == path_of(problem, f"/comments?passage={first.id}#comments")
    assert "1 1 comment on these words" in links(page)
    listed = client.page(way)
    assert shown(listed) == ["Two", "One"]
    assert "On the words: “for nine months”" in listed.text
    oldest = links(listed)["Oldest"]
    assert shown(client.page(oldest)) == ["One", "Two"]
    everything = links(client.page(oldest))["Show comments on all of the text"]
    assert shown(client.page(everything)) == ["One", "Two", "Three", "On all of it"]
    assert shown(client.page(path_of(problem, f"?passage={first.id}"))) == ["Two", "One"]
    sent = client.get(f"/api/v1{path_of(problem, f'/comments?passage={first.id}')}").get_json()
    assert [each["comment"]["body"] for each in sent["items"]] == ["Two", "One"]
    for nobody in (
        path_of(problem, "/comments?passage=999999"),
        path_of(a_document(), f"?passage={first.id}"),
    ):
        assert client.get(nobody).status_code == 404


def test_old_revisions_mark_the_words_that_stood_there_and_gone_words_lead_to_their_comments(
    client: PageClient,
) -> None:
    problem = a_document()
    gone = a_comment(problem, block_id=a_block_of(problem, 2), quote="change schools", body="One")
    a_revision(problem, TEXT.replace("Children change schools.", "It rains."))
    assert marks(client.page(path_of(problem))) == marks(client.page(path_of(problem, "/revisions/1"))) == []
    old = client.page(path_of(problem, "/revisions/2"))
    assert marks(old) == ["change schools"]
    listed = client.page(links(old)["1 1 comment on these words"])
    assert shown(listed) == ["One"]
    assert "On words that are no longer in the text since revision 3: “change schools”" in listed.text
    assert gone.id


def test_words_are_chosen_in_the_form_and_said_to_be_missing_or_not_clear_without_loss(
    client: PageClient,
) -> None:
    problem = a_document()
    client.sign_in(a_resident())
    at = path_of(problem, f"?{urlencode({'block': a_block_of(problem, 1)})}")

    def send(**words: str) -> Element:
        typed: dict[str, Any] = {"kind": "idea", "body": "My words", **words}
        reply = client.send(path_of(problem, "/comments"), at=at, **typed)
        return Page(reply.get_data(as_text=True)).root

    for quote, says in (
        ("nobody waits", "These words do not stand in the paragraph."),
        ("We wait", "These words stand 2 times in the paragraph."),
    ):
        page = send(quote=quote)
        assert any(words.startswith(says) for words, href in links(page).items() if href == "#quote")
        boxes = {each.attributes["id"]: each.text for each in page.all("textarea")}
        assert boxes == {"quote": quote, "body": "My words"}
    chosen = urlencode({"quote": "We wait.", "before": "for nine months."})
    at = f"{at}&{chosen}"
    assert "You are commenting on the words: “We wait.”" in client.page(at).text
    send(quote="We wait.", before="for nine months.")
    comment = db.session.query(Comment).one()
    assert db.session.get_one(Anchor, comment.id).start_at == 47
    same = client.page(path_of(problem, f"?passage={comment.id}"))
    sent = {each.attributes["name"]: each.attributes.get("value") for each in same.all("input")}
    assert (sent["block_id"], sent["before"]) == (
        comment.block_id,
        "We wait. Families <b>wait</b> for nine months. ",
    )


def test_a_visitor_chooses_words_before_they_have_an_account(client: PageClient) -> None:
    problem = a_document()
    asked = urlencode({"block": a_block_of(problem, 1), "quote": "nine months"})
    first = next(
        each.attributes["href"]
        for each in client.page(path_of(problem, f"?{asked}")).all("a")
        if "/comments/first" in each.attributes.get("href", "")
    )
    assert "You are commenting on the words: “nine months”" in client.page(first).text

    def send(quote: str) -> TestResponse:
        return client.send(
            first.split("?")[0], at=first, quote=quote, body="My words", email="rosa@example.org"
        )

    page = Page(send("ten months").get_data(as_text=True)).root
    assert any(words.startswith("These words do not stand") for words in links(page))
    assert send("nine months").status_code == 303


def test_a_text_with_marks_costs_as_many_statements_as_one_without(
    client: PageClient, count_queries: type[QueryCount]
) -> None:
    problem, rosa = a_document(), a_resident()
    block = a_block_of(problem, 1)
    a_comment(problem, author=rosa, block_id=block)
    pages = [path_of(problem), path_of(problem, "/revisions/2")]
    before = [statements_for(page, client, count_queries) for page in pages]
    comments = [
        a_comment(problem, author=rosa, block_id=block, quote=quote)
        for quote in ("Families", "for nine", "nine months", "months. We wait") * 3
    ]
    assert [statements_for(page, client, count_queries) for page in pages] == before
    assert before[0] == 4
    listed = path_of(problem, f"/comments?passage={comments[0].id}")
    assert statements_for(listed, client, count_queries) == 4
