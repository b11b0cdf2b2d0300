"""Pages kept for visitors: the same bytes while nothing changes, never a stale page, never one of somebody's own."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from policyspace.charter.words import HideReason, Stage
from policyspace.discussion import services as discussion
from policyspace.drafting.models import Document
from policyspace.drafting.services import publish_proposal
from policyspace.foundation.chain.queries import get_head
from policyspace.foundation.chain.sealing import seal_waiting
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.outcomes import services as outcomes
from policyspace.people import services as people
from policyspace.people.queries import sessions_of
from policyspace.reporting.reading import state_shown
from policyspace.web.kept_pages import KeptPage, KeptPages
from tests.builders.answers import a_draft_answer, published
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_proposal, a_revision
from tests.builders.outcomes import a_table, an_entry
from tests.builders.people import a_resident, an_organisation
from tests.builders.spaces import a_members_only_space, a_space, the_facilitator
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.web.kept_reading import words_missed

BEGIN_AND_ASK = 2
MARKS_OF_VIEWS = ("alike_for_visitors", "kept_for_reader")


@pytest.fixture
def kept(app: Flask) -> Iterator[KeptPages]:
    """What the application keeps, switched on for one test."""
    pages: KeptPages = app.extensions["kept_pages"]
    pages.most_bytes = 4 * 1024 * 1024
    yield pages
    pages.most_bytes = 0
    pages.clear()


def here(document: Document, more: str = "") -> str:
    return f"/spaces/{the_space(document).slug}/documents/{document.number}{more}"


def pages_about(document: Document, thread: int) -> list[str]:
    """Every kind of page that is kept, about one document."""
    space = f"/spaces/{the_space(document).slug}"
    rest = ("", "/history", "/authorship", "/revisions/1", "/compare?from=1&to=1", "/comments")
    lists = ("/comments?kind=experience", "/comments?answering=answered", f"/comments/{thread}")
    return [
        "/",
        "/spaces",
        space,
        f"{space}/activity",
        f"{space}/documents",
        *(here(document, each) for each in (*rest, *lists)),
    ]


def read(client: FlaskClient, path: str) -> bytes:
    reply = client.get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    return bytes(reply.data)


def test_the_second_visitor_gets_the_same_bytes_for_one_statement(
    client: PageClient, kept: KeptPages, count_queries: type[QueryCount]
) -> None:
    document = a_discussed_problem()
    thread = a_comment(document)
    for path in pages_about(document, thread.id):
        with time_machine.travel(now(), tick=False):  # a page is drawn anew each minute
            first = client.get(path)
            with count_queries() as queries:
                second = client.get(path)
        assert (len(queries), second.data) == (1, first.data), path
        for name in ("Content-Security-Policy", "Content-Type", "ETag", "Cache-Control", "Vary"):
            assert second.headers[name] == first.headers[name], (path, name)
        assert second.headers["Cache-Control"] == "no-cache"
        assert "Set-Cookie" not in first.headers
        unchanged = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_a_browser_that_can_read_it_gets_a_page_compressed(app: Flask, kept: KeptPages) -> None:
    client, document = FlaskClient(app, app.response_class), a_discussed_problem()
    path = here(document)
    plain = client.get(path)
    for _time in range(2):
        packed = client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] == plain.headers["ETag"]
        refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
        assert ("Content-Encoding" in refused.headers, refused.data) == (False, plain.data)
    known = {"Accept-Encoding": "gzip", "If-None-Match": plain.headers["ETag"]}
    assert client.get(path, headers=known).status_code == 304


def test_every_page_shows_every_change_at_once(app: Flask, kept: KeptPages) -> None:
    client = FlaskClient(app, app.response_class)  # other tests inspect these pages
    document = a_discussed_problem()
    thread = a_comment(document)
    facilitator, resident = the_facilitator(the_space(document)), a_resident()
    said = [a_comment(document, body=f"What comes {number}th.") for number in range(3)]
    answer = a_draft_answer(said[0])
    changes: list[Callable[[], object]] = [
        lambda: a_comment(document, author=resident),
        lambda: a_reply(thread, author=resident),
        lambda: discussion.support_comment(resident, thread),
        lambda: discussion.hide_comment(facilitator, said[1], reason=HideReason.OFF_TOPIC),
        lambda: discussion.unhide_comment(facilitator, said[1]),
        lambda: discussion.withdraw_comment(said[2].author, said[2]),
        lambda: published(answer),
        lambda: a_revision(document, "## Who is affected\n\nFamilies in two rooms.\n"),
        lambda: people.change_account(thread.author, display_name="Another Name"),
        lambda: a_proposal(the_space(document)),
    ]
    for change in changes:
        for path in pages_about(document, thread.id):
            read(client, path)
        change()
        for path in pages_about(document, thread.id):
            from_memory_or_not = read(client, path)
            kept.clear()
            assert from_memory_or_not == read(client, path), path


def test_a_record_shows_what_was_written_into_it(client: PageClient, kept: KeptPages) -> None:
    table = a_table()
    outcomes.lift_publication(table.facilitator, table.document, reason="A court date")
    publish_proposal(table.facilitator, table.document)
    record = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome/trust"
    before = read(client, record)
    an_entry(table, Stage.TRUST, "priorities", words="Fewer moves for every child.")
    assert b"Fewer moves for every child." not in before
    assert b"Fewer moves for every child." in read(client, record)


def test_what_is_drawn_for_somebody_is_kept_for_nobody(
    client: PageClient, app: Flask, kept: KeptPages
) -> None:
    document = a_discussed_problem()
    person = a_resident("Wanda Warsaw")
    signed_in = app.test_client()
    assert isinstance(signed_in, PageClient)
    for _time in range(2):
        assert b"Wanda Warsaw" in read(signed_in.sign_in(person), here(document))
        assert signed_in.get(here(document)).headers["Cache-Control"] == "no-store"
        assert b"Wanda Warsaw" not in read(client, here(document))
    closed = a_discussed_problem(a_members_only_space())
    read(signed_in.sign_in(the_facilitator(the_space(closed))), here(closed))
    assert client.get(here(closed)).status_code == 404
    assert client.get(here(closed)).status_code == 404


def test_a_page_is_drawn_anew_each_minute(
    client: PageClient, kept: KeptPages, count_queries: type[QueryCount]
) -> None:
    path = here(a_discussed_problem())
    with time_machine.travel(now(), tick=False) as clock:
        read(client, path)
        clock.shift(timedelta(seconds=60))
        with count_queries() as queries:
            read(client, path)
        assert len(queries) > 1


@pytest.mark.parametrize("of_space", [False, True], ids=["anywhere", "in a space"])
def test_a_row_that_is_committed_after_a_newer_one_is_told(app: Flask, of_space: bool) -> None:
    space = a_space()
    first = (db.session.scalar(select(func.max(LedgerRow.id))) or 0) + 10

    def state(number: int) -> tuple[int, ...]:
        row = LedgerRow(id=number, at=now(), verb="space.opened", facts={}, space_id=space.id)
        db.session.add(row)
        db.session.commit()
        return state_shown(space.slug if of_space else "", seal=False)

    state(first)
    before, after = state(first + 2), state(first + 1)
    assert after != before
    assert after[0] == before[0] == first + 2


def test_what_happens_elsewhere_or_to_an_account_leaves_the_pages_of_a_space_as_they_are(
    client: PageClient, kept: KeptPages, count_queries: type[QueryCount]
) -> None:
    document, elsewhere, person = a_discussed_problem(), a_discussed_problem(), a_resident()
    thread = a_comment(document)
    own = [each for each in pages_about(document, thread.id) if "/spaces/" in each]
    changes: list[tuple[Callable[[], object], bool]] = [
        (lambda: a_comment(elsewhere, author=person), False),
        (lambda: people.begin_session(person, browser="a test"), False),
        (lambda: people.end_session(person, session_id=sessions_of(person)[0].id), False),
        (lambda: people.make_api_token(person, name="Sheets", days=30), False),
        (lambda: a_comment(document, author=person), True),
        (lambda: people.change_account(person, display_name="Another Name"), True),
        (lambda: an_organisation("Far Borough"), True),
    ]
    with time_machine.travel(now(), tick=False):  # a page is drawn anew each minute
        for number, (change, seen) in enumerate(changes):
            for path in own:
                read(client, path)
            change()
            for path in own:
                with count_queries() as queries:
                    read(client, path)
                assert (len(queries) > BEGIN_AND_ASK) == seen, (number, path)


def test_a_page_with_a_slug_in_its_address_is_about_the_space_with_that_slug(app: Flask) -> None:
    marked = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "slug" in rule.arguments
        and any(hasattr(app.view_functions[rule.endpoint], each) for each in MARKS_OF_VIEWS)
    ]
    assert len(marked) > 10
    assert [each for each in marked if not each.startswith("/spaces/<slug>")] == []


def test_the_page_of_a_space_shows_each_new_seal_and_no_other_page_is_drawn_for_it(
    client: PageClient, kept: KeptPages, count_queries: type[QueryCount]
) -> None:
    document = a_discussed_problem()
    space, other = f"/spaces/{the_space(document).slug}", here(document)
    assert "Newest seal" not in client.get(space).text
    seal_waiting()
    for _ in range(2):
        a_comment(document)
        for path in (space, other):
            read(client, path)
        seal_waiting()
        head = get_head()
        shown = client.get(space).text.replace("<wbr>", "")
        assert f"Number {head.position}" in shown
        assert head.hash in shown
        with count_queries() as queries:
            read(client, other)
        assert len(queries) == 1


def test_whoever_writes_reads_it_at_once_while_others_read(app: Flask, kept: KeptPages) -> None:
    document = a_discussed_problem()
    browsers = [app.test_client() for _ in range(3)]
    assert words_missed(app, document, here(document, "/comments"), browsers) == []


def test_memory_has_an_end_and_what_nobody_asks_for_goes_first() -> None:
    pages = KeptPages(30, lambda page: page.size)
    for name in ("a", "b", "c"):
        pages.keep((name, (1, 1), 1), KeptPage(name.encode() * 7, name.encode() * 3, "text/html", name))
    assert pages.find(("a", (1, 1), 1))
    pages.keep(("d", (1, 1), 1), KeptPage(b"d" * 7, b"d" * 3, "text/html", "d"))
    assert pages.find(("b", (1, 1), 1)) is None
    assert pages.find(("a", (1, 1), 1))
