"""Taking part in a space, and who takes part: joining, leaving, capacities, roles."""

from __future__ import annotations

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.spaces.models import Space
from policyspace.spaces.queries import find_membership
from tests.builders.people import a_resident, an_official, an_organisation
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator, the_membership
from tests.client import PageClient


def place(space: Space, page: str = "") -> str:
    return f"/spaces/{space.slug}{page}"


def test_a_resident_joins_with_one_button(client: PageClient) -> None:
    space, rosa = a_space(), a_resident()
    client.sign_in(rosa)
    assert not client.page(place(space, "/join")).all("fieldset")
    reply = client.send(place(space, "/join"))
    assert (reply.status_code, reply.location) == (303, place(space))
    assert "You take part in this space now." in client.page(place(space)).text
    assert the_membership(space, rosa).capacity.side is Side.RESIDENT


def test_an_official_chooses_a_capacity_when_they_join(client: PageClient) -> None:
    council = an_organisation("Northfield Council")
    space, ned = a_space(), an_official(council)
    client.sign_in(ned)
    page = client.page(place(space, "/join"))
    assert "Northfield Council (local government) – own view" in page.text
    client.send(place(space, "/join"), capacity="resident")
    assert the_membership(space, ned).capacity.side is Side.RESIDENT
    client.send(place(space, "/capacity"), capacity=f"own-{council.id}")
    assert the_membership(space, ned).capacity.organisation == "Northfield Council"
    assert "Northfield Council (local government) – own view" in client.page(place(space)).text


@pytest.mark.parametrize("page", ["/join", "/capacity"])
def test_a_capacity_that_is_not_ones_own_is_refused_by_the_field(client: PageClient, page: str) -> None:
    space, other = a_space(), an_organisation()
    person = a_resident() if page == "/join" else a_member(space)
    client.sign_in(person)
    reply = client.send(place(space, page), capacity=f"own-{other.id}")
    assert reply.status_code == 422
    assert "Choose a capacity from the list" in reply.get_data(as_text=True)


def test_who_is_not_a_member_has_nothing_to_change_or_leave(client: PageClient) -> None:
    space = a_space()
    client.sign_in(a_resident())
    client.page(place(space, "/capacity"), 403)
    client.page(place(space, "/leave"), 403)


def test_a_visitor_who_wants_to_join_is_asked_to_sign_in_first(client: PageClient) -> None:
    space = a_space()
    reply = client.get(place(space, "/join"))
    assert (reply.status_code, reply.location) == (303, f"/sign-in?next={place(space, '/join')}")


def test_a_member_leaves(client: PageClient) -> None:
    space = a_space()
    member = a_member(space)
    client.sign_in(member)
    assert "You can join again." in client.page(place(space, "/leave")).text
    assert client.send(place(space, "/leave")).location == "/spaces"
    assert "You have left" in client.page("/spaces").text
    assert find_membership(space, member) is None


def test_the_last_facilitator_is_told_why_they_cannot_leave(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(place(space, "/leave"))
    assert reply.status_code == 409
    assert "A space needs a facilitator." in reply.get_data(as_text=True)


def test_the_list_names_everyone_with_hat_and_role(client: PageClient) -> None:
    space = a_space(opened_by=an_official(an_organisation("Northfield Council"), "Olive Achebe"))
    a_member(space, person=a_resident("Rosa Marsh"))
    a_member(space, person=a_resident("Dan Drafter"), role=Role.DRAFTER)
    text = client.page(place(space, "/members")).text
    assert text.index("Olive Achebe") < text.index("Dan Drafter") < text.index("Rosa Marsh")
    assert "Northfield Council (local government) – own view" in text
    assert "Change role" not in text


def test_an_empty_list_of_participants_says_so(client: PageClient) -> None:
    assert "No participants yet" in client.page(place(a_space(), "/members")).text


def test_participants_page_back_and_forth(client: PageClient) -> None:
    space = a_space()
    for number in range(55):
        a_member(space, person=a_resident(f"Resident number {number}"))
    first = client.page(place(space, "/members"))
    older = next(each for each in first.all("a") if each.attributes.get("rel") == "next")
    second = client.page(older.attributes["href"])
    assert "Resident number 0 " in second.text
    newer = next(each for each in second.all("a") if each.attributes.get("rel") == "prev")
    assert client.page(newer.attributes["href"]).text == first.text


def test_a_facilitator_changes_a_role_and_ends_a_membership(client: PageClient) -> None:
    space = a_space()
    member = a_member(space, person=a_resident("Rosa Marsh"))
    membership = the_membership(space, member)
    client.sign_in(the_facilitator(space))
    page = place(space, f"/members/{membership.id}")
    assert page + "/role" in {
        each.attributes["href"] for each in client.page(place(space, "/members")).all("a")
    }
    assert client.send(page + "/role", role="drafter").location == place(space, "/members")
    assert the_membership(space, member).role == Role.DRAFTER
    assert client.send(page + "/role", role="owner").status_code == 422
    assert client.send(page + "/end").location == place(space, "/members")
    assert find_membership(space, member) is None
    client.page(page + "/role", 404)
    client.page(page + "/end", 404)


def test_the_last_facilitator_cannot_be_given_another_role(client: PageClient) -> None:
    space = a_space()
    facilitator = the_facilitator(space)
    client.sign_in(facilitator)
    page = place(space, f"/members/{the_membership(space, facilitator).id}/role")
    assert client.send(page, role="drafter").status_code == 409


def test_only_facilitators_see_the_forms_about_others(client: PageClient) -> None:
    space = a_space()
    membership = the_membership(space, a_member(space))
    client.sign_in(a_member(space, role=Role.DRAFTER))
    client.page(place(space, f"/members/{membership.id}/role"), 403)
    client.page(place(space, f"/members/{membership.id}/end"), 403)
    client.page(place(space, "/invite"), 403)


def test_a_member_of_another_space_is_not_found_here(client: PageClient) -> None:
    here, elsewhere = a_space(), a_space()
    membership = the_membership(elsewhere, a_member(elsewhere))
    client.sign_in(the_facilitator(here))
    client.page(place(here, f"/members/{membership.id}/role"), 404)


def test_leaving_a_members_only_space_says_what_that_means(client: PageClient) -> None:
    space = a_members_only_space()
    client.sign_in(a_member(space))
    assert "You cannot read this space any more" in client.page(place(space, "/leave")).text
    client.send(place(space, "/leave"))
    client.page(place(space), 404)
