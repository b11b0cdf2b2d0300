"""Finding words in comments and replies, and what is new to a reader."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
import time_machine

from policyspace.charter.capacity import Side
from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.discussion.models import DiscussionLook
from policyspace.discussion.queries import finding
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from tests.builders.answers import an_answer
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.inspector import Element
from tests.web.test_discussion import links, path_of, shown
from tests.web.test_discussion_lists import statements_for

INJECTED = ('"; DROP TABLE comment; --', "<script>alert(1)</script>", "' OR 1=1 --")
HOSTILE = ("%", "_", "\\", "'", "\x00", "(", "[a-", "x" * 9999, *INJECTED)


def found(client: PageClient, problem: Document, asked: str) -> list[str]:
    """The words of each comment that was found."""
    page = client.page(path_of(problem, f"/comments?{asked}"))
    return [each.text for each in results(page)]


def results(page: Element) -> list[Element]:
    return [each for each in page.all("p") if each.attributes.get("class") == "ps-found__words"]


def tags(page: Element) -> int:
    """How many comments are marked as new."""
    return sum(each.text == "New" for each in page.all("strong"))


def test_words_are_found_in_comments_and_replies_and_marked(client: PageClient) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    local = a_member(space, side=Side.LOCAL)
    top = a_comment(problem, body="The **Bus** came late & cold.", kind=CommentKind.CONCERN)
    reply = a_reply(top, author=local, body="No bus at all in Dŵr Cymru, which isn't late.")
    a_comment(problem, body="A train, 100% late")
    hidden = a_comment(problem, body="Rude bus")
    services.hide_comment(the_facilitator(space), hidden, reason="abuse")
    page = client.page(path_of(problem, "/comments?find=BUS+late"))
    assert [each.text for each in results(page)] == [
        "No bus at all in Dŵr Cymru, which isn't late.",
        "The Bus came late & cold.",
    ]
    assert [each.text for each in page.all("mark")] == ["bus", "late", "Bus", "late"]
    assert "2 comments and replies like that" in page.text
    assert client.get(links(page)["Reply by Olive Official"]).location.endswith(f"#c-{reply.id}")
    assert found(client, problem, "find=bus&side=local") == [results(page)[0].text]
    assert found(client, problem, "find=bus&kind=concern&answering=unanswered") == [
        each.text for each in results(page)
    ]
    an_answer(top)
    assert len(found(client, problem, "find=bus&answering=answered")) == 2
    assert found(client, problem, "find=D%C5%B4R") == [results(page)[0].text]
    assert found(client, problem, "find=isn%E2%80%99t") == [results(page)[0].text]
    assert found(client, problem, "find=100%25") == ["A train, 100% late"]
    client.sign_in(the_facilitator(space))
    assert found(client, problem, "find=rude") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_to_find_break_the_page_or_find_what_they_do_not_say(client: PageClient, words: str) -> None:
    problem = a_discussed_problem()
    a_comment(problem, body="Plain words")
    page = client.page(path_of(problem, f"/comments?find={quote(words)}&after=0-999"))
    assert results(page) == []
    assert "alert(1)" not in " ".join(each.text for each in page.all("script"))


def test_what_is_found_goes_on_by_key_in_as_many_statements_however_much_there_is(
    client: PageClient, count_queries: type[QueryCount], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, author = a_discussed_problem(), a_resident()
    top = a_comment(problem, author=author, body="No bus 0")
    one = statements_for(path_of(problem, "/comments?find=bus"), client, count_queries)
    for number in range(1, 53):
        a_reply(top, author=author, body=f"No bus {number}")
    address = path_of(problem, "/comments?find=bus&side=resident")
    assert statements_for(address, client, count_queries) == one == 3
    page = client.page(address)
    assert len(results(page)) == 50
    assert "The newest 50" in page.text
    rest = client.page(links(page)["More comments →"])
    assert [each.text for each in results(rest)] == ["No bus 2", "No bus 1", "No bus 0"]
    monkeypatch.setattr(finding, "MOST_LOOKED_THROUGH", 10)
    bounded = client.page(address)
    assert len(results(bounded)) == 10
    assert "We looked through the newest 10." in bounded.text


def test_who_comes_again_is_told_what_others_said_meanwhile(client: PageClient) -> None:
    problem, reader = a_discussed_problem(), a_resident("Reader")
    path = path_of(problem, "/comments")
    top = a_comment(problem, body="Old")
    client.sign_in(reader)
    start = now()  # no earlier: a cookie from a later second is refused
    with time_machine.travel(start, tick=False):
        assert tags(client.page(path)) == 0
        a_comment(problem, body="Came during the first visit")
        assert tags(client.page(path)) == 1
    a_reply(top, body="A new reply")
    a_comment(problem, author=reader, body="My own")
    a_comment(problem, body="Another")
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        page = client.page(path)
        assert tags(page) == 2
        assert "2 comments and replies are new since you last looked on" in page.text
        new = client.page(links(page)["show what is new"])
        assert [each.text for each in results(new)] == ["Another", "A new reply"]
        assert found(client, problem, "new=yes&find=reply") == ["A new reply"]
        assert tags(client.page(path)) == 2, "the page was loaded again"
    with time_machine.travel(start + timedelta(hours=4), tick=False):
        page = client.page(path)
        assert tags(page) == 0
        assert "show what is new" not in links(page)
        assert "Nothing else has been said" in client.page(f"{path}?new=yes").text


def test_looking_again_writes_nothing_and_visitors_leave_no_trace(
    client: PageClient, count_queries: type[QueryCount]
) -> None:
    problem, reader = a_discussed_problem(), a_resident("Reader")
    path = path_of(problem, "/comments")
    a_comment(problem)
    assert shown(client.page(f"{path}?new=yes")) == ["We waited nine months."]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DiscussionLook)) == 0
    client.sign_in(reader)
    client.page(path)
    with count_queries() as queries:
        client.page(path)
    assert not [
        each for each in queries.statements if "discussion_look SET" in each or "INTO discussion" in each
    ]
    assert len(queries) <= 8
