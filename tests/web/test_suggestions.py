"""Suggestions on pages: where they are made, shown in their place, listed, decided, made again."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from policyspace.charter.words import HideReason
from policyspace.discussion import services as discussion
from policyspace.discussion.queries import get_head
from policyspace.drafting import services
from policyspace.drafting.models import Document, Suggestion
from policyspace.foundation.db import db
from tests.builders.discussion import a_block_of, a_reply
from tests.builders.drafting import space_of
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.builders.suggesting import (
    TWICE,
    WAIT,
    a_drafter,
    a_suggestion,
    an_open_text,
    rewritten,
)
from tests.client import PageClient, filled
from tests.web.suggestion_pages import changed, links, path_of, shown


def form_for(document: Document, number: int = 2) -> str:
    """Where a change to a paragraph is suggested."""
    return path_of(document, f"/suggestions/new?block={a_block_of(document, number)}")


def the_suggestion() -> Suggestion:
    return db.session.query(Suggestion).one()


def test_each_paragraph_and_heading_offers_to_suggest_a_change(client: PageClient) -> None:
    document = an_open_text()
    offered = {
        words: href for words, href in links(client.page(path_of(document))).items() if "Suggest a" in words
    }
    assert list(offered) == [
        "Suggest a change to the heading “Who is affected”",
        *(f"Suggest a change to paragraph {number}" for number in (1, 2, 3)),
    ]
    assert offered["Suggest a change to paragraph 2"] == form_for(document)
    services.close_problem(the_facilitator(space_of(document)), document)
    assert "Suggest a change" not in client.page(path_of(document)).text


def test_a_visitor_is_led_to_sign_in_and_back_to_the_passage(client: PageClient) -> None:
    document = an_open_text()
    page = client.page(form_for(document))
    assert WAIT in page.text
    assert not page.all("textarea")
    doors = [urlsplit(href) for href in links(page).values() if href.startswith(("/sign-in?", "/sign-up?"))]
    assert [parse_qs(each.query)["next"] for each in doors] == [[form_for(document)]] * 2


def test_a_resident_suggests_and_sees_it_in_its_thread_and_in_its_place(client: PageClient) -> None:
    document, rosa = an_open_text(), a_resident("Rosa")
    client.sign_in(rosa)
    page = client.page(form_for(document))
    assert page.all("textarea")[0].text == WAIT
    data = filled_at(client, document) | {"words": TWICE, "why": "We counted it"}
    reply = client.post(path_of(document, "/suggestions/new"), data=data)
    assert reply.status_code == 303
    thread = client.page(reply.location)
    assert "Suggestion by Rosa" in thread.text
    assert "We counted it" in thread.text
    (whole,) = shown(thread)
    assert changed(whole) == (["three times"], ["twice"])
    (here,) = shown(client.page(path_of(document)))
    for words in ("Rosa", "resident", "We counted it", "Discuss"):
        assert words in here.text
    assert changed(here) == (["three times"], ["twice"])
    assert "Accept" not in here.text


def filled_at(client: PageClient, document: Document) -> dict[str, str]:
    """What the form for the second paragraph holds as it is first shown."""
    forms = client.page(form_for(document)).all("form")
    return filled(next(each for each in forms if each.all("textarea")))


def test_bad_input_keeps_everything_and_names_the_field(client: PageClient) -> None:
    document = an_open_text()
    client.sign_in(a_resident())
    data = filled_at(client, document) | {"words": TWICE, "why": " "}
    reply = client.post(path_of(document, "/suggestions/new"), data=data)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "Say why, in a line" in page
    assert TWICE in page
    assert data["idempotency_key"] in page
    reply = client.post(path_of(document, "/suggestions/new"), data=data | {"words": WAIT, "why": "Because"})
    assert "Change the words" in reply.get_data(as_text=True)
    assert 'value="Because"' in reply.get_data(as_text=True)


def test_words_overtaken_while_writing_come_back_beside_the_new_passage(client: PageClient) -> None:
    document = an_open_text()
    client.sign_in(a_resident())
    data = filled_at(client, document) | {"words": TWICE, "why": "Because"}
    rewritten(document, "three times", "four times")
    reply = client.post(path_of(document, "/suggestions/new"), data=data)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    for words in (
        "Someone changed the same words",
        "They move four times.",
        TWICE,
        'name="base_number" value="2"',
    ):
        assert words in page
    again = client.post(path_of(document, "/suggestions/new"), data=data | {"base_number": "2"})
    assert again.status_code == 303
    assert the_suggestion().passage == WAIT.replace("three", "four")


def test_words_whose_paragraph_is_gone_are_not_lost(client: PageClient) -> None:
    document = an_open_text()
    client.sign_in(a_resident())
    data = filled_at(client, document) | {"words": TWICE, "why": "Because"}
    rewritten(document, f"{WAIT}\n\n", "")
    reply = client.post(path_of(document, "/suggestions/new"), data=data)
    assert reply.status_code == 422
    assert TWICE in reply.get_data(as_text=True)
    assert client.get(path_of(document, "/suggestions/new?block=nothere")).status_code == 404


def test_who_belongs_to_an_organisation_chooses_a_hat(client: PageClient) -> None:
    document = an_open_text()
    client.sign_in(an_official())
    data = filled_at(client, document) | {"words": TWICE, "why": "Because"}
    refused = client.post(path_of(document, "/suggestions/new"), data=data)
    assert refused.status_code == 422
    assert TWICE in refused.get_data(as_text=True)
    assert (
        client.post(path_of(document, "/suggestions/new"), data=data | {"capacity": "resident"}).status_code
        == 303
    )


def test_a_carried_suggestion_shows_what_it_was_made_as(client: PageClient) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    rewritten(document, "a year", "two years")
    thread = client.page(path_of(document, f"/comments/{get_head(suggestion).id}"))
    assert "Made on revision 1. Carried to revision 2." in thread.text
    assert "As it was made on revision 1" in thread.text
    now, first = shown(thread)
    assert "for two years" in now.text
    assert "for a year" in first.text
    assert links(thread)["revision 1"] == path_of(document, f"/revisions/1#b-{suggestion.block_id}")


def test_several_on_one_paragraph_and_long_ones_are_folded(client: PageClient) -> None:
    document = an_open_text()
    a_suggestion(document, author=a_resident("Ana"))
    assert client.page(path_of(document)).all("summary") == []
    a_suggestion(document, "Nobody. " * 100, author=a_resident("Bea"), number=1)
    a_suggestion(document, "Often.", author=a_resident("Cem"))
    folded = [each.text for each in client.page(path_of(document)).all("summary")]
    assert folded == [f"Suggestion by {name} (resident)" for name in ("Bea", "Ana", "Cem")]


def test_a_suggestion_whose_paragraph_is_gone_stands_below_the_text(client: PageClient) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana"))
    rewritten(document, f"{WAIT}\n\n", "")
    page = client.page(path_of(document))
    assert "Suggestions on words that are no longer in the text" in page.text
    assert "taken out in revision 2. Ana can withdraw it" in page.text
    thread = client.page(path_of(document, f"/comments/{get_head(suggestion).id}"))
    assert len(shown(thread)) == 1


def test_open_and_decided_suggestions_are_listed_a_page_at_a_time(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyspace.web.drafting.suggesting.ON_A_PAGE", 2)
    document, rosa = an_open_text(), a_resident()
    several = [a_suggestion(document, f"Version {each}.", author=rosa) for each in range(4)]
    services.decline_suggestion(a_drafter(document), several[0], reason="Not this one")
    a_reply(get_head(several[3]))
    page = client.page(path_of(document, "/suggestions"))
    assert [each.all("ins")[0].text.split(" ")[1] for each in shown(page)] == ["Version", "Version"]
    assert "Discuss (1 reply)" in page.text
    older = next(href for words, href in links(page).items() if words.startswith("Older"))
    rest = client.page(older)
    assert len(shown(rest)) == 1
    decided = client.page(links(rest)["Decided"])
    (one,) = shown(decided)
    assert "Declined" in one.text
    assert "Not this one" in decided.text
    assert "Suggestions (3)" in client.page(path_of(document)).text


def test_hidden_ones_are_gone_from_the_pages_of_others(client: PageClient) -> None:
    document = an_open_text()
    facilitator = the_facilitator(space_of(document))
    suggestion = a_suggestion(document)
    thread = path_of(document, f"/comments/{get_head(suggestion).id}")
    discussion.hide_comment(facilitator, get_head(suggestion), reason=HideReason.SPAM)
    for page in ("", "/suggestions"):
        assert shown(client.page(path_of(document, page))) == []
    assert shown(client.page(thread)) == []
    assert client.get(path_of(document, f"/suggestions/{suggestion.id}")).status_code == 404
    client.sign_in(facilitator)
    assert shown(client.page(path_of(document))) == []
    assert len(shown(client.page(thread))) == 1
    assert "Hidden by a facilitator" in client.page(path_of(document, "/suggestions")).text
    assert client.get(path_of(document, f"/suggestions/{suggestion.id}/accept")).status_code == 409


def test_outsiders_of_a_members_space_find_nothing(client: PageClient) -> None:
    document = an_open_text(a_members_only_space())
    suggestion = a_suggestion(document, author=the_facilitator(space_of(document)))
    client.sign_in(a_resident())
    for page in ("/suggestions", f"/suggestions/{suggestion.id}", "/suggestions/new?block=abc"):
        assert client.get(path_of(document, page)).status_code == 404
    assert client.get(path_of(document, f"/suggestions/{suggestion.id}/accept")).status_code == 404
