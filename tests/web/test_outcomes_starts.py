"""What forms of the shared outcome start with, and where its pages lead a newcomer."""

from __future__ import annotations

import pytest

from policyspace.charter.words import ConfirmationKind, Stage
from tests.builders.outcomes import Table, a_table, a_word, an_entry, fill_flexibility, meet_trust
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.client import PageClient, filled
from tests.inspector import Element
from tests.web.outcome_pages import path_of, the_form


@pytest.fixture
def table(client: PageClient) -> Table:
    return a_table()


def hrefs(page: Element) -> list[str]:
    return [each.attributes.get("href", "") for each in page.all("a")]


def test_a_form_about_the_other_side_starts_with_that_side(client: PageClient, table: Table) -> None:
    for person, other in ((table.central, "local"), (table.local, "central")):
        client.sign_in(person)
        for prompt, field in (("heard", "about"), ("meeting", "host")):
            form = the_form(client.page(path_of(table, f"/trust/{prompt}/new")))
            assert filled(form)[field] == other


def test_an_unpublished_proposal_leads_its_team_to_what_has_to_be_agreed_first(
    client: PageClient, table: Table
) -> None:
    text = path_of(table).removesuffix("/outcome")
    client.sign_in(table.local)
    page = client.page(text)
    assert "It can be published once both sides have confirmed Trust" in page.text
    meet_trust(table)
    client.sign_in(table.facilitator)
    assert "It can be published once both sides" not in client.page(text).text


def test_carrying_over_is_offered_only_where_an_earlier_record_says_something(
    client: PageClient, table: Table
) -> None:
    later = a_table(table.space)
    offer = path_of(later, "/carry-over")
    client.sign_in(table.facilitator)
    assert offer not in hrefs(client.page(path_of(later)))
    an_entry(table, Stage.TRUST, "credit")
    assert offer in hrefs(client.page(path_of(later)))


def test_what_was_said_of_a_stage_is_told_as_done(client: PageClient, table: Table) -> None:
    fill_flexibility(table)
    a_word(table, Stage.FLEXIBILITY, table.central)
    a_word(table, Stage.FLEXIBILITY, table.local, ConfirmationKind.RESERVATION, "In winter.")
    client.sign_in(table.resident)
    tags = [each.text for each in client.page(path_of(table, "/flexibility")).all("strong")]
    assert "Confirmed" in tags
    assert "Confirmed with a reservation" in tags


def test_the_desk_says_once_that_somebody_is_asked_to_write(client: PageClient, table: Table) -> None:
    table.central  # noqa: B018 - somebody is waited for
    client.sign_in(table.facilitator)
    text = client.page(f"/spaces/{table.space.slug}/desk").text
    assert text.count("Asked to write:") == 1


def test_who_is_alone_in_a_space_is_led_to_invite_others(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    page = client.page(f"/spaces/{space.slug}")
    assert "You are the only one here" in page.text
    assert f"/spaces/{space.slug}/invite" in hrefs(page)
    a_member(space)
    assert "You are the only one here" not in client.page(f"/spaces/{space.slug}").text
