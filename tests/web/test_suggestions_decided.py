"""Suggestions on pages: accepted, declined, made again, withdrawn."""

from __future__ import annotations

from policyspace.discussion.queries import get_head
from policyspace.drafting.queries import get_revision
from tests.builders.people import a_resident
from tests.builders.suggesting import (
    TWICE,
    WAIT,
    a_drafter,
    a_suggestion,
    accepted,
    an_open_text,
    now_as,
    rewritten,
)
from tests.client import PageClient, filled
from tests.web.suggestion_pages import changed, links, path_of, shown


def test_a_drafter_accepts_with_one_press(client: PageClient) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana"))
    client.sign_in(a_drafter(document))
    accept = path_of(document, f"/suggestions/{suggestion.id}/accept")
    reply = client.send(accept, at=path_of(document))
    assert (reply.status_code, reply.location) == (303, path_of(document, f"#b-{suggestion.block_id}"))
    page = client.page(path_of(document))
    assert "Accepted. It is revision 2, by Ana." in page.text
    assert "Revision 2, by Ana · resident" in page.text
    assert shown(page) == []
    said = "Suggested by Ana (resident), accepted by Rosa Resident (resident)."
    for where in ("/history", "/revisions/2"):
        assert said in client.page(path_of(document, where)).text
    assert said not in client.page(path_of(document, "/revisions/1")).text
    thread = client.page(client.get(path_of(document, f"/suggestions/{suggestion.id}")).location)
    assert "State: Accepted. Made on revision 1. It is revision 2." in thread.text


def test_words_that_changed_since_the_page_was_read_are_shown_before_they_are_accepted(
    client: PageClient,
) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    client.sign_in(a_drafter(document))
    accept = path_of(document, f"/suggestions/{suggestion.id}/accept")
    seen = suggestion.digest
    rewritten(document, "a year", "two years")
    reply = client.send(accept, digest=seen)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "This suggestion has changed since you read it" in page
    assert "for two years" in page
    assert client.send(accept).status_code == 303
    assert "They move twice." in get_revision(document, 3).text


def test_declining_asks_why_on_a_page_of_its_own(client: PageClient) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana"))
    client.sign_in(a_drafter(document))
    decline = path_of(document, f"/suggestions/{suggestion.id}/decline")
    assert decline in links(client.page(path_of(document))).values()
    assert "Ana is told" in client.page(decline).text
    refused = client.send(decline, reason=" ")
    assert (refused.status_code, "Say why you decline it" in refused.get_data(as_text=True)) == (422, True)
    reply = client.send(decline, reason="The figure is three")
    thread = client.page(reply.location)
    for words in (
        "Declined. Its author is told why.",
        "State: Declined.",
        "The figure is three",
        "Rosa Resident",
    ):
        assert words in thread.text
    assert client.get(decline).status_code == 409


def test_the_second_of_two_says_what_happened_and_its_author_makes_it_again(client: PageClient) -> None:
    document, ana = an_open_text(), a_resident("Ana")
    one = a_suggestion(document)
    other = a_suggestion(document, WAIT.replace("three times", "often"), author=ana)
    drafter = a_drafter(document)
    accepted(one, drafter)
    said = "The words this suggestion changes were changed in revision 2. "
    client.sign_in(drafter)
    (here,) = shown(client.page(path_of(document)))
    assert f"{said}Ana can make it again from the new words." in here.text
    assert "Accept" not in links(here)
    accept = path_of(document, f"/suggestions/{other.id}/accept")
    data = filled(client.page(path_of(document, f"/suggestions/{other.id}/decline")).all("form")[-1])
    refused = client.post(accept, data=data | {"digest": other.digest})
    assert refused.status_code == 409
    assert f"{said}Ana can make it again" in refused.get_data(as_text=True)
    client.sign_in(ana)
    renew = path_of(document, f"/suggestions/{other.id}/renew")
    page = client.page(path_of(document))
    assert f"{said}You can make it again from the new words." in page.text
    assert renew in links(page).values()
    form = client.page(renew)
    assert form.all("textarea")[0].text == TWICE
    assert changed(shown(form)[0]) == (["three times"], ["often"])
    reply = client.send(renew, words=WAIT.replace("three times", "often"))
    assert reply.status_code == 303
    thread = client.page(reply.location)
    assert "Made again from the new words" in thread.text
    assert changed(shown(thread)[0]) == (["twice"], ["often"])


def test_its_author_withdraws_it_from_its_thread(client: PageClient) -> None:
    document, rosa = an_open_text(), a_resident()
    suggestion = a_suggestion(document, author=rosa)
    client.sign_in(rosa)
    withdraw = path_of(document, f"/comments/{get_head(suggestion).id}/withdraw")
    assert "Withdraw your suggestion" in client.page(withdraw).text
    reply = client.send(withdraw)
    assert "Your suggestion is withdrawn." in client.page(reply.location.split("#")[0]).text
    assert now_as(suggestion).state == "withdrawn"
