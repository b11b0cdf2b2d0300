"""Pages kept for one reader: alike but for the words that are new each time, never stale, never another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from policyspace.charter.words import HideReason, Role
from policyspace.discussion import services as discussion
from policyspace.drafting.editing import note_editing, stop_editing
from policyspace.drafting.models import Document
from policyspace.foundation import db as database
from policyspace.foundation.clock import now
from policyspace.people import services as people
from policyspace.people.models import Person
from policyspace.people.queries import sessions_of
from policyspace.people.rules.unsent import Owner
from policyspace.people.unsent import keep_unsent
from policyspace.web.own_pages import OwnPages
from tests.builders.answers import a_draft_answer, published
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient, forget_the_last_request
from tests.conftest import QueryCount
from tests.web.kept_reading import words_missed

FRESH = re.compile(rb'name="(csrf|made)_token" value="[^"]*"|[0-9a-f]{32}')


@pytest.fixture
def kept(app: Flask) -> Iterator[OwnPages]:
    """What the application keeps for its readers, switched on for one test."""
    pages: OwnPages = app.extensions["own_pages"]
    pages.most_bytes = 4 * 1024 * 1024
    yield pages
    pages.most_bytes = 0
    pages.clear()


def pages_about(document: Document, thread: int) -> list[str]:
    """Every kind of page that is kept for its reader."""
    space = f"/spaces/{the_space(document).slug}"
    here = f"{space}/documents/{document.number}"
    rest = (
        "",
        "/comments",
        "/comments?order=oldest",
        f"/comments/{thread}",
        f"/comments/{thread}?to={thread}",
    )
    return [*(here + each for each in rest), "/", space, f"{space}/activity", f"{space}/documents"]


def read(client: FlaskClient, path: str) -> bytes:
    forget_the_last_request()
    reply = client.get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    return bytes(reply.data)


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser that does not look into what it gets: other tests inspect these pages."""
    browser = FlaskClient(app, app.response_class)
    token = people.begin_session(person, browser="a test")
    with browser.session_transaction() as cookie:
        cookie.update({"_user_id": token, "_fresh": True})
    return browser


def keys_in(page: bytes) -> list[bytes]:
    return re.findall(rb'name="idempotency_key" value="([^"]+)"', page)


def test_the_second_reading_takes_one_statement_and_brings_other_keys(
    client: PageClient, kept: OwnPages, count_queries: type[QueryCount]
) -> None:
    document = a_discussed_problem()
    thread = a_comment(document)
    paths = pages_about(document, thread.id)
    client.sign_in(a_member(the_space(document)))
    with time_machine.travel(now(), tick=False):  # a page is drawn anew each minute
        for path in paths:
            read(client, path)
        for path in paths:
            first = read(client, path)
            with count_queries() as queries:
                second = client.get(path)
            assert len(queries) == 1, path
            assert second.headers["Cache-Control"] == "no-store"
            assert FRESH.sub(b"", second.data) == FRESH.sub(b"", first), path
            assert bool(keys_in(second.data)) == ("/comments" in path or path.endswith("/documents/1")), path
            assert set(keys_in(second.data)).isdisjoint(keys_in(first)), path


def test_a_form_on_a_kept_page_is_taken(client: PageClient, kept: OwnPages) -> None:
    document = a_discussed_problem()
    client.sign_in(a_resident())
    path = pages_about(document, 1)[0]
    with time_machine.travel(now(), tick=False):
        for words in ("First words.", "Second words."):
            for _time in range(2):
                read(client, path)
            sent = client.send(f"{path}/comments", at=path, kind="experience", body=words)
            assert sent.status_code == 303
            assert words.encode() in read(client, path)


def test_every_page_shows_every_change_at_once(app: Flask, kept: OwnPages) -> None:
    document = a_discussed_problem()
    space = the_space(document)
    thread, own = a_comment(document), a_comment(document, author=a_resident())
    facilitator, other, reader = the_facilitator(space), a_member(space), own.author
    said = [a_comment(document, body=f"What comes {number}th.") for number in range(3)]
    answer = a_draft_answer(said[0])
    place = pages_about(document, thread.id)[1]
    typed = {"body": ["Words that wait."]}
    changes: list[Callable[[], object]] = [
        lambda: a_comment(document, author=other),
        lambda: a_reply(thread, author=reader),
        lambda: discussion.support_comment(reader, thread),
        lambda: discussion.hide_comment(facilitator, said[1], reason=HideReason.OFF_TOPIC),
        lambda: discussion.unhide_comment(facilitator, said[1]),
        lambda: discussion.withdraw_comment(reader, own),
        lambda: published(answer),
        lambda: a_revision(document, "## Who is affected\n\nFamilies in two rooms.\n"),
        lambda: people.change_account(reader, display_name="Another Name"),
        lambda: keep_unsent(
            Owner(reader.id, None, signed_in=True), place=place, form_key="a" * 32, fields=typed
        ),
    ]
    client = signed_in(app, reader)
    for change in changes:
        for path in pages_about(document, thread.id):
            read(client, path)
        change()
        for path in pages_about(document, thread.id):
            from_memory_or_not = read(client, path)
            kept.clear()
            assert FRESH.sub(b"", from_memory_or_not) == FRESH.sub(b"", read(client, path)), path


def test_who_is_editing_is_told_at_once(client: PageClient, kept: OwnPages) -> None:
    document = a_discussed_problem()
    drafters = [a_member(the_space(document), role=Role.DRAFTER) for _ in range(2)]
    client.sign_in(drafters[0])
    path = pages_about(document, 1)[0]
    assert b"is editing" not in read(client, path)
    note_editing(drafters[1], document)
    assert b"is editing" in read(client, path)
    stop_editing(drafters[1], document)
    assert b"is editing" not in read(client, path)


def test_nobody_is_given_the_page_of_another(app: Flask, kept: OwnPages) -> None:
    document = a_discussed_problem()
    path = pages_about(document, 1)[0]
    people_reading = [a_resident("Wanda Warsaw"), a_resident("Peter Porto")]
    browsers = [PageClient(app, app.response_class).sign_in(each) for each in people_reading]
    for _time in range(2):
        for person, browser in zip(people_reading, browsers, strict=True):
            page = read(browser, path)
            names = [each.display_name.encode() in page for each in people_reading]
            assert names == [each is person for each in people_reading]
    visitor = read(PageClient(app, app.response_class), path)
    assert not any(each.display_name.encode() in visitor for each in people_reading)


def test_a_session_that_ended_is_given_nothing_from_memory(client: PageClient, kept: OwnPages) -> None:
    document = a_discussed_problem()
    person = a_resident("Wanda Warsaw")
    client.sign_in(person)
    path = pages_about(document, 1)[0]
    assert b"Wanda Warsaw" in read(client, path)
    (session,) = sessions_of(person)
    people.end_session(person, session_id=session.id)
    assert b"Wanda Warsaw" not in read(client, path)


def test_a_message_is_told_once(client: PageClient, kept: OwnPages) -> None:
    document = a_discussed_problem()
    client.sign_in(a_resident())
    path = pages_about(document, 1)[0]
    with time_machine.travel(now(), tick=False):
        for _time in range(2):
            with client.session_transaction() as cookie:
                cookie["_flashes"] = [("success", "Told once.")]
            assert b"Told once." in read(client, path)
            assert b"Told once." not in read(client, path)


def test_whoever_writes_reads_it_at_once_while_others_write(app: Flask, kept: OwnPages) -> None:
    document = a_discussed_problem()
    browsers = [signed_in(app, a_resident()) for _ in range(3)]
    assert words_missed(app, document, pages_about(document, 1)[1], browsers) == []


def test_every_book_without_ledger_is_told_by_the_key_or_not_shown() -> None:
    told = {"unsent", "editing", "ledger", "ledger_seal"}
    noted_by_the_page_itself = {"last_look", "discussion_look"}
    shown_elsewhere = {"letter", "written", "outbox", "ledger_unsealed", "search_row"}
    in_the_editor = {"live_text", "live_update", "live_client"}
    books = {table.name for table in database._books}
    assert books == told | noted_by_the_page_itself | shown_elsewhere | in_the_editor
