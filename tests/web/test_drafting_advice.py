"""Advice beside the editor, on its own page, after saving; and through the API."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting import services
from policyspace.drafting.queries import get_revision
from tests.api.client import Program
from tests.builders.drafting import a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator
from tests.builders.templates import TEXT as TEMPLATE
from tests.builders.templates import WHO, a_document_from_template
from tests.client import PageClient
from tests.inspector import Page
from tests.web.test_drafting import path_of

LONG = "The council " + "and the landlord " * 8 + "must agree on one day."
TEXT = f"## Who\n\nFamilies wait.\n\n{LONG} [Click here](https://x.example).\n"


def test_the_page_leads_to_each_place_in_the_text(client: PageClient) -> None:
    document = a_problem(text=TEXT)
    client.sign_in(a_member(space_of(document), role=Role.DRAFTER))
    page = client.page(path_of(document, "/advice"))
    assert "1 sentence has more than 25 words" in page.text
    assert "31 words" in page.text
    assert "Click here" in page.text
    [place] = {each.attributes["href"] for each in page.all("a") if each.text == "Paragraph 2"}
    text, _hash, block = place.partition("#")
    assert text == path_of(document)
    assert block in {each.attributes.get("id") for each in client.page(text).walk()}


def test_any_revision_can_be_asked_about(client: PageClient) -> None:
    document = a_problem(text=TEXT)
    a_revision(document, "## Who\n\nFamilies wait.\n")
    client.sign_in(the_facilitator(space_of(document)))
    assert "Nothing in it needs to be plainer" in client.page(path_of(document, "/advice")).text
    earlier = client.page(path_of(document, "/advice?revision=1"))
    assert "1 sentence has more than 25 words" in earlier.text
    assert any("/revisions/1#b-" in each.attributes["href"] for each in earlier.all("a"))
    client.page(path_of(document, "/advice?revision=9"), status=404)


def test_advice_is_for_those_who_write_here(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(a_member(space_of(document)))
    client.page(path_of(document, "/advice"), status=403)
    hidden = an_open_problem(a_members_only_space())
    client.page(path_of(hidden, "/advice"), status=404)


def test_beside_the_editor_stands_advice_on_what_is_saved_and_then_on_what_was_typed(
    client: PageClient,
) -> None:
    document = a_problem(text=TEXT)
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, "/edit")
    assert "1 sentence has more than 25 words" in client.page(edit).text
    refused = client.send(edit, title="", text=f"{TEXT}\n{LONG}\n")
    assert refused.status_code == 422
    assert "2 sentences have more than 25 words" in Page(refused.get_data(as_text=True)).root.text


def test_advice_on_one_section_knows_the_text_around_it(client: PageClient) -> None:
    text = f"## Who\n\nLocal Housing Allowance (LHA) is low. {LONG}\n\n## Now\n\nThe LHA. {LONG}\n"
    document = a_problem(text=text)
    heading = get_revision(document, 1).blocks[2]["id"]
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, f"/edit?section={heading}")
    page = client.page(edit)
    assert "Advice on this section" in page.text
    assert "1 sentence has more than 25 words" in page.text
    assert "Paragraph 2, 31 words" in page.text
    assert "is not explained" not in page.text
    typed = f"## Now\n\nThe LHA and the DWP.\n\n{LONG} {LONG}\n"
    refused = client.send(edit, text=typed, base_number="7")
    again = Page(refused.get_data(as_text=True)).root
    assert "2 sentences have more than 25 words" in again.text
    assert "Paragraph 3, 31 words" in again.text
    assert "1 abbreviation is not explained" in again.text


def test_a_preview_gives_advice_that_leads_to_its_own_paragraphs(client: PageClient) -> None:
    document = a_problem(text="## Who\n\nFamilies wait.\n")
    client.sign_in(the_facilitator(space_of(document)))
    reply = client.send(path_of(document, "/edit"), text=TEXT, preview="yes")
    page = Page(reply.get_data(as_text=True)).root
    [place] = [each.attributes["href"] for each in page.all("a") if each.text == "Paragraph 2"][:1]
    assert place.removeprefix("#") in {each.attributes.get("id") for each in page.walk()}


def test_after_saving_one_sentence_says_what_could_be_plainer(client: PageClient) -> None:
    document = a_problem(text="## Who\n\nFamilies wait.\n")
    client.sign_in(the_facilitator(space_of(document)))
    page = client.page(client.send(path_of(document, "/edit"), text=TEXT).location)
    assert "Saved as revision 2." in page.text
    assert "What could be plainer: 1 sentence is long, 1 link does not say where it leads." in page.text
    assert [each.attributes["href"] for each in page.all("a") if each.text == "See the advice"] == [
        path_of(document, "/advice")
    ]
    page = client.page(client.send(path_of(document, "/edit"), text="## Who\n\nFamilies wait.\n").location)
    assert "plainer" not in page.text


def test_a_program_gets_the_same_advice(app: Flask) -> None:
    document = a_document_from_template(text=TEMPLATE.replace(WHO, f"{LONG} The LHA helps."))
    space = space_of(document)
    path = f"/spaces/{space.slug}/documents/{document.number}/revisions/1/advice"
    reply = Program(app, a_member(space, role=Role.DRAFTER)).get(path)
    assert reply.status_code == 200
    assert reply.json["words"] == 36
    assert reply.json["reading_age"] is None
    assert reply.json["long_sentences"] == [{"number": 1, "words": 31, "text": LONG}]
    assert reply.json["abbreviations"] == [{"number": 1, "name": "LHA", "times": 1}]
    assert reply.json["unwritten"] == ["Now"]
    shown = Program(app, the_facilitator(space)).post(
        f"/spaces/{space.slug}/documents/{document.number}/preview", text=f"{LONG} {LONG}"
    )
    assert [each["number"] for each in shown.json["advice"]["long_sentences"]] == [1, 1]
    services.open_problem(the_facilitator(space), document)
    assert Program(app, a_member(space)).get(path).status_code == 403
    assert Program(app).get(path).status_code == 401
