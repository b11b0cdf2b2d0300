"""The page of a thread, and what people do with one comment: reply, support, edit, withdraw, hide, show again."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from policyspace.discussion import services
from policyspace.foundation.clock import now
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    counts_of,
    posted,
    the_space,
)
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import the_facilitator
from tests.client import PageClient, token_of
from tests.inspector import Page
from tests.web.test_discussion import links, path_of, shown


def test_a_thread_shows_what_it_is_on_and_every_reply_in_the_order_it_came(client: PageClient) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem, block_id=a_block_of(problem, 1), body="Top")
    one = a_reply(top, body="One", author=a_resident("Sam Patel"))
    a_reply(top, body="Two")
    a_reply(one, body="Three")
    page = client.page(path_of(problem, f"/comments/{top.id}"))
    assert shown(page) == ["Top", "One", "Two", "Three"]
    assert any("Families in one room." in each.text for each in page.all("blockquote"))
    assert links(page)["Sam Patel"] == f"#c-{one.id}"
    assert page.all("h1")[0].text == "Comment by Rosa Resident"


def test_a_document_shows_the_first_replies_and_leads_to_the_others(client: PageClient) -> None:
    problem, author = a_discussed_problem(), a_resident()
    top = a_comment(problem, body="Top")
    for number in range(7):
        a_reply(top, author=author, body=f"No {number}")
    page = client.page(path_of(problem))
    assert shown(page) == ["Top", "No 0", "No 1", "No 2", "No 3", "No 4"]
    assert "7 replies" in page.text
    rest = links(page)["Read all replies (comment by Rosa Resident)"]
    assert len(shown(client.page(rest))) == 8


def test_the_address_of_a_reply_leads_to_its_place_in_a_long_thread(client: PageClient) -> None:
    problem, author = a_discussed_problem(), a_resident()
    top = a_comment(problem, body="Top")
    replies = [a_reply(top, author=author, body=f"No {number}") for number in range(55)]
    first = client.get(path_of(problem, f"/comments/{replies[49].id}"))
    assert first.location == path_of(problem, f"/comments/{top.id}#c-{replies[49].id}")
    later = client.get(path_of(problem, f"/comments/{replies[52].id}"))
    assert later.status_code == 303
    page = client.page(later.location)
    assert shown(page) == ["Top", "No 52", "No 53", "No 54"]
    start = client.page(links(page)["Go to the first replies"])
    assert len(shown(start)) == 51
    assert shown(client.page(links(start)["More replies →"])) == [
        "Top",
        *[f"No {number}" for number in range(50, 55)],
    ]


def test_a_reply_to_a_reply_is_written_on_the_page_of_the_thread(client: PageClient) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem, body="Top")
    one = a_reply(top, author=a_resident("Sam Patel"), body="One")
    client.sign_in(a_resident("Tess Quinn"))
    where = links(client.page(path_of(problem)))["Reply (comment by Sam Patel)"]
    page = client.page(where)
    assert "Reply to Sam Patel" in page.text
    reply = client.send(path_of(problem, f"/comments/{one.id}"), at=where.split("#")[0], body="Two")
    assert reply.status_code == 303
    assert shown(client.page(reply.location)) == ["Top", "One", "Two"]
    assert (posted(top).reply_count, posted(one).reply_count) == (2, 1)


def test_a_reply_that_cannot_be_taken_keeps_its_words_and_whom_it_answers(client: PageClient) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    one = a_reply(top, author=a_resident("Sam Patel"))
    client.sign_in(a_resident())
    where = path_of(problem, f"/comments/{top.id}?to={one.id}")
    reply = client.send(path_of(problem, f"/comments/{one.id}"), at=where, body="x" * 5_001)
    assert reply.status_code == 422
    page = Page(reply.get_data(as_text=True)).root
    assert "Use 5,000 characters or fewer" in page.text
    assert "Reply to Sam Patel" in page.text
    assert page.all("textarea")[0].text == "x" * 5_001


def test_a_visitor_of_a_thread_is_led_to_sign_in(client: PageClient) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    page = client.page(path_of(problem, f"/comments/{top.id}"))
    assert not page.all("textarea")
    for door in ("/sign-in", "/sign-up"):
        doors = [urlsplit(href) for href in links(page).values() if href.startswith(f"{door}?next=")]
        wanted = path_of(problem, f"/comments/{top.id}#reply-form")
        assert [parse_qs(each.query)["next"] for each in doors] == [[wanted]]


def test_support_is_given_and_taken_back_on_the_page_where_it_is_pressed(client: PageClient) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    top = a_comment(problem)
    client.sign_in(rosa)
    at = path_of(problem, "?order=oldest")
    button = path_of(problem, f"/comments/{top.id}")
    came_from = {"Referer": f"http://localhost{at}"}
    token = token_of(client.page(at).all("form")[-1])
    reply = client.post(f"{button}/support", data={"csrf_token": token}, headers=came_from)
    assert (reply.status_code, reply.location) == (303, f"{at}#c-{top.id}")
    page = client.page(at)
    assert "1 person supports this" in page.text
    assert "You support this. Take back" in page.text
    client.send(f"{button}/unsupport", at=at)
    assert "supports this" not in client.page(at).text


@pytest.mark.parametrize(
    "referer",
    ["", "http://elsewhere.example/", "http://localhost//elsewhere.example", "http://localhost/account"],
)
def test_support_leads_nowhere_but_to_the_pages_of_the_document(client: PageClient, referer: str) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    client.sign_in(a_resident())
    token = token_of(client.page(path_of(problem)).all("form")[-1])
    headers = {"Referer": referer} if referer else {}
    reply = client.post(
        path_of(problem, f"/comments/{top.id}/support"), data={"csrf_token": token}, headers=headers
    )
    assert reply.location == path_of(problem, f"/comments/{top.id}#c-{top.id}")


def test_an_official_who_has_not_joined_is_told_what_to_do_first(client: PageClient) -> None:
    problem = a_discussed_problem()
    top = a_comment(problem)
    client.sign_in(an_official())
    reply = client.send(path_of(problem, f"/comments/{top.id}/support"), at=path_of(problem))
    assert reply.status_code == 422
    assert "Join this space and choose your capacity" in reply.get_data(as_text=True)


def test_nobody_is_offered_to_support_or_hide_their_own_words(client: PageClient) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    a_comment(problem, author=facilitator)
    client.sign_in(facilitator)
    page = client.page(path_of(problem))
    assert "I support this" not in page.text
    assert "Edit (comment by Olive Official)" in links(page)
    assert "Hide (comment by Olive Official)" not in links(page)


def test_an_author_edits_within_fifteen_minutes_and_no_longer(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    edit = path_of(problem, f"/comments/{comment.id}/edit")
    client.sign_in(comment.author)
    page = client.page(edit)
    assert page.all("textarea")[0].text == comment.body
    bad = client.send(edit, body=" ")
    assert (bad.status_code, "Enter your comment" in bad.get_data(as_text=True)) == (422, True)
    reply = client.send(edit, body="Ten months", kind="concern")
    assert reply.location == path_of(problem, f"/comments/{comment.id}#c-{comment.id}")
    page = client.page(reply.location)
    assert shown(page) == ["Ten months"]
    assert "edited" in page.text
    assert "Concern" in page.text
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert "Edit (comment by Rosa Resident)" not in links(client.page(path_of(problem)))
        assert "15 minutes" in client.page(edit, status=403).text


def test_a_reply_is_edited_without_a_kind(client: PageClient) -> None:
    problem = a_discussed_problem()
    reply = a_reply(a_comment(problem))
    client.sign_in(reply.author)
    edit = path_of(problem, f"/comments/{reply.id}/edit")
    assert [each for each in client.page(edit).all("input") if each.attributes.get("type") == "radio"] == []
    assert client.send(edit, body="Better words").status_code == 303
    assert posted(reply).body == "Better words"


def test_withdrawing_is_asked_first_and_cannot_be_seen_afterwards(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem, body="Zanzibar")
    client.sign_in(comment.author)
    withdraw = path_of(problem, f"/comments/{comment.id}/withdraw")
    assert "You cannot undo this" in client.page(withdraw).text
    assert counts_of(problem) == (1, {})
    assert client.send(withdraw).location == path_of(problem, "#comments")
    for page in ("", "/comments"):
        assert "Zanzibar" not in client.page(path_of(problem, page)).text
    for more in ("", "/edit", "/withdraw", "/hide"):
        client.page(path_of(problem, f"/comments/{comment.id}{more}"), status=404)


def test_a_withdrawn_comment_with_replies_leaves_a_place_without_words_or_name(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem, body="Zanzibar", author=a_resident("Sam Patel"))
    one = a_reply(comment, author=a_resident("Tess Quinn"), body="One")
    a_reply(one, body="Two")
    client.sign_in(comment.author)
    assert (
        "the replies to it are kept" in client.page(path_of(problem, f"/comments/{comment.id}/withdraw")).text
    )
    client.send(path_of(problem, f"/comments/{comment.id}/withdraw"))
    services.withdraw_comment(one.author, one)
    for page in ("", f"/comments/{comment.id}"):
        found = client.page(path_of(problem, page))
        for gone in ("Zanzibar", "Sam Patel", "Tess Quinn"):
            assert gone not in found.text.replace("Sign out Sam Patel", "")
        assert shown(found) == ["", "", "Two"]
        assert "a withdrawn comment" in links(found)
