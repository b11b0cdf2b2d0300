"""Confirming a stage, moving the proposal, doing without an item: bad input keeps what was typed, by the field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from policyspace.charter.words import Stage
from policyspace.foundation.clock import now
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_entry,
    fill_flexibility,
    new_words,
    state_of,
    the_record,
)
from tests.builders.spaces import a_member
from tests.client import PageClient, filled
from tests.web.outcome_pages import errors_on, page_of, path_of, the_form, written


@pytest.fixture
def table(client: PageClient) -> Table:
    return a_table()


CONFIRM = "/flexibility/confirm"


def test_a_word_on_a_stage_needs_a_choice_and_its_reason(client: PageClient, table: Table) -> None:
    fill_flexibility(table)
    client.sign_in(table.local)
    page = page_of(client.send(path_of(table, CONFIRM), words="Perhaps"))
    assert errors_on(page)["kind"] == "Choose what you say of these words"
    assert "Perhaps" in written(page)
    page = page_of(client.send(path_of(table, CONFIRM), kind="reservation"))
    assert errors_on(page)["words"] == "Say what your reservation is"
    typed: dict[str, Any] = {"kind": "not_yet", "words": "The director is away.", "next_step": "Ask again"}
    past: dict[str, Any] = {"next_date-day": "1", "next_date-month": "1", "next_date-year": "2020"}
    page = page_of(client.send(path_of(table, CONFIRM), **typed, **past))
    assert errors_on(page)["next_date"] == "Enter today’s date or a later one"
    for value in (*typed.values(), "2020"):
        assert value in written(page)
    soon = now() + timedelta(days=5)
    day: dict[str, Any] = {
        "next_date-day": soon.day,
        "next_date-month": soon.month,
        "next_date-year": soon.year,
    }
    reply = client.send(path_of(table, CONFIRM), **typed, **day)
    assert (reply.status_code, reply.location) == (303, f"{path_of(table, '/flexibility')}#confirmations")
    stage = client.page(path_of(table, "/flexibility")).text
    for said in ("Not yet", "The director is away.", "What next: Ask again – by"):
        assert said in stage


def test_who_confirms_words_that_changed_meanwhile_sees_what_changed(
    client: PageClient, table: Table
) -> None:
    fill_flexibility(table)
    client.sign_in(table.local)
    data = filled(the_form(client.page(path_of(table, CONFIRM)))) | {
        "kind": "reservation",
        "words": "In winter.",
    }
    [group] = the_record(table).entries_for("affected_group")
    new_words(table, group, "Shops on the high street")
    reply = client.post(path_of(table, CONFIRM), data=data)
    page = page_of(reply)
    assert reply.status_code == 409
    assert "The words of this stage changed since you opened the page" in errors_on(page)[""]
    assert "What changed since you read these words" in page.text
    assert "Shops on the high street" in page.text
    form = the_form(page)
    assert filled(form)["kind"] == "reservation"
    assert "In winter." in written(page)
    assert state_of(table, Stage.FLEXIBILITY).current == ()
    assert filled(form)["digest"] == state_of(table, Stage.FLEXIBILITY).digest
    assert client.post(path_of(table, CONFIRM), data=filled(form)).status_code == 303
    [said] = state_of(table, Stage.FLEXIBILITY).current
    assert said.words == "In winter."


def test_bad_input_on_changed_words_never_binds_a_word_to_what_was_not_read(
    client: PageClient, table: Table
) -> None:
    fill_flexibility(table)
    client.sign_in(table.local)
    data = filled(the_form(client.page(path_of(table, CONFIRM))))
    an_entry(table, Stage.FLEXIBILITY, "option", state="alive", words="A third option")
    page = page_of(client.post(path_of(table, CONFIRM), data=data))
    assert "kind" in errors_on(page)
    again = client.post(path_of(table, CONFIRM), data=filled(the_form(page)) | {"kind": "confirm"})
    assert again.status_code == 409
    assert "A third option" in page_of(again).text


def test_a_move_needs_a_stage_and_a_reason_where_one_is_due(client: PageClient, table: Table) -> None:
    client.sign_in(table.facilitator)
    path = path_of(table, "/move")
    page = page_of(client.send(path, reason="Because"))
    assert errors_on(page)["to"] == "Choose a stage"
    assert "Because" in written(page)
    page = page_of(client.send(path, to="honesty"))
    assert errors_on(page)["reason"].startswith("Say why the proposal moves on before this stage is met")
    assert filled(the_form(page))["to"] == "honesty"
    assert client.send(path, to="honesty", reason="The minister speaks.").status_code == 303
    assert "The minister speaks." in client.page(path_of(table)).text


@pytest.mark.parametrize("page", ["/aside/visit", "/lift"])
def test_a_rule_is_not_lifted_without_a_reason(client: PageClient, table: Table, page: str) -> None:
    client.sign_in(table.facilitator)
    shown = page_of(client.send(path_of(table, page), reason="  "))
    assert errors_on(shown)["reason"] == "Enter a reason"
    long = "x" * 501
    shown = page_of(client.send(path_of(table, page), reason=long))
    assert errors_on(shown)["reason"] == "Use 500 characters or fewer. You have used 501."
    assert long in written(shown)
    assert client.send(path_of(table, page), reason="A court date").status_code == 303


def test_what_was_set_aside_is_asked_for_again_with_one_button(client: PageClient, table: Table) -> None:
    client.sign_in(table.facilitator)
    client.send(path_of(table, "/aside/visit"), reason="Snow on every road")
    stage = client.page(path_of(table, "/trust"))
    assert "Snow on every road" in stage.text
    reply = client.send(path_of(table, "/aside/visit/end"), at=path_of(table, "/trust"))
    assert reply.status_code == 303
    assert "Snow on every road" not in client.page(path_of(table, "/trust")).text
    assert "Snow on every road" in client.page(path_of(table, "/trust/history")).text


def test_a_form_nobody_may_send_is_not_shown(client: PageClient, table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "priorities")
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    client.sign_in(table.resident)
    for page in (
        "/trust/credit/new",
        f"/entries/{entry.id}/edit",
        f"/entries/{entry.id}/end",
        f"/entries/{entry.id}/accept",
        f"/entries/{heard.id}/accept",
        "/move",
        "/lift",
        "/aside/visit",
    ):
        assert client.get(path_of(table, page)).status_code == 403, page
    client.sign_in(a_member(a_table().space))
    assert client.get(path_of(table, "/trust/confirm")).status_code == 404


def test_a_stale_word_is_asked_for_again_with_what_changed(client: PageClient, table: Table) -> None:
    fill_flexibility(table)
    for person in (table.central, table.local):
        a_word(table, Stage.FLEXIBILITY, person)
    [group] = the_record(table).entries_for("affected_group")
    new_words(table, group, "Shops on the high street")
    client.sign_in(table.local)
    stage = client.page(path_of(table, "/flexibility"))
    assert "Words changed since someone confirmed" in stage.text
    assert "Confirm these words, or say not yet" in stage.text
    confirm = client.page(path_of(table, CONFIRM))
    assert "What changed since you read these words" in confirm.text
    assert "Shops on the high street" in confirm.text
    [link, *_] = [each for each in stage.all("a") if "/changes/" in each.attributes.get("href", "")]
    changed = client.page(link.attributes["href"])
    assert "Shops on the high street" in changed.text
    assert changed.all("h1")[0].text == "What changed in Flexibility"
