"""The pages of the shared outcome as each reader sees them: empty, half full, with its history, and never too much."""

from __future__ import annotations

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Stage, Visibility
from policyspace.drafting.services import publish_proposal
from policyspace.outcomes import services
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    declare_all,
    fill_flexibility,
    fill_trust,
    meet_trust,
    new_words,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space
from tests.client import PageClient
from tests.inspector import Element
from tests.web.outcome_pages import path_of

STAGES = [f"/{stage.value}" for stage in Stage]
READ = ["", "/movements", *STAGES, *(f"{stage}/{page}" for stage in STAGES for page in ("history", "said"))]


@pytest.fixture
def table(client: PageClient) -> Table:
    return a_table()


def the_box(page: Element) -> list[str]:
    """The links of the box that says what the reader can do."""
    boxes = [each for each in page.all("section") if each.attributes.get("aria-labelledby") == "asked-of-me"]
    return [link.text for box in boxes for link in box.all("a")]


def links(page: Element) -> list[str]:
    return [each.attributes.get("href", "") for each in page.all("a")]


def a_published_record(table: Table) -> None:
    """The proposal published before Trust was met, with something of each kind on its record."""
    services.lift_publication(table.facilitator, table.document, reason="A court date")
    publish_proposal(table.facilitator, table.document)
    new_words(table, an_entry(table, Stage.TRUST, "credit"), "Both names")
    an_entry(table, Stage.TRUST, "heard", about="local")
    a_word(table, Stage.TRUST, table.central)
    services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow")
    a_move(table, Stage.HONESTY, reason="Tuesday")


def test_a_record_in_which_nothing_is_written_says_what_to_do_first(client: PageClient, table: Table) -> None:
    client.sign_in(table.facilitator)
    page = client.page(path_of(table))
    assert "The proposal is here" in page.text
    assert "Trust is not met yet" in page.text
    assert "What matters most to you?" in the_box(page)
    for path in READ:
        client.page(path_of(table, path))


def test_each_reader_is_asked_what_they_can_do(client: PageClient, table: Table) -> None:
    an_entry(table, Stage.TRUST, "heard", about="local")
    an_entry(table, Stage.TRUST, "priorities", by=table.local)
    asked = {}
    for person in (table.central, table.local, table.resident):
        client.sign_in(person)
        asked[person.id] = the_box(client.page(path_of(table, "/trust")))
    assert "What matters most to you?" in asked[table.central.id]
    assert "What matters most to you?" not in asked[table.local.id]
    assert "Did they hear you right?" in asked[table.local.id]
    assert "Did they hear you right?" not in asked[table.central.id]
    assert asked[table.resident.id] == []


def test_what_others_are_asked_for_says_from_whom(client: PageClient, table: Table) -> None:
    client.sign_in(table.central)
    page = client.page(path_of(table, "/trust"))
    assert "Priorities of the local side, in its own words From the local side" in page.text
    honesty = client.page(path_of(table, "/honesty"))
    assert f"From each member who has not: {table.facilitator.display_name}" in honesty.text


def test_a_side_whose_word_is_awaited_is_led_to_it(client: PageClient, table: Table) -> None:
    fill_trust(table)
    client.sign_in(table.neighbour)
    assert the_box(client.page(path_of(table))) == ["Confirm these words, or say not yet"]
    client.sign_in(table.facilitator)
    assert the_box(client.page(path_of(table))) == []
    assert (
        "as a facilitator. You confirm that the work was fair"
        in client.page(path_of(table, "/trust/confirm")).text
    )


def test_a_facilitator_is_told_when_the_proposal_can_move_and_be_published(
    client: PageClient, table: Table
) -> None:
    meet_trust(table)
    client.sign_in(table.facilitator)
    page = client.page(path_of(table))
    assert "Trust is met" in page.text
    assert path_of(table, "/move?to=flexibility") in links(page)
    assert f"/spaces/{table.space.slug}/documents/{table.document.number}/publish" in links(page)
    client.sign_in(table.resident)
    page = client.page(path_of(table))
    assert not [link for link in links(page) if "/move" in link or "publish" in link or "/lift" in link]


def test_every_word_and_who_said_it_stands_on_the_stage(client: PageClient, table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want to be *asked*.")
    an_acceptance(table, heard, table.local, note="Well put.")
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.RESERVATION, "Only in winter.")
    a_word(table, Stage.TRUST, table.facilitator)
    client.sign_in(table.resident)
    page = client.page(path_of(table, "/trust"))
    for said in (
        "They want to be asked.",
        "Whose words are these? local government",
        "Did they hear you right? Yes, this is right. Well put.",
        "Only in winter.",
        "as a facilitator: counts for no side",
        table.central.display_name,
        heard.capacity.text,
    ):
        assert said in page.text, said


def test_what_is_confirmed_is_all_that_the_digest_covers(client: PageClient, table: Table) -> None:
    """Notes and items set aside are part of the words, so the page that asks to confirm shows them."""
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want to be asked.")
    an_acceptance(table, heard, table.local, note="Well put.")
    services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow on every road")
    client.sign_in(table.central)
    page = client.page(path_of(table, "/trust/confirm"))
    for said in ("They want to be asked.", "local government", "Well put.", "Snow on every road"):
        assert said in page.text


def test_earlier_words_are_reached_from_the_page(client: PageClient, table: Table) -> None:
    first = an_entry(table, Stage.TRUST, "contact", words="Ann Evans of the housing team", post="Lead")
    second = new_words(table, first, "Bryn Evans of the housing team", by=table.facilitator)
    gone = an_entry(table, Stage.TRUST, "credit", words="Ours alone")
    services.end_entry(table.local, table.document, gone)
    client.sign_in(table.resident)
    stage = client.page(path_of(table, "/trust"))
    assert "Ann Evans" not in stage.text
    assert path_of(table, f"/entries/{second.id}/history") in links(stage)
    versions = client.page(path_of(table, f"/entries/{second.id}/history"))
    for said in ("Ann Evans", "Bryn Evans", f"Changed by {table.facilitator.display_name}", "[removed:"):
        assert said in versions.text
    assert path_of(table, "/trust/history") in links(stage)
    history = client.page(path_of(table, "/trust/history"))
    for said in ("Ann Evans", "Ours alone", f"Taken off the record by {table.local.display_name}"):
        assert said in history.text


def test_everything_people_said_is_kept_and_shown(client: PageClient, table: Table) -> None:
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.NOT_YET, "We were not asked.")
    a_word(table, Stage.TRUST, table.central)
    client.sign_in(table.resident)
    assert "We were not asked." not in client.page(path_of(table, "/trust")).text
    assert "We were not asked." in client.page(path_of(table, "/trust/said")).text


def test_changes_that_cannot_be_shown_lead_to_the_earlier_words(client: PageClient, table: Table) -> None:
    said = a_word(table, Stage.TRUST, table.central)
    an_entry(table, Stage.TRUST, "credit")
    client.sign_in(table.central)
    assert "Both" not in client.page(path_of(table, f"/trust/changes/{said.id}")).text
    client.page(path_of(table, "/trust/changes/987654"), status=404)
    client.page(path_of(table, f"/honesty/changes/{said.id}"), status=404)


def test_declarations_are_paged(client: PageClient, table: Table) -> None:
    people = [a_member(table.space) for _ in range(11)]
    declare_all(table, people)
    client.sign_in(people[0])
    page = client.page(path_of(table, "/honesty"))
    assert path_of(table, "/honesty/answers/interests") in links(page)
    assert "Change your declaration" in page.text
    every = client.page(path_of(table, "/honesty/answers/interests"))
    assert len([each for each in every.all("div") if each.attributes.get("class") == "ps-entry"]) == 11


def test_a_published_record_is_read_by_anyone_and_written_by_nobody_else(
    client: PageClient, table: Table
) -> None:
    a_published_record(table)
    for path in READ:
        page = client.page(path_of(table, path))
        assert not [
            link for link in links(page) if link.endswith(("/new", "/edit", "/end", "/accept", "/confirm"))
        ]
    assert "Tuesday" in client.page(path_of(table)).text
    assert "A court date" in client.page(path_of(table)).text
    assert client.get(path_of(table, "/trust/confirm")).status_code == 303
    client.sign_in(a_resident())
    assert client.get(path_of(table, "/trust/confirm")).status_code == 403


@pytest.mark.parametrize("visibility", Visibility)
def test_a_record_nobody_outside_may_read_is_not_there(client: PageClient, visibility: Visibility) -> None:
    table = a_table(a_space(visibility=visibility))
    if visibility is Visibility.MEMBERS:
        a_published_record(table)
    entry = an_entry(table, Stage.FLEXIBILITY, "option", state="alive")
    said = a_word(table, Stage.FLEXIBILITY, table.central)
    hidden = [
        *READ,
        f"/entries/{entry.id}/history",
        f"/flexibility/changes/{said.id}",
        "/honesty/answers/interests",
    ]
    forms = [
        "/trust/credit/new",
        f"/entries/{entry.id}/edit",
        f"/entries/{entry.id}/end",
        "/trust/confirm",
        "/move",
        "/lift",
        "/aside/visit",
    ]
    for path in hidden:
        client.page(path_of(table, path), status=404)
    client.sign_in(a_member(a_space(title="Elsewhere"), side=Side.LOCAL))
    for path in [*hidden, *forms]:
        client.page(path_of(table, path), status=404)
    client.sign_in(table.resident)
    for path in hidden:
        client.page(path_of(table, path))


def test_an_entry_of_another_record_is_not_found_at_this_one(client: PageClient, table: Table) -> None:
    entry = an_entry(a_table(table.space), Stage.TRUST, "credit", by=table.central)
    client.sign_in(table.central)
    for page in ("edit", "end", "accept", "history"):
        client.page(path_of(table, f"/entries/{entry.id}/{page}"), status=404)
    client.page(path_of(table, "/trust/cannot/new"), status=404)
    client.page(path_of(table, "/aside/luck"), status=404)
    client.page(path_of(table, "/hope"), status=404)


def test_members_who_may_not_read_the_text_are_not_led_to_it(client: PageClient, table: Table) -> None:
    fill_flexibility(table)
    client.sign_in(table.resident)
    text = f"/spaces/{table.space.slug}/documents/{table.document.number}"
    for path in ("", "/flexibility", "/flexibility/confirm"):
        assert text not in links(client.page(path_of(table, path)))
    client.page(text, status=404)
    client.sign_in(table.central)
    assert text in links(client.page(path_of(table)))


def test_words_with_markup_are_shown_as_words(client: PageClient, table: Table) -> None:
    mark = "<script>alert(1)</script><b>bold</b>"
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words=mark)
    an_entry(table, Stage.TRUST, "contact", words=mark, post=mark, reach=mark)
    an_acceptance(table, heard, table.local, note=mark)
    a_word(table, Stage.TRUST, table.central, ConfirmationKind.RESERVATION, mark)
    services.set_aside(table.facilitator, table.document, requirement="visit", reason=mark)
    a_move(table, Stage.HONESTY, reason=mark)
    client.sign_in(table.central)
    for path in ("", "/trust", "/trust/confirm", "/trust/said"):
        page = client.page(path_of(table, path))
        assert not [each for each in page.all("b") if each.text == "bold"]
        assert not [each for each in page.all("script") if not each.attributes.get("src")]
    assert the_record(table).stage is Stage.HONESTY
