"""Inviting people, and where the link in the letter leads."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.spaces import services
from policyspace.spaces.models import Invitation, Space
from policyspace.spaces.queries import find_waiting_invitation
from policyspace.spaces.tokens import token_of
from tests.builders.people import a_resident, an_administrator, an_official, an_organisation, the_link
from tests.builders.spaces import (
    a_member,
    a_members_only_space,
    a_space,
    an_invitation,
    the_facilitator,
    the_membership,
)
from tests.client import PageClient


def place(space: Space, page: str = "") -> str:
    return f"/spaces/{space.slug}{page}"


def link(invitation: Invitation) -> str:
    return f"/invitations/{token_of(invitation)}"


def test_a_facilitator_invites_and_sees_who_has_not_answered(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(place(space, "/invite"), email="Jo@example.com", role="drafter")
    assert reply.location == place(space, "/members")
    text = client.page(place(space, "/members")).text
    assert "The invitation to jo@example.com is on its way." in text
    client.sign_in(a_member(space))
    assert "jo@example.com" not in client.page(place(space, "/members")).text


def test_an_address_that_is_none_is_refused_by_the_field_and_kept(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(place(space, "/invite"), email="jo at example", role="drafter")
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "Enter an email address, like name@example.com" in page
    assert 'value="jo at example"' in page
    assert client.send(place(space, "/invite"), email="").status_code == 422


def test_a_facilitator_withdraws(client: PageClient) -> None:
    space = a_space()
    invitation = an_invitation(space)
    client.sign_in(the_facilitator(space))
    page = place(space, f"/invitations/{invitation.id}/withdraw")
    assert client.send(page).location == place(space, "/members")
    client.page(page, 404)
    assert "This invitation has ended." in client.page(link(invitation), 404).text


def test_only_administrators_are_offered_organisations_to_vouch_for(client: PageClient) -> None:
    group = an_organisation("Elm Street Residents", side=Side.PARTNER)
    keeper = an_administrator()
    space = a_space()
    client.sign_in(the_facilitator(space))
    assert "Elm Street Residents" not in client.page(place(space, "/invite")).text
    a_member(space, person=keeper, role=Role.FACILITATOR)
    client.sign_in(keeper)
    client.send(place(space, "/invite"), email="jo@example.com", role="participant", organisation_id=group.id)
    waiting = find_waiting_invitation(space, "jo@example.com")
    assert waiting is not None
    assert waiting.organisation_id == group.id
    client.send(place(space, "/invite"), email="al@example.com", role="participant")
    waiting = find_waiting_invitation(space, "al@example.com")
    assert waiting is not None
    assert waiting.organisation_id is None


def test_the_link_alone_changes_nothing_and_the_button_lets_its_owner_in(client: PageClient) -> None:
    space = a_members_only_space(title="Private thoughts")
    jo = a_resident()
    invitation = an_invitation(space, email=jo.email, role=Role.DRAFTER)
    client.sign_in(jo)
    client.page(place(space), 404)
    page = client.page(link(invitation))
    assert "You are invited to “Private thoughts”" in page.text
    client.page(place(space), 404)
    reply = client.send(link(invitation))
    assert (reply.status_code, reply.location) == (303, place(space))
    assert "You take part in this space now." in client.page(place(space)).text
    assert the_membership(space, jo).role == Role.DRAFTER
    assert client.get(link(invitation)).location == place(space)


def test_a_visitor_is_led_to_sign_in_and_back(client: PageClient) -> None:
    invitation = an_invitation(a_space(), email="jo@example.com")
    page = client.page(link(invitation))
    assert "j•••@example.com" in page.text
    assert "jo@example.com" not in page.text
    offered = {each.attributes["href"].replace("%2F", "/") for each in page.all("a")}
    assert {f"/sign-in?next={link(invitation)}", f"/sign-up?next={link(invitation)}"} <= offered


def test_someone_without_an_account_signs_up_and_comes_in(client: PageClient) -> None:
    space = a_members_only_space()
    invitation = an_invitation(space, email="jo@example.com")
    client.send(f"/sign-up?next={link(invitation)}", email="jo@example.com", display_name="Jo")
    reply = client.send(the_link("jo@example.com"))
    assert reply.location == link(invitation)
    assert client.send(link(invitation)).location == place(space)
    assert client.page(place(space)).all("h1")[0].text == space.title


def test_somebody_else_is_told_so_and_cannot_come_in(client: PageClient) -> None:
    space = a_members_only_space()
    invitation = an_invitation(space, email="jo@example.com")
    client.sign_in(a_resident())
    page = client.page(link(invitation))
    assert "You are signed in with another address." in page.text
    assert "Accept the invitation" not in page.text
    client.page(place(space), 404)


def test_an_official_chooses_the_capacity_they_come_in_with(client: PageClient) -> None:
    council = an_organisation("Northfield Council")
    ned = an_official(council)
    space = a_space()
    invitation = an_invitation(space, email=ned.email)
    client.sign_in(ned)
    assert client.send(link(invitation), capacity="own-999999").status_code == 422
    client.send(link(invitation))
    assert the_membership(space, ned).capacity.organisation == "Northfield Council"


def test_an_organisation_that_vouched_for_someone_is_offered_before_they_accept(client: PageClient) -> None:
    group = an_organisation("Elm Street Residents", side=Side.PARTNER)
    keeper = an_administrator()
    space = a_space(opened_by=keeper)
    jo = a_resident()
    invitation = services.invite(keeper, space, email=jo.email, role="participant", organisation_id=group.id)
    client.sign_in(jo)
    assert "Elm Street Residents (partner organisation) – own view" in client.page(link(invitation)).text
    client.send(link(invitation))
    assert the_membership(space, jo).capacity.organisation == "Elm Street Residents"


def test_a_broken_link_helps(client: PageClient) -> None:
    for token in ("nonsense", "a-1", "x" * 300, "é-1"):
        assert "Check that you copied the whole link" in client.page(f"/invitations/{token}", 404).text


def test_the_home_page_of_who_is_invited_leads_to_the_invitation(client: PageClient) -> None:
    jo = a_resident()
    invitation = an_invitation(a_members_only_space(title="Private thoughts"), email=jo.email)
    client.sign_in(jo)
    page = client.page("/")
    assert "Answer the invitation to “Private thoughts”" in page.text
    assert link(invitation) in {each.attributes["href"] for each in page.all("a")}
