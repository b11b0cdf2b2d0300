"""Answering a prompt, changing, taking off and accepting an answer: nothing typed is lost, no words go unread."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.charter.words import Stage
from policyspace.outcomes import services
from policyspace.outcomes.models import Entry
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    an_entry,
    new_words,
    the_record,
)
from tests.client import PageClient, filled
from tests.web.outcome_pages import errors_on, page_of, path_of, the_form, written


@pytest.fixture
def table(client: PageClient) -> Table:
    return a_table()


ADD = "/trust/meeting/new"
TYPED: dict[str, Any] = {
    "words": "We walked through **Northfield**.",
    "place": "Town hall",
    "date-day": "31",
    "date-month": "2",
    "date-year": "2026",
}


def test_an_answer_that_lacks_something_is_shown_again_with_every_word(
    client: PageClient, table: Table
) -> None:
    client.sign_in(table.central)
    reply = client.send(path_of(table, ADD), **TYPED)
    page = page_of(reply)
    assert reply.status_code == 422
    assert errors_on(page) | {"": ""} == {
        "": "",
        "kind": "Choose one of the list",
        "date": "Enter a real date, like 27 3 2027",
    }
    for value in TYPED.values():
        assert value in written(page)
    assert page.all("title")[0].text.startswith("Error: ")
    assert the_record(table).entries == []


def test_an_empty_answer_says_what_to_do(client: PageClient, table: Table) -> None:
    client.sign_in(table.central)
    reply = client.send(path_of(table, "/trust/credit/new"), words="  \n ")
    assert errors_on(page_of(reply))["words"] == "Enter an answer"


def test_an_answer_is_saved_and_leads_to_its_place_on_the_stage(client: PageClient, table: Table) -> None:
    client.sign_in(table.central)
    reply = client.send(path_of(table, ADD), **TYPED | {"date-day": "27", "kind": "visit", "host": "local"})
    [entry] = the_record(table).entries
    assert (reply.status_code, reply.location) == (303, f"{path_of(table, '/trust')}#e-{entry.id}")
    assert entry.facts == {"kind": "visit", "date": "2026-02-27", "place": "Town hall", "host": "local"}
    page = client.page(path_of(table, "/trust"))
    assert "27 February 2026" in page.text
    assert "Your answer is on the record." in page.text
    again = client.page(path_of(table, f"/entries/{entry.id}/edit"))
    assert filled(the_form(again)) | {"idempotency_key": "", "csrf_token": "", "written_by": ""} == {
        "written_by": "",
        "words": TYPED["words"],
        "kind": "visit",
        "date-day": "27",
        "date-month": "02",
        "date-year": "2026",
        "place": "Town hall",
        "host": "local",
        "idempotency_key": "",
        "csrf_token": "",
    }


def test_the_same_form_sent_twice_adds_one_answer(client: PageClient, table: Table) -> None:
    client.sign_in(table.central)
    path = path_of(table, "/honesty/can/new")
    data = filled(the_form(client.page(path))) | {"words": "We can pay."}
    assert [client.post(path, data=data).status_code for _ in range(2)] == [303, 303]
    assert len(told("entry.added")) == 1


def test_a_second_answer_where_one_is_taken_is_refused_by_the_field(client: PageClient, table: Table) -> None:
    client.sign_in(table.central)
    path = path_of(table, "/trust/priorities/new")
    data = filled(the_form(client.page(path))) | {"words": "Homes first."}
    an_entry(table, Stage.TRUST, "priorities")
    page = page_of(client.post(path, data=data))
    assert errors_on(page)["words"] == "There is an answer already. Change that one."
    assert "Homes first." in written(page)


def test_who_changes_words_that_someone_else_changed_reads_theirs_and_keeps_their_own(
    client: PageClient, table: Table
) -> None:
    entry = an_entry(table, Stage.TRUST, "credit", words="Ours")
    client.sign_in(table.central)
    path = path_of(table, f"/entries/{entry.id}/edit")
    data = filled(the_form(client.page(path))) | {"words": "Ours, of course"}
    theirs = new_words(table, entry, "Theirs", by=table.local)
    reply = client.post(path, data=data)
    page = page_of(reply)
    assert reply.status_code == 409
    assert "Someone else changed this answer meanwhile" in errors_on(page)[""]
    assert "Their words, saved while you were writing Theirs" in page.text
    assert "Ours, of course" in written(page)
    form = the_form(page, "Save")
    assert form.attributes["action"] == path_of(table, f"/entries/{theirs.id}/edit")
    assert client.post(form.attributes["action"], data=filled(form)).status_code == 303
    [standing] = the_record(table).entries_for("credit")
    assert (standing.words, standing.replaces_id) == ("Ours, of course", theirs.id)


def test_who_changes_words_that_were_taken_off_finds_their_own_on_the_page(
    client: PageClient, table: Table
) -> None:
    entry = an_entry(table, Stage.TRUST, "credit", words="Ours")
    client.sign_in(table.central)
    path = path_of(table, f"/entries/{entry.id}/edit")
    data = filled(the_form(client.page(path))) | {"words": "Ours, of course"}
    services.end_entry(table.local, table.document, entry)
    reply = client.post(path, data=data)
    assert reply.status_code == 409
    assert "took this answer off the record" in page_of(reply).text
    assert "Ours, of course" in page_of(reply).text


def test_an_entry_that_stands_no_more_is_not_edited_but_shown_with_its_history(
    client: PageClient, table: Table
) -> None:
    entry = an_entry(table, Stage.TRUST, "credit", words="Ours")
    new_words(table, entry, "Both")
    client.sign_in(table.central)
    reply = client.get(path_of(table, f"/entries/{entry.id}/edit"))
    assert (reply.status_code, reply.location) == (303, path_of(table, f"/entries/{entry.id}/history"))


def test_taking_an_entry_off_is_asked_first(client: PageClient, table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "credit", words="Ours")
    client.sign_in(table.local)
    path = path_of(table, f"/entries/{entry.id}/end")
    assert "Ours" in client.page(path).text
    assert the_record(table).entries_for("credit") == [entry]
    assert client.send(path).status_code == 303
    assert the_record(table).entries_for("credit") == []


def test_a_correction_without_words_is_refused_by_the_field(client: PageClient, table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want money.")
    client.sign_in(table.local)
    path = path_of(table, f"/entries/{heard.id}/accept")
    page = page_of(client.send(path))
    assert errors_on(page)["accepted"] == "Choose yes or no"
    page = page_of(client.send(path, accepted="no"))
    assert errors_on(page)["note"] == "Say what should be corrected"
    assert filled(the_form(page))["accepted"] == "no"
    assert client.send(path, accepted="no", note="We want homes.").status_code == 303
    stage = client.page(path_of(table, "/trust"))
    assert "No, it should be corrected. We want homes." in stage.text


def test_who_accepts_words_that_changed_meanwhile_reads_the_new_ones_first(
    client: PageClient, table: Table
) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want money.")
    client.sign_in(table.local)
    path = path_of(table, f"/entries/{heard.id}/accept")
    data = filled(the_form(client.page(path))) | {"accepted": "yes", "note": "Quite."}
    newer = new_words(table, heard, "They want to be asked.")
    reply = client.post(path, data=data)
    page = page_of(reply)
    assert reply.status_code == 409
    assert "They want to be asked." in page.text
    assert "Quite." in written(page)
    assert the_form(page).attributes["action"] == path_of(table, f"/entries/{newer.id}/accept")
    assert newer.acceptances == []


def test_a_member_declares_interests_from_the_page_of_honesty(client: PageClient, table: Table) -> None:
    client.sign_in(table.resident)
    page = client.page(path_of(table, "/honesty"))
    [link] = [each for each in page.all("a") if "/interests/new" in each.attributes.get("href", "")]
    assert client.send(link.attributes["href"], words="I rent from the council.").status_code == 303
    page = client.page(path_of(table, "/honesty"))
    assert "I rent from the council." in page.text
    assert not [each for each in page.all("a") if "/interests/new" in each.attributes.get("href", "")]


def test_a_sponsor_is_chosen_among_the_members_of_the_own_side(client: PageClient, table: Table) -> None:
    client.sign_in(table.local)
    page = client.page(path_of(table, "/sustainability/sponsor/new"))
    names = [each.text for each in page.all("option")]
    assert names == ["Choose", table.local.display_name]
    reply = client.send(
        path_of(table, "/sustainability/sponsor/new"), words="She will", member_id=table.local.id
    )
    assert reply.status_code == 303
    entry: Entry = the_record(table).entries_for("sponsor")[0]
    assert entry.facts == {"member_id": table.local.id}
    assert table.local.display_name in client.page(path_of(table, "/sustainability")).text
