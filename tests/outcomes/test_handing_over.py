"""All proposals that a facilitator looks after in a space, handed over in one step."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Role, Stage
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.outcomes import services
from policyspace.outcomes.queries import find_record, proposals_looked_after
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of
from tests.builders.ledger import told
from tests.builders.outcomes import Table, a_table, an_entry
from tests.builders.spaces import a_member, the_membership
from tests.client import PageClient
from tests.web.outcome_pages import errors_on, page_of


class Desk:
    """A space with four proposals: one looked after by name, one by another, one by nobody, one closed."""

    def __init__(self) -> None:
        self.table = a_table()
        space = self.table.space
        self.mine, self.theirs, self.nobodys, self.closed = self.table, *(a_table(space) for _ in range(3))
        self.facilitator = self.table.facilitator
        self.other, self.third = (a_member(space, role=Role.FACILITATOR) for _ in range(2))
        self.to = the_membership(space, self.other).id
        own = the_membership(space, self.facilitator).id
        services.hand_over(self.other, self.mine.document, to=own, note="Yours.")
        third = the_membership(space, self.third).id
        services.hand_over(self.facilitator, self.theirs.document, to=third, note="Yours.")
        services.hand_over(self.other, self.closed.document, to=own, note="Yours.")
        services.close_record(self.facilitator, self.closed.document, reason="Done")

    def keeper(self, table: Table) -> int | None:
        record = find_record(table.document)
        return record.looked_after_by if record else None

    def listed(self, reader: Person, *, unassigned: bool = False) -> list[int]:
        view = view_of(self.table.space, reader)
        return [each.number for each in proposals_looked_after(view, unassigned=unassigned)]


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def test_only_open_ones_that_one_looks_after_by_name_go_and_each_says_so(desk: Desk) -> None:
    assert desk.listed(desk.facilitator) == [desk.mine.document.number]
    before = len(told("record.handed_over"))
    deeds = services.hand_over_space(desk.facilitator, desk.table.space, to=desk.to, note="I retire.")
    assert [each.words for each in deeds] == ["I retire."]
    assert desk.keeper(desk.mine) == desk.other.id
    assert desk.keeper(desk.theirs) == desk.third.id
    assert desk.keeper(desk.nobodys) is None
    assert desk.keeper(desk.closed) == desk.facilitator.id
    assert len(told("record.handed_over")) == before + 1
    (row,) = told("records.handed_over")
    assert row.facts["deeds"] == [deeds[0].id]


def test_those_that_nobody_looks_after_go_too_where_that_is_asked(desk: Desk) -> None:
    deeds = services.hand_over_space(
        desk.facilitator, desk.table.space, to=desk.to, note="I retire.", unassigned=True
    )
    assert len(deeds) == 2
    assert desk.keeper(desk.nobodys) == desk.other.id
    assert desk.keeper(desk.theirs) == desk.third.id


def test_the_same_twice_is_done_once_and_nothing_to_hand_over_is_said(desk: Desk) -> None:
    for _twice in range(2):
        services.hand_over_space(desk.facilitator, desk.table.space, to=desk.to, note="I retire.")
    assert len(told("records.handed_over")) == 1
    with pytest.raises(Invalid, match="no proposal here that you look after"):
        services.hand_over_space(desk.facilitator, desk.table.space, to=desk.to, note="Again.")


def test_only_facilitators_hand_over_and_only_to_another_facilitator_with_a_note(desk: Desk) -> None:
    space = desk.table.space
    with pytest.raises(NotAllowed):
        services.hand_over_space(desk.table.local, space, to=desk.to, note="Mine.")
    for to, note, field in (
        (the_membership(space, desk.table.local).id, "To you.", "to"),
        (the_membership(space, desk.facilitator).id, "To me.", "to"),
        (desk.to, "  ", "note"),
    ):
        with pytest.raises(Invalid) as refusal:
            services.hand_over_space(desk.facilitator, space, to=to, note=note)
        assert list(refusal.value.fields) == [field]
    assert told("records.handed_over") == []


def test_a_facilitator_sees_what_would_go_chooses_and_hands_it_over(client: PageClient, desk: Desk) -> None:
    here = f"/spaces/{desk.table.space.slug}/desk"
    client.sign_in(desk.facilitator)
    links = [each.attributes["href"] for each in client.page(here).all("a")]
    assert f"{here}/hand-over" in links
    page = client.page(f"{here}/hand-over")
    assert "You look after 1 proposal by name" in page.text
    assert "Nobody looks after 1 proposal by name" in page.text
    bad = client.send(f"{here}/hand-over", note="Zanzibar")
    assert errors_on(page_of(bad))["to"] == "Choose a facilitator of this space"
    assert "Zanzibar" in page_of(bad).all("textarea")[0].text
    reply = client.send(f"{here}/hand-over", to=str(desk.to), note="I retire.", unassigned="yes")
    assert (reply.status_code, reply.location) == (303, here)
    assert (
        "looks after 2 more proposals now, and gets one letter about all of them." in client.page(here).text
    )
    assert "You look after no proposal here" in client.page(f"{here}/hand-over").text
    client.sign_in(desk.other)
    mine = client.page(f"{here}?show=mine").text
    assert desk.mine.document.title in mine
    client.sign_in(desk.table.local)
    assert client.get(f"{here}/hand-over").status_code == 403


def test_who_is_the_only_facilitator_is_told_what_to_do_first(client: PageClient) -> None:
    table = a_table()
    an_entry(table, Stage.TRUST, "credit")
    client.sign_in(table.facilitator)
    page = client.page(f"/spaces/{table.space.slug}/desk/hand-over")
    assert "There is no other facilitator yet" in page.text
