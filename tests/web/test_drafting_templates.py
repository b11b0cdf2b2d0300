"""Choosing what to start from, the pages of a space's templates, and what readers see of what is not written."""

from __future__ import annotations

import pytest

from policyspace.charter.words import Role
from policyspace.drafting import services
from policyspace.drafting.starting import templates_of
from policyspace.foundation.db import db
from policyspace.spaces.models import Space
from tests.builders.drafting import a_revision, space_of
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.builders.templates import NOW, TEXT, WHO, a_document_from_template, a_template, the_space
from tests.client import PageClient
from tests.inspector import Element, Page


def new_of(space: Space, **asked: object) -> str:
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"/spaces/{space.slug}/documents/new?kind=problem{more}"


def typed_text(page: Element) -> str:
    return "".join(page.all("textarea")[0].words).removeprefix("\n")


def radios(page: Element) -> dict[str, bool]:
    """What can be chosen on a page, and whether it is."""
    chosen = [each for each in page.all("input") if each.attributes.get("type") == "radio"]
    return {each.attributes["value"]: "checked" in each.attributes for each in chosen}


def test_where_a_space_has_templates_one_is_chosen_before_anything_is_typed(client: PageClient) -> None:
    template = a_template()
    space = the_space(template)
    client.sign_in(a_member(space, role=Role.DRAFTER))
    choice = client.page(new_of(space))
    assert radios(choice) == {"standard": True, str(template.id): False, "empty": False}
    assert not choice.all("textarea")
    assert typed_text(client.page(new_of(space, template=template.id))) == TEXT
    assert typed_text(client.page(new_of(space, template="empty"))) == ""
    assert "What is already decided" in typed_text(client.page(new_of(space, template="nonsense")))


def test_where_a_space_has_none_the_standard_headings_are_there_at_once(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    assert "_Say which people" in typed_text(client.page(new_of(space)))


def test_those_who_may_not_start_a_document_are_told_before_they_type(client: PageClient) -> None:
    space = a_space()
    client.sign_in(a_member(space))
    client.page(new_of(space), status=403)


def test_starting_from_something_else_keeps_the_title_and_every_word(client: PageClient) -> None:
    template = a_template()
    space = the_space(template)
    client.sign_in(the_facilitator(space))
    page = new_of(space, template="standard")
    text = "## Who is affected\n\nFamilies in one room.\n"
    reply = client.send(
        page, title="My title", why="My reason", text=text, start_from=str(template.id), fill="yes"
    )
    assert reply.status_code == 200
    again = Page(reply.get_data(as_text=True)).root
    assert typed_text(again) == f"{TEXT}\n## Who is affected\n\nFamilies in one room.\n"
    values = {each.attributes.get("name"): each.attributes.get("value") for each in again.all("input")}
    assert (values["title"], values["why"], values["template"]) == ("My title", "My reason", str(template.id))
    assert "is kept at the end" in again.text


def test_what_is_started_from_a_template_loses_its_guidance_once_written(client: PageClient) -> None:
    template = a_template()
    space = the_space(template)
    client.sign_in(the_facilitator(space))
    text = TEXT.replace(WHO, f"{WHO}\n\nFamilies in one room.")
    reply = client.send(new_of(space, template=template.id), title="Waiting", text=text)
    page = client.page(reply.location)
    assert "Families in one room." in page.text
    assert WHO.strip("_") not in page.text


def test_a_section_that_holds_only_guidance_is_marked_and_the_guidance_is_for_writers(
    client: PageClient,
) -> None:
    document = a_document_from_template()
    space = space_of(document)
    a_revision(document, TEXT.replace(WHO, "Families in one room."))
    services.open_problem(the_facilitator(space), document)
    for path in ("", "/revisions/2"):
        page = client.page(f"/spaces/{space.slug}/documents/{document.number}{path}")
        assert "Not written yet" in page.text
        assert NOW.strip("_") not in page.text
    client.sign_in(the_facilitator(space))
    page = client.page(f"/spaces/{space.slug}/documents/{document.number}")
    assert "Not written yet" in page.text
    assert NOW.strip("_") in page.text


@pytest.mark.parametrize("step", ["open", "close"])
def test_opening_a_problem_warns_which_sections_are_not_written(client: PageClient, step: str) -> None:
    document = a_document_from_template()
    space = space_of(document)
    a_revision(document, TEXT.replace(NOW, "They wait."))
    client.sign_in(the_facilitator(space))
    path = f"/spaces/{space.slug}/documents/{document.number}/{step}"
    warned = [each.text for each in client.page(path).all("li")]
    assert ("Who" in warned) is (step == "open")
    assert "Now" not in warned
    if step == "open":
        assert client.send(path).status_code == 303


def test_a_facilitator_adds_changes_retires_and_brings_back_a_template(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    here = f"/spaces/{space.slug}/documents/templates"
    refused = client.send(f"{here}/new", title="", text="My own words")
    assert refused.status_code == 422
    assert "My own words" in refused.get_data(as_text=True)
    assert client.send(f"{here}/new", title="Short form", text=TEXT).location == here
    [template] = templates_of(space)
    one = f"{here}/{template.id}"
    client.send(one, title="Shorter form")
    assert "Shorter form" in client.page(here).text
    client.send(f"{one}/retire")
    assert "Retired" in client.page(here).text
    assert str(template.id) not in radios(client.page(new_of(space)))
    client.send(f"{one}/bring-back")
    assert str(template.id) in radios(client.page(new_of(space)))
    assert f"{the_facilitator(space).display_name} added a template for documents" in (
        client.page(f"/spaces/{space.slug}/activity").text
    )


def test_what_someone_else_changed_meanwhile_is_not_overwritten_unseen(client: PageClient) -> None:
    template = a_template()
    space = the_space(template)
    facilitator = the_facilitator(space)
    client.sign_in(facilitator)
    path = f"/spaces/{space.slug}/documents/templates/{template.id}"
    sent = {
        "kind": "problem",
        "title": "Mine",
        "text": "Mine.",
        "changed_at": template.updated_at.isoformat(),
    }
    services.change_template(facilitator, template, kind="problem", title="Theirs", text="Theirs.")
    token = next(
        each.attributes["value"]
        for each in client.page(path).all("input")
        if each.attributes.get("name") == "csrf_token"
    )
    reply = client.post(path, data=sent | {"csrf_token": token})
    assert reply.status_code == 422
    page = Page(reply.get_data(as_text=True)).root
    assert "Someone else changed this template" in page.text
    assert typed_text(page) == "Mine."
    now = {each.attributes.get("name"): each.attributes.get("value", "") for each in page.all("input")}
    again = sent | {"csrf_token": token, "changed_at": now["changed_at"] or ""}
    assert client.post(path, data=again).status_code == 303
    db.session.expire_all()
    assert template.title == "Mine"


def test_templates_are_for_those_who_write_here(client: PageClient) -> None:
    template = a_template()
    space = the_space(template)
    here = f"/spaces/{space.slug}/documents/templates"
    client.sign_in(a_member(space))
    client.page(here, status=403)
    client.sign_in(a_member(space, role=Role.DRAFTER))
    page = client.page(here)
    assert "Short form" in page.text
    assert "Retire" not in page.text
    client.page(f"{here}/{template.id}", status=403)
    client.sign_in(the_facilitator(a_space(title="Elsewhere")))
    client.page(here, status=403)
