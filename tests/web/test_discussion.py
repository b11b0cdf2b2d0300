"""Comments on the page of a document, on a page of their own, and the forms that add to them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.limits import LIMITS, take
from tests.builders.answers import an_answer
from tests.builders.discussion import (
    TEXT,
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_draft_problem,
    a_reply,
    counts_of,
    the_space,
)
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator
from tests.client import PageClient
from tests.inspector import Element, Page


def path_of(document: Document, page: str = "") -> str:
    """The address of a page of a document."""
    return f"/spaces/{the_space(document).slug}/documents/{document.number}{page}"


def shown(page: Element) -> list[str]:
    """The words of each comment on a page, in order."""
    articles = [each for each in page.all("article") if "ps-comment" in each.attributes.get("class", "")]
    return [
        " ".join(part.text for part in each.walk() if part.attributes.get("class") == "ps-text")
        for each in articles
    ]


def links(page: Element) -> dict[str, str]:
    """Where each link of a page leads, by its words."""
    return {each.text: each.attributes.get("href", "") for each in page.all("a")}


def test_a_comment_is_shown_with_name_hat_kind_and_what_it_is_on(client: PageClient) -> None:
    problem = a_discussed_problem()
    official = a_member(the_space(problem), side=Side.CENTRAL)
    block = a_block_of(problem, 2)
    comment = a_comment(problem, author=official, kind=CommentKind.EVIDENCE, block_id=block)
    for page in ("", "/comments", f"/comments/{comment.id}"):
        article = next(
            each for each in client.page(path_of(problem, page)).all("article") if each.attributes.get("id")
        )
        assert article.attributes["id"] == f"c-{comment.id}"
        for words in ("Olive Official", "central government) – own view", "Evidence", "nine months"):
            assert words in article.text
        assert links(article)["On paragraph 2"] == path_of(problem, f"#b-{block}")


def test_each_paragraph_tells_how_many_comments_are_on_it_and_leads_to_them(client: PageClient) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 2)
    a_reply(a_comment(problem, block_id=block))
    a_comment(problem, body="On all of it")
    page = client.page(path_of(problem))
    assert links(page)["2 comments on paragraph 2"] == path_of(problem, f"?block={block}#comments")
    other = a_block_of(problem, 1)
    assert links(page)["Comment on paragraph 1"] == path_of(problem, f"?block={other}#comment-form")
    assert shown(client.page(path_of(problem, f"?block={block}"))) == [
        "We waited nine months.",
        "The same here.",
    ]


def test_a_visitor_is_led_to_sign_in_and_back_to_the_form(client: PageClient) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    page = client.page(path_of(problem, f"?block={block}"))
    assert not page.all("textarea")
    wanted = path_of(problem, f"?block={block}#comment-form")
    doors = [urlsplit(href) for href in links(page).values() if href.startswith("/sign-in?next=")]
    assert [parse_qs(each.query)["next"] for each in doors] == [[wanted]]
    assert path_of(problem, f"/comments/first?block_id={block}") in links(page).values()


def test_a_resident_comments_joins_and_is_shown_what_they_said(client: PageClient) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    client.sign_in(rosa)
    reply = client.send(
        path_of(problem, "/comments"), at=path_of(problem), kind="idea", body="Rent *empty* homes."
    )
    assert reply.status_code == 303
    page = client.page(reply.location)
    assert "Your comment is posted" in page.text
    assert shown(page) == ["Rent empty homes."]
    assert counts_of(problem) == (1, {})


def test_a_comment_on_a_paragraph_quotes_it_and_keeps_the_revision_that_was_shown(client: PageClient) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 3)
    client.sign_in(a_resident())
    page = client.page(path_of(problem, f"?block={block}"))
    assert any("Councils that pay for it." in each.text for each in page.all("blockquote"))
    a_revision(problem, TEXT.replace("Councils", "All councils"))
    client.send(
        path_of(problem, "/comments"),
        at=path_of(problem, f"?block={block}"),
        kind="concern",
        body="How much?",
        revision_number="1",
    )
    comment = db.session.query(Comment).one()
    assert (comment.block_id, comment.revision_number) == (block, 1)


def test_nothing_typed_is_lost_when_a_comment_cannot_be_taken(client: PageClient) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 2)
    client.sign_in(a_resident())
    at = path_of(problem, f"?block={block}")
    reply = client.send(path_of(problem, "/comments"), at=at, body="My words, without a kind")
    assert reply.status_code == 422
    page = Page(reply.get_data(as_text=True)).root
    assert page.all("title")[0].text.startswith("Error: Comments")
    assert "Choose what kind of comment it is" in page.text
    assert links(page)["Choose what kind of comment it is"] == "#kind"
    assert {each.attributes["id"]: each.text for each in page.all("textarea")}[
        "body"
    ] == "My words, without a kind"
    hidden = {each.attributes.get("name"): each.attributes.get("value") for each in page.all("input")}
    assert hidden["block_id"] == block
    assert any("Children who change schools." in each.text for each in page.all("blockquote"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "idea", "body": "  "}, "Enter your comment"),
        ({"kind": "rant", "body": "x"}, "Choose what kind of comment it is"),
        ({"kind": "idea", "body": "x" * 5_001}, "Use 5,000 characters or fewer"),
        ({"kind": "idea", "body": "[" * 4_000}, "["),
        ({"kind": "idea", "body": "x", "block_id": "nowhere"}, "That paragraph is not in this text"),
        ({"kind": "idea", "body": "x", "revision_number": "99"}, "There is no such revision"),
        ({"kind": "idea", "body": "x", "capacity": "king"}, "Choose the capacity you act in"),
    ],
)
def test_bad_input_is_answered_by_the_field(client: PageClient, typed: dict[str, Any], says: str) -> None:
    problem = a_discussed_problem()
    client.sign_in(a_resident())
    reply = client.send(path_of(problem, "/comments"), at=path_of(problem), **typed)
    assert reply.status_code == 422
    page = Page(reply.get_data(as_text=True)).root
    assert "There is a problem" in page.text
    assert says in page.text
    assert page.all("textarea")[0].text == typed["body"].strip()
    assert counts_of(problem) == (0, {})


def test_a_form_that_was_sent_with_a_wrong_place_can_be_sent_again_on_the_whole(client: PageClient) -> None:
    problem = a_discussed_problem()
    client.sign_in(a_resident())
    reply = client.send(
        path_of(problem, "/comments"), at=path_of(problem), kind="idea", body="x", block_id="nowhere"
    )
    page = Page(reply.get_data(as_text=True)).root
    names = [each.attributes.get("name") for each in page.all("input")]
    assert "block_id" not in names


def test_an_official_chooses_a_capacity_in_the_form_and_joins_with_it(client: PageClient) -> None:
    problem, olive = a_discussed_problem(), an_official()
    client.sign_in(olive)
    page = client.page(path_of(problem))
    hats = [
        each.attributes["value"] for each in page.all("input") if each.attributes.get("name") == "capacity"
    ]
    assert hats == [f"own-{olive.affiliations[0].organisation_id}", "resident"]
    without = client.send(path_of(problem, "/comments"), at=path_of(problem), kind="idea", body="My words")
    assert without.status_code == 422
    reply = client.send(
        path_of(problem, "/comments"), at=path_of(problem), kind="idea", body="My words", capacity=hats[0]
    )
    assert "local government" in client.page(reply.location).text
    again = client.page(path_of(problem))
    assert [each for each in again.all("input") if each.attributes.get("name") == "capacity"] == []


def test_too_many_comments_at_once_are_refused_with_the_words_kept(client: PageClient) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    for _ in range(LIMITS["posting"].times):
        take("posting", key=rosa.id)
    client.sign_in(rosa)
    reply = client.send(path_of(problem, "/comments"), at=path_of(problem), kind="idea", body="My words")
    assert reply.status_code == 429
    assert Page(reply.get_data(as_text=True)).root.all("textarea")[0].text == "My words"
    assert counts_of(problem) == (0, {})


def test_a_form_sent_after_the_session_ended_shows_the_words_to_copy(client: PageClient) -> None:
    problem = a_discussed_problem()
    client.sign_in(a_resident())
    page = client.page(path_of(problem))
    token = next(
        each.attributes["value"]
        for each in page.all("input")
        if each.attributes.get("name") == "csrf_token" and each.attributes.get("value")
    )
    with client.session_transaction() as cookie:
        del cookie["_user_id"]
    reply = client.post(path_of(problem, "/comments"), data={"csrf_token": token, "body": "My words"})
    assert reply.status_code == 401
    assert "My words" in reply.get_data(as_text=True)


@pytest.mark.parametrize("state", ["answering", "framed"])
def test_a_closed_problem_says_so_and_why_and_shows_no_form(client: PageClient, state: str) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    drafting.close_problem(facilitator, problem)
    if state == "framed":
        an_answer(comment)
        drafting.frame_problem(facilitator, problem)
    said = "The team is writing its answers" if state == "answering" else "takes no more comments"
    for person in (None, comment.author, facilitator):
        if person:
            client.sign_in(person)
        for path in ("", "/comments", f"/comments/{comment.id}"):
            page = client.page(path_of(problem, path))
            assert said in page.text
            assert not page.all("textarea")
            assert "I support this" not in page.text


def test_a_draft_is_discussed_by_those_who_write_it_and_not_found_by_others(client: PageClient) -> None:
    problem = a_draft_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem, author=facilitator)
    pages = ("", "/comments", f"/comments/{comment.id}", f"/comments/{comment.id}/edit")
    client.sign_in(facilitator)
    for page in pages:
        assert client.page(path_of(problem, page)).all("textarea")
    client.sign_in(a_member(the_space(problem)))
    for page in pages:
        client.page(path_of(problem, page), status=404)


def test_nothing_said_in_a_members_only_space_is_found_by_outsiders(client: PageClient) -> None:
    space = a_members_only_space()
    problem = a_discussed_problem(space)
    comment = a_comment(problem, author=a_member(space))
    for page in ("", "/comments", f"/comments/{comment.id}"):
        client.page(path_of(problem, page), status=404)
    client.sign_in(a_resident())
    for page in (
        "/comments",
        f"/comments/{comment.id}",
        f"/comments/{comment.id}/edit",
        f"/comments/{comment.id}/hide",
    ):
        client.page(path_of(problem, page), status=404)
