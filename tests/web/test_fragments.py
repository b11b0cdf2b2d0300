"""Pieces of pages that readers share: each reader gets the page that is drawn for them, with a token of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from policyspace.charter.words import HideReason
from policyspace.discussion import services as discussion
from policyspace.people import services as people
from policyspace.people.models import Person
from policyspace.people.services import begin_session
from policyspace.web.fragments import TOKEN, Fragments
from tests.builders.answers import a_draft_answer, published
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.client import forget_the_last_request
from tests.conftest import QueryCount

TOKENS = rb'name="csrf_token" value="([^"]+)"'
HIDDEN = rb'<input type="hidden"[^>]*>'


@pytest.fixture
def kept(app: Flask) -> Iterator[Fragments]:
    """What the application keeps, switched on for one test."""
    pieces: Fragments = app.extensions["fragments"]
    pieces.most_bytes = 4 * 1024 * 1024
    yield pieces
    pieces.most_bytes = 0
    pieces.clear()


def a_browser(app: Flask, person: Person | None) -> FlaskClient:
    client = FlaskClient(app, app.response_class)  # other tests inspect these pages
    if person is not None:
        token = begin_session(person, browser="a browser")
        with client.session_transaction() as cookie:
            cookie.update({"_user_id": token, "_fresh": True})
    return client


def read(client: FlaskClient, path: str) -> bytes:
    forget_the_last_request()
    reply = client.get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    assert TOKEN.encode() not in reply.data, path
    return re.sub(HIDDEN, b"", reply.data)


def test_every_reader_gets_the_page_that_is_drawn_for_them(app: Flask, kept: Fragments) -> None:
    document = a_discussed_problem()
    space, facilitator = the_space(document), the_facilitator(the_space(document))
    resident, official = a_resident(), a_member(space)
    thread = a_comment(document, author=resident)
    said = [a_comment(document, body=f"What comes {number}th.") for number in range(2)]
    reply = a_reply(thread, author=official)
    answer = a_draft_answer(said[0])
    here = f"/spaces/{space.slug}/documents/{document.number}"
    paths = [here, f"{here}/comments", f"{here}/comments/{thread.id}"]
    readers = [a_browser(app, person) for person in (resident, official, facilitator)]
    changes: list[Callable[[], object]] = [
        lambda: None,
        lambda: discussion.support_comment(official, thread),
        lambda: a_reply(reply, author=resident),
        lambda: discussion.edit_comment(resident, thread, body="Other words."),
        lambda: discussion.hide_comment(facilitator, said[1], reason=HideReason.OFF_TOPIC),
        lambda: published(answer),
        lambda: a_revision(document, "## Who is affected\n\nFamilies in two rooms.\n"),
        lambda: people.change_account(resident, display_name="Another Name"),
        lambda: discussion.withdraw_comment(resident, thread),
    ]
    for change in changes:
        change()
        from_pieces = [read(client, path) for path in paths for client in readers]
        app.extensions["fragments"] = Fragments(0, len)
        drawn = [read(client, path) for path in paths for client in readers]
        app.extensions["fragments"] = kept
        assert from_pieces == drawn


def test_each_reader_gets_a_token_of_their_own(app: Flask, kept: Fragments) -> None:
    document = a_discussed_problem()
    a_comment(document)
    path = f"/spaces/{the_space(document).slug}/documents/{document.number}"
    shown = []
    for client in (a_browser(app, a_resident()), a_browser(app, a_resident())):
        forget_the_last_request()
        shown.append(client.get(path).data)
    tokens = [set(re.findall(TOKENS, page)) for page in shown]
    assert [len(each) for each in tokens] == [1, 1]
    assert not tokens[0] & tokens[1]
    assert all(token not in shown[1] for token in tokens[0])


def test_two_revisions_are_compared_once_for_all_who_look(
    app: Flask, kept: Fragments, count_queries: type[QueryCount]
) -> None:
    document = a_discussed_problem()
    for words in ("Families in one room.", "Families in one small room, for a year."):
        a_revision(document, f"## Who is affected\n\n{words}\n\nCouncils that pay for it.\n")
    pairs = ["from=1&to=2", "from=2&to=3", "from=1&to=3", "from=2&to=3&view=side", "from=3&to=3"]
    pages = [
        f"/spaces/{the_space(document).slug}/documents/{document.number}/compare?{each}" for each in pairs
    ]
    drawn = {page: read(a_browser(app, None), page) for page in pages}
    assert len(set(drawn.values())) == len(pages)
    with count_queries() as counted:
        assert {page: read(a_browser(app, None), page) for page in pages} == drawn
    assert not [each for each in counted.statements if "revision.blocks" in each]
    kept.most_bytes = 0
    kept.clear()
    assert {page: read(a_browser(app, None), page) for page in pages} == drawn
