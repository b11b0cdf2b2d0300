"""Pages on which one section is edited, and on which it is seen who else is writing."""

from __future__ import annotations

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.editing import editors_of, note_editing
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.builders.drafting import TEXT, a_revision, an_open_problem, space_of
from tests.builders.people import a_resident, an_official, an_organisation
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient
from tests.web.test_drafting import path_of, sent

NEW_WHO = "## Who is affected\n\nAround 640 families in temporary accommodation."


@pytest.fixture
def document(client: PageClient) -> Document:
    """An open problem whose facilitator is signed in."""
    document = an_open_problem(text="In short.\n\n" + TEXT)
    client.sign_in(the_facilitator(space_of(document)))
    return document


def ana(document: Document) -> Person:
    """A drafter of a council."""
    person = an_official(an_organisation("Anytown Council", side=Side.LOCAL), "Ana Silva")
    return a_member(space_of(document), role=Role.DRAFTER, person=person)


def heading(document: Document) -> str:
    """The id of the heading "Who is affected"."""
    return str(get_revision(document, 1).blocks[1]["id"])


def without_marks(text: str) -> str:
    """A sentence without the marks that keep names apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def test_each_heading_offers_to_edit_its_section_to_those_who_may(
    client: PageClient, document: Document
) -> None:
    offers = [each for each in client.page(path_of(document)).all("a") if "Edit this section" in each.text]
    assert [each.text for each in offers] == [
        "Edit this section (the words before the first heading)",
        "Edit this section “Who is affected”",
        "Edit this section “What happens to them now”",
    ]
    client.sign_in(a_member(space_of(document)))
    assert "Edit this section" not in client.page(path_of(document)).text


def test_a_section_is_edited_by_itself_and_the_reader_comes_back_to_it(
    client: PageClient, document: Document
) -> None:
    edit = path_of(document, f"/edit?section={heading(document)}")
    page = client.page(edit)
    assert page.all("h1")[0].text == "Edit “Who is affected”"
    [text] = page.all("textarea")
    assert "".join(text.words).strip() == TEXT.split("\n\n## What")[0]
    assert any(each.text == "Edit the whole text" for each in page.all("a"))
    reply = client.post(edit, data=sent(page) | {"text": NEW_WHO, "why": "New figures"})
    assert reply.status_code == 303
    assert reply.location.endswith(f"#b-{heading(document)}")
    assert "In short." in client.page(reply.location).text
    assert "640 families" in get_revision(document, 2).text


def test_the_words_before_the_first_heading_are_edited_by_themselves(
    client: PageClient, document: Document
) -> None:
    edit = path_of(document, "/edit?section=start")
    page = client.page(edit)
    assert page.all("h1")[0].text == "Edit the words before the first heading"
    reply = client.post(edit, data=sent(page) | {"text": "In a word: homes."})
    after = get_revision(document, 2)
    assert reply.location.endswith(f"#b-{after.blocks[0]['id']}")
    assert after.text == "In a word: homes.\n\n" + TEXT


def test_what_others_saved_in_other_sections_is_kept_and_said(client: PageClient, document: Document) -> None:
    edit = path_of(document, f"/edit?section={heading(document)}")
    page = client.page(edit)
    a_revision(document, get_revision(document, 1).text.replace("a year", "two years"))
    reply = client.post(edit, data=sent(page) | {"text": NEW_WHO})
    text = client.page(reply.location).text
    assert "together with what others saved" in text
    assert "640 families" in text
    assert "two years" in text


def test_the_same_words_of_a_section_bring_the_page_with_both_and_are_settled(
    client: PageClient, document: Document
) -> None:
    edit = path_of(document, f"/edit?section={heading(document)}")
    page = client.page(edit)
    a_revision(document, get_revision(document, 1).text.replace("600", "700"))
    reply = client.post(edit, data=sent(page) | {"text": NEW_WHO})
    conflict = client.page(reply.location)
    settled = client.post(
        path_of(document, "/settle"), data=sent(conflict, action="/settle") | {"take_0": "mine"}
    )
    assert settled.status_code == 303
    db.session.expire_all()
    assert get_revision(document, 3).text == "In short.\n\n" + TEXT.replace("600", "640")


def test_a_link_to_a_section_that_is_gone_opens_the_whole_text_and_says_so(
    client: PageClient, document: Document
) -> None:
    reply = client.get(path_of(document, "/edit?section=nothing"))
    assert reply.location == path_of(document, "/edit")
    assert "not in the text any more" in client.page(reply.location).text


def test_words_for_a_section_that_never_was_are_shown_again_with_the_reason(
    client: PageClient, document: Document
) -> None:
    data = sent(client.page(path_of(document, f"/edit?section={heading(document)}")))
    edit = path_of(document, "/edit")
    reply = client.post(edit, data=data | {"section": "nothing", "text": "My words"})
    assert reply.status_code == 422
    page = reply.get_data(as_text=True)
    assert "has no such section" in page
    assert "My words" in page
    empty = client.post(edit, data=data | {"text": " "}).get_data(as_text=True)
    assert "To take it out, edit the whole text" in empty


def test_who_else_is_editing_is_told_to_those_who_may_save_and_to_nobody_else(
    client: PageClient, document: Document
) -> None:
    note_editing(ana(document), document, section="abc", title="Cost")
    line = "Ana Silva (Anytown Council, local government) is editing “Cost”, since "
    for page in ("", "/edit", f"/edit?section={heading(document)}"):
        assert line in without_marks(client.page(path_of(document, page)).text)
    client.sign_in(a_member(space_of(document)))
    assert "is editing" not in client.page(path_of(document)).text
    client.delete_cookie("session")
    assert "is editing" not in client.page(path_of(document)).text


def test_opening_the_editor_tells_others_and_saving_or_cancelling_ends_it(
    client: PageClient, document: Document
) -> None:
    other = ana(document)

    def told() -> list[str]:
        return [each.section_title for each in editors_of(document, besides=other)]

    section = path_of(document, f"/edit?section={heading(document)}")
    form = sent(client.page(section))
    assert told() == ["Who is affected"]
    cancel = next(each for each in client.page(section).all("a") if each.text == "Cancel")
    assert client.get(cancel.attributes["href"]).location == path_of(document)
    assert told() == []
    client.page(section)
    client.post(section, data=form | {"text": NEW_WHO})
    assert told() == []


def test_an_open_editor_says_that_it_is_open_and_that_it_was_left(
    client: PageClient, document: Document
) -> None:
    other = ana(document)
    note_editing(other, document)
    token = sent(client.page(path_of(document, "/edit")))["csrf_token"]
    told = client.post(path_of(document, "/editing"), data={"csrf_token": token, "section": ""})
    here: list[str] = (told.json or {})["here"]
    assert [without_marks(each).partition(", since ")[0] for each in here] == [
        "Ana Silva (Anytown Council, local government) is editing the whole text"
    ]
    assert len(editors_of(document, besides=other)) == 1
    left = client.post(path_of(document, "/editing/left"), data={"csrf_token": token, "section": ""})
    assert left.status_code == 204
    assert not editors_of(document, besides=other)


@pytest.mark.parametrize("section", ["nothing", "x" * 5_000, "\x00", "start"])
def test_whatever_an_editor_says_breaks_nothing(client: PageClient, document: Document, section: str) -> None:
    token = sent(client.page(path_of(document, "/edit")))["csrf_token"]
    for page in ("/editing", "/editing/left"):
        reply = client.post(path_of(document, page), data={"csrf_token": token, "section": section})
        assert reply.status_code in {200, 204}


def test_who_may_not_save_can_neither_open_an_editor_nor_be_told(
    client: PageClient, document: Document
) -> None:
    client.sign_in(a_resident())
    client.page(path_of(document, "/edit"), status=403)
    token = next(
        each.attributes["value"]
        for each in client.page(path_of(document)).all("input")
        if each.attributes.get("name") == "csrf_token"
    )
    assert client.post(path_of(document, "/editing"), data={"csrf_token": token}).status_code == 403
    assert not editors_of(document, besides=the_facilitator(space_of(document)))
