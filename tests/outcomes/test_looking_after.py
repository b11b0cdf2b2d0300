"""Closing a record, opening it again, and handing it over to another facilitator."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Role, Stage
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.foundation.paging import Span
from policyspace.outcomes import services
from policyspace.outcomes.models import Deed
from policyspace.outcomes.queries import deeds_of, find_record, stages_awaiting, who_looks_after
from policyspace.outcomes.services import RecordClosed
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of
from tests.builders.ledger import told
from tests.builders.outcomes import Table, a_move, a_table, a_word, an_acceptance, an_entry, fill_trust
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.client import PageClient


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def deeds(table: Table, reader: Person | None = None) -> list[Deed]:
    view = view_of(table.space, reader or table.facilitator)
    return list(deeds_of(view, table.document, Span()).items)


def another(table: Table) -> tuple[Person, int]:
    """One more facilitator of the space, and the id of their membership."""
    person = a_member(table.space, role=Role.FACILITATOR)
    return person, the_membership(table.space, person).id


def test_nothing_in_a_closed_record_changes_until_it_is_opened_again(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    services.close_record(table.facilitator, table.document, reason="The minister withdrew it.")
    for refused in (
        lambda: an_entry(table, Stage.TRUST, "credit"),
        lambda: an_acceptance(table, heard, table.local),
        lambda: a_word(table, Stage.TRUST, table.central),
        lambda: a_move(table, Stage.HONESTY, reason="Now"),
        lambda: services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow"),
        lambda: services.lift_publication(table.facilitator, table.document, reason="Now"),
        lambda: services.end_entry(table.central, table.document, heard),
        lambda: services.hand_over(table.facilitator, table.document, to=another(table)[1], note="Yours"),
    ):
        with pytest.raises(RecordClosed, match="is closed, so nothing in it can change"):
            refused()
    services.reopen_record(table.facilitator, table.document, reason="A new minister.")
    an_acceptance(table, heard, table.local)
    assert [(each.kind, each.words) for each in deeds(table)] == [
        ("reopened", "A new minister."),
        ("closed", "The minister withdrew it."),
    ]
    assert (len(told("record.closed")), len(told("record.reopened"))) == (1, 1)


def test_nobody_is_asked_for_anything_in_a_closed_record(table: Table) -> None:
    fill_trust(table)
    views = {table.space.id: view_of(table.space, table.central)}
    assert len(stages_awaiting(table.central, views)) == 1
    services.close_record(table.facilitator, table.document, reason="Done")
    assert stages_awaiting(table.central, views) == []


def test_closing_needs_a_reason_a_facilitator_and_an_open_record(table: Table) -> None:
    with pytest.raises(Invalid, match="Enter a reason"):
        services.close_record(table.facilitator, table.document, reason=" \n")
    with pytest.raises(NotAllowed):
        services.close_record(table.central, table.document, reason="Mine")
    with pytest.raises(Conflict, match="is open already"):
        services.reopen_record(table.facilitator, table.document, reason="Why not")
    first = services.close_record(table.facilitator, table.document, reason="Done")
    assert services.close_record(table.facilitator, table.document, reason="Done").id == first.id
    with pytest.raises(RecordClosed):
        services.close_record(table.facilitator, table.document, reason="Another reason")
    with pytest.raises(NotAllowed):
        services.reopen_record(table.local, table.document, reason="Mine")


def test_a_record_is_handed_to_another_facilitator_with_a_note(table: Table) -> None:
    person, membership = another(table)
    note = "Call the council on Mondays."
    deed = services.hand_over(table.facilitator, table.document, to=membership, note=note)
    assert who_looks_after(find_record(table.document)) == person
    assert (deed.whom, deed.words) == (person, note)
    assert told("record.handed_over")[0].facts["person"] == person.id
    again = services.hand_over(table.facilitator, table.document, to=membership, note=note)
    assert again.id == deed.id
    back = the_membership(table.space, table.facilitator).id
    services.hand_over(person, table.document, to=back, note="And back.")
    assert [each.words for each in deeds(table, a_resident())] == ["And back.", note]


def test_it_is_handed_to_nobody_but_another_facilitator_of_the_space(table: Table) -> None:
    elsewhere = a_space()
    for membership in (
        the_membership(table.space, table.local).id,
        the_membership(elsewhere, the_facilitator(elsewhere)).id,
        2**31,
    ):
        with pytest.raises(Invalid, match="Choose a facilitator of this space"):
            services.hand_over(table.facilitator, table.document, to=membership, note="Yours")
    _person, membership = another(table)
    with pytest.raises(Invalid, match="needs to know"):
        services.hand_over(table.facilitator, table.document, to=membership, note="  ")
    services.hand_over(table.facilitator, table.document, to=membership, note="Yours")
    with pytest.raises(Invalid, match="looks after this proposal already"):
        services.hand_over(table.facilitator, table.document, to=membership, note="Again")
    with pytest.raises(NotAllowed):
        services.hand_over(table.local, table.document, to=membership, note="Mine")


def test_a_form_that_would_change_a_closed_record_says_so_before_anything_is_typed(
    client: PageClient, table: Table
) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    own = an_entry(table, Stage.HONESTY, "interests", by=table.facilitator, words="None")
    person, to = another(table)
    record = f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    services.close_record(table.facilitator, table.document, reason="Done")
    for who, pages in (
        (table.facilitator, ("hand-over", "close", "move", "lift", "carry-over", f"nudge?whom={to}")),
        (table.facilitator, ("trust/credit/new", "aside/visit", f"entries/{own.id}/still-the-same")),
        (table.central, (f"entries/{heard.id}/edit", f"entries/{heard.id}/end", "trust/confirm")),
        (table.local, (f"entries/{heard.id}/accept",)),
    ):
        client.sign_in(who)
        for each in pages:
            page = client.page(f"{record}/{each}", 409)
            assert "This shared outcome is closed, so nothing in it can change." in page.text, each
    client.sign_in(person)
    client.send(f"{record}/reopen", reason="A new minister.")
    assert "This shared outcome is open already." in client.page(f"{record}/reopen", 409).text
