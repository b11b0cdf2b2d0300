"""Comments on entries, as people read and write them."""

from __future__ import annotations

import pytest

from policyspace.charter.words import Role, Stage
from policyspace.discussion.models import Held
from policyspace.foundation.db import db
from policyspace.outcomes import services
from policyspace.outcomes.models import Entry
from tests.builders.discussion import a_reply
from tests.builders.outcomes import Table, a_table, an_entry, new_words
from tests.builders.people import a_resident
from tests.builders.spaces import a_member
from tests.builders.talking import a_comment_on, published, said_on
from tests.client import PageClient
from tests.inspector import Element
from tests.web.outcome_pages import errors_on, page_of, path_of


@pytest.fixture
def table(client: PageClient) -> Table:
    return a_table()


@pytest.fixture
def entry(table: Table) -> Entry:
    return an_entry(table, Stage.TRUST, "credit", by=table.local, words="Both names.")


def link(page: Element, text: str) -> str:
    found = [each.attributes["href"] for each in page.all("a") if each.text.startswith(text)]
    assert found, f"no link {text!r}"
    return found[0]


def test_a_resident_goes_from_the_stage_to_the_answer_comments_and_comes_back_to_the_count(
    client: PageClient, table: Table, entry: Entry
) -> None:
    client.sign_in(table.resident)
    path = link(client.page(path_of(table, "/trust")), "Comment on the answer of")
    assert path == path_of(table, f"/entries/{entry.id}/comments")
    page = client.page(path)
    assert "Both names." in page.text
    assert "No comments yet" in page.text
    reply = client.send(path, kind="idea", body="Say it on the **buses**.")
    assert reply.status_code == 303
    thread = client.page(reply.location.split("#")[0])
    assert "Say it on the buses." in thread.text
    assert link(thread, "See the answer in the shared outcome") == path
    assert link(thread, table.document.title) == path_of(table)
    client.sign_in(table.local)
    sent = client.send(reply.location.split("#")[0], body="On the buses it is.")
    assert sent.status_code == 303
    page = client.page(path)
    for said in ("Say it on the buses.", "On the buses it is.", "Resident", "1 reply"):
        assert said in page.text, said
    assert link(client.page(path_of(table, "/trust")), "2 comments") == path
    assert link(client.page(path_of(table, "/trust/answers/credit")), "2 comments") == path
    assert link(client.page(path_of(table, f"/entries/{entry.id}/history")), "2 comments") == path


def test_what_cannot_be_taken_is_said_by_the_field_and_what_was_typed_is_kept(
    client: PageClient, table: Table, entry: Entry
) -> None:
    client.sign_in(table.resident)
    reply = client.send(path_of(table, f"/entries/{entry.id}/comments"), body="Zanzibar")
    page = page_of(reply)
    assert (reply.status_code, errors_on(page)["kind"]) == (422, "Choose what kind of comment it is")
    assert page.all("textarea")[0].text == "Zanzibar"


def test_a_comment_is_edited_supported_reported_hidden_and_withdrawn_by_those_who_cannot_read_the_text(
    client: PageClient, table: Table, entry: Entry
) -> None:
    comment = a_comment_on(table, entry, body="Zanzibar")
    own = f"/spaces/{table.space.slug}/documents/{table.document.number}/comments/{comment.id}"
    about = path_of(table, f"/entries/{entry.id}/comments")
    client.sign_in(table.resident)
    assert client.send(f"{own}/edit", body="Zanzibar and back").status_code == 303
    other = a_member(table.space)
    client.sign_in(other)
    for way in ("support", "unsupport"):
        reply = client.send(f"{own}/{way}", at=about)
        assert reply.status_code == 303
    assert client.send(f"{own}/report", reason="abuse").status_code == 303
    client.sign_in(table.facilitator)
    queue = client.page(f"/spaces/{table.space.slug}/moderation")
    assert "Zanzibar and back" in queue.text
    client.send(f"{own}/hide", reason="abuse", words="Kindly.")
    client.sign_in(other)
    page = client.page(about)
    assert "Zanzibar" not in page.text
    assert "A facilitator hid this comment." in page.text
    client.sign_in(table.resident)
    assert "Zanzibar and back" in client.page(own).text
    assert client.send(f"{own}/appeal", words="It was kind.").status_code == 303
    reply = client.send(f"{own}/withdraw")
    assert reply.location == f"{about}#comments"
    assert "Zanzibar" not in client.page(about).text
    assert client.get(own).status_code == 404


def test_a_visitor_reads_the_comments_of_a_published_proposal_and_is_led_to_sign_in(
    client: PageClient, table: Table, entry: Entry
) -> None:
    a_reply(a_comment_on(table, entry), author=table.local)
    about = path_of(table, f"/entries/{entry.id}/comments")
    assert client.get(about).status_code == 404
    published(table)
    page = client.page(about)
    assert "Ask the wardens, too." in page.text
    assert "You need an account to comment." in page.text
    stranger = a_resident()
    client.sign_in(stranger)
    assert client.send(about, kind="idea", body="Me, too.").status_code == 303
    assert "Me, too." in client.page(about).text


def test_the_page_goes_on_where_there_are_many_and_keeps_to_the_newest_words(
    client: PageClient, table: Table, entry: Entry
) -> None:
    for each in range(51):
        a_comment_on(table, entry, body=f"Word number {each}.")
    newer = new_words(table, entry, "All the names.")
    client.sign_in(table.resident)
    page = client.page(path_of(table, f"/entries/{newer.id}/comments"))
    assert "All the names." in page.text
    assert "Word number 49." in page.text
    assert "Word number 50." not in page.text
    rest = client.page(link(page, "More comments"))
    assert "Word number 50." in rest.text
    services.end_entry(table.local, table.document, newer)
    page = client.page(path_of(table, f"/entries/{entry.id}/comments"))
    assert "This answer was taken off the record." in page.text


def test_who_is_held_reads_that_at_the_answer_and_can_take_it_back(
    client: PageClient, table: Table, entry: Entry
) -> None:
    person = a_member(table.space)
    about = path_of(table, f"/entries/{entry.id}/comments")
    client.sign_in(person)
    waits = said_on(table, entry, person, body="Zanzibar", trapped=True)
    page = client.page(about)
    assert "Waiting for a facilitator" in page.text
    back = link(page, "Take it back")
    client.sign_in(table.facilitator)
    held = client.page(f"/spaces/{table.space.slug}/moderation/held")
    assert link(held, table.document.title) == about
    client.sign_in(person)
    assert client.send(back).location == about
    assert "Zanzibar" not in client.page(about).text
    assert isinstance(waits, Held)
    db.session.refresh(waits)
    assert waits.state == "withdrawn"


def test_activity_tells_of_comments_on_answers_to_those_who_read_the_record(
    client: PageClient, table: Table, entry: Entry
) -> None:
    comment = a_comment_on(table, entry)
    a_reply(comment, author=table.local)
    activity = f"/spaces/{table.space.slug}/activity"
    said = "commented on an answer in the shared outcome of"
    assert said not in client.page(activity).text
    client.sign_in(a_member(table.space, role=Role.PARTICIPANT))
    page = client.page(activity)
    assert said in page.text
    assert "replied to a comment on an answer in the shared outcome of" in page.text
