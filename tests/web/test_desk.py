"""The pages of the facilitator's desk, and of closing, opening again and handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.charter.words import ConfirmationKind, DeskList, Role, Stage
from policyspace.foundation.clock import now
from policyspace.outcomes import services
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_entry,
    fill_flexibility,
    fill_trust,
)
from tests.builders.spaces import a_member, the_membership
from tests.client import PageClient, filled
from tests.web.outcome_pages import the_form

LISTS = [show.value for show in DeskList]


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table(title="Let councils buy <b>empty</b> homes")


def record_of(table: Table) -> str:
    return f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"


def test_the_desk_names_whom_a_proposal_waits_for_and_leads_to_nudging_them(
    client: PageClient, table: Table
) -> None:
    fill_trust(table)
    membership = the_membership(table.space, table.local)
    client.sign_in(table.facilitator)
    desk = f"/spaces/{table.space.slug}/desk"
    page = client.page(desk)
    assert "Ready to confirm" in page.text
    assert membership.capacity.text in page.text
    nudge = f"{record_of(table)}/nudge?whom={membership.id}"
    assert nudge in {link.attributes["href"] for link in page.all("a")}
    note = "<script>alert(1)</script> before Tuesday"
    reply = client.send(nudge, note=note)
    assert (reply.status_code, reply.location) == (303, desk)
    page = client.page(desk)
    assert f"Nudged on {now():%-d %B %Y} by {table.facilitator.display_name}" in page.text
    assert nudge not in {link.attributes["href"] for link in page.all("a")}
    assert note in client.page(f"{record_of(table)}/facilitating").text
    again = client.send(nudge, note="Please", status=422)
    assert "You can again on" in again.text
    assert len(told("member.nudged")) == 1


def test_who_was_nudged_is_not_shown_to_others(client: PageClient, table: Table) -> None:
    fill_trust(table)
    services.nudge(table.facilitator, table.document, whom=the_membership(table.space, table.local).id)
    for reader, sees in ((table.central, False), (table.local, True), (table.facilitator, True)):
        client.sign_in(reader)
        for page in ("", "/facilitating"):
            assert ("Nudged" in client.page(record_of(table) + page).text) is sees
    client.sign_in(table.central)
    assert "nudged" not in client.page(f"/spaces/{table.space.slug}/activity").text


def test_every_list_of_the_desk_has_an_address(client: PageClient, table: Table) -> None:
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Now")
    later = (now() + timedelta(days=2)).date()
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.NOT_YET, "Wait", next_date=later)
    a_word(table, Stage.FLEXIBILITY, table.local, ConfirmationKind.RESERVATION, "Not in winter.")
    an_entry(table, Stage.FLEXIBILITY, "option", state="alive")
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        client.sign_in(table.facilitator)
        for desk in ("/desk", f"/spaces/{table.space.slug}/desk"):
            for show in ("all", "waiting", "overdue", "stale", "reservations", "nonsense"):
                assert table.document.title in client.page(f"{desk}?show={show}").text, show
            for show in ("mine", "closed"):
                assert table.document.title not in client.page(f"{desk}?show={show}").text, show
        page = client.page("/desk?show=overdue").text
    assert "Not in winter." in page
    assert "What comes next after a “not yet”" in page
    services.close_record(table.facilitator, table.document, reason="Done")
    client.sign_in(table.facilitator)
    assert table.document.title in client.page("/desk?show=closed").text
    assert table.document.title not in client.page("/desk").text


def test_the_desk_is_for_facilitators(client: PageClient, table: Table) -> None:
    desk = f"/spaces/{table.space.slug}/desk"
    assert client.get("/desk").status_code in {303, 401}
    client.sign_in(table.local)
    client.page(desk, 403)
    assert "You facilitate no space" in client.page("/desk").text
    assert "desk" not in client.page(f"/spaces/{table.space.slug}").text.lower()
    client.page(f"{record_of(table)}/nudge?whom={the_membership(table.space, table.central).id}", 403)
    client.sign_in(table.facilitator)
    for whom in ("", "x", "-1", "9" * 30, "99999999"):
        client.page(f"{record_of(table)}/nudge?whom={whom}", 404)
    for page in ("/", "/spaces/mine", f"/spaces/{table.space.slug}"):
        assert "/desk" in " ".join(link.attributes["href"] for link in client.page(page).all("a"))


def test_a_closed_record_says_so_and_offers_nothing_to_change(
    app: Flask, client: PageClient, table: Table
) -> None:
    edit = f"{record_of(table)}/entries/{an_entry(table, Stage.TRUST, 'credit').id}/edit"
    writer = app.test_client()
    assert isinstance(writer, PageClient)
    opened_before = filled(the_form(writer.sign_in(table.central).page(edit)))
    client.sign_in(table.facilitator)
    reply = client.send(f"{record_of(table)}/close", reason="The minister withdrew it.")
    assert reply.status_code == 303
    for page in ("", "/trust"):
        text = client.page(record_of(table) + page).text
        assert "This shared outcome is closed" in text
    assert "The minister withdrew it." in client.page(record_of(table)).text
    client.sign_in(table.central)
    links = {link.attributes["href"] for link in client.page(f"{record_of(table)}/trust").all("a")}
    assert not {each for each in links if each.endswith(("/new", "/confirm", "/edit", "/accept"))}
    refused = writer.post(edit, data=opened_before | {"words": "Other words"})
    assert (refused.status_code, "Other words" in refused.text) == (409, True)
    assert "is closed, so nothing in it can change" in refused.text
    client.sign_in(table.facilitator)
    client.send(f"{record_of(table)}/reopen", reason="A new minister.")
    assert "This shared outcome is closed" not in client.page(record_of(table)).text
    assert "A new minister." in client.page(record_of(table)).text


def test_a_proposal_is_handed_over_on_its_page(client: PageClient, table: Table) -> None:
    client.sign_in(table.facilitator)
    path = f"{record_of(table)}/hand-over"
    other = a_member(table.space, role=Role.FACILITATOR)
    reply = client.send(path, to=str(the_membership(table.space, other).id), note="Call on Mondays.")
    assert reply.status_code == 303
    page = client.page(record_of(table)).text
    assert f"Looked after by: {other.display_name}" in page
    assert "Call on Mondays." in page
    client.send(path, to=str(the_membership(table.space, table.facilitator).id), note="I take it back.")
    assert f"Looked after by: {table.facilitator.display_name}" in client.page(record_of(table)).text
