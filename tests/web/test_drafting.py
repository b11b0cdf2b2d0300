"""Pages of documents: read, edit, settle, compare, history, and the steps of their lives."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from tests.builders.drafting import (
    TEXT,
    a_problem,
    a_proposal,
    a_revision,
    an_open_problem,
    space_of,
)
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator
from tests.client import PageClient, filled
from tests.conftest import QueryCount
from tests.inspector import Element, Page


def path_of(document: Document, page: str = "") -> str:
    """The address of a page of a document."""
    return f"/spaces/{space_of(document).slug}/documents/{document.number}{page}"


def test_anyone_reads_an_open_problem_with_its_paragraphs_numbered(client: PageClient) -> None:
    document = an_open_problem()
    page = client.page(path_of(document))
    assert page.all("h1")[0].text == document.title
    numbers = [each.text for each in page.all("a") if each.attributes.get("class") == "ps-block__number"]
    assert [number.split()[-1] for number in numbers] == ["1", "2"]


def test_a_draft_is_not_found_by_anyone_but_its_drafters(client: PageClient) -> None:
    document = a_problem()
    for page in ("", "/history", "/compare?from=1&to=1", "/revisions/1"):
        client.page(path_of(document, page), status=404)
    client.sign_in(a_member(space_of(document)))
    client.page(path_of(document), status=404)
    client.sign_in(the_facilitator(space_of(document)))
    client.page(path_of(document))


def test_nothing_of_a_members_only_space_is_found_by_outsiders(client: PageClient) -> None:
    document = an_open_problem(a_members_only_space())
    for page in ("", "/history", "/compare?from=1&to=1", "/revisions/1"):
        client.page(path_of(document, page), status=404)
    client.page(f"/spaces/{space_of(document).slug}/documents", status=404)
    client.sign_in(a_member(a_space(title="Elsewhere")))
    for page in ("", "/edit", "/open"):
        client.page(path_of(document, page), status=404)


def test_a_drafter_starts_a_problem_from_the_template(client: PageClient) -> None:
    space = a_space()
    client.sign_in(a_member(space, role=Role.DRAFTER))
    new = f"/spaces/{space.slug}/documents/new?kind=problem"
    [text] = client.page(new).all("textarea")
    assert "What is already decided and not open" in "".join(text.words)
    reply = client.send(new, title="Families wait", text="Too long.", why="First words")
    assert reply.status_code == 303
    assert client.page(reply.location).all("h1")[0].text == "Families wait"


def test_a_form_with_mistakes_keeps_what_was_typed_and_says_what_is_wrong(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(f"/spaces/{space.slug}/documents/new?kind=problem", title=" ", text="My words <b>")
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "Enter a title" in page
    assert "My words &lt;b&gt;" in page
    assert "<title>Error: " in page


def test_saving_shows_the_new_text_and_says_which_revision(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    reply = client.send(path_of(document, "/edit"), text="Only this now.\n", why="Start again")
    page = client.page(reply.location)
    assert "Only this now." in page.text
    assert "Saved as revision 2" in page.text


def test_two_who_change_different_words_are_merged_and_told(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, "/edit")
    form = client.page(edit)
    a_revision(document, TEXT.replace("600", "640"))
    reply = client.post(edit, data=sent(form) | {"text": TEXT.replace("a year", "two years")})
    page = client.page(reply.location)
    assert "together with what others saved" in page.text
    assert "640 families" in page.text
    assert "two years" in page.text


def test_two_who_change_the_same_words_get_both_and_one_decides(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, "/edit")
    form = client.page(edit)
    a_revision(document, TEXT.replace("600", "640"))
    reply = client.post(edit, data=sent(form) | {"text": TEXT.replace("600", "700")})
    conflict = client.page(
        reply.location
    )  # it has an address of its own: going back to it sends nothing again
    assert "Someone else changed the same words" in conflict.text
    assert "640" in conflict.text
    assert "700" in conflict.text
    data = sent(conflict, action="/settle")
    undecided = client.post(path_of(document, "/settle"), data=data)
    assert undecided.status_code == 422
    assert "Choose which words to keep" in undecided.get_data(as_text=True)
    own = "Around 670 families in temporary accommodation."
    decided = client.post(path_of(document, "/settle"), data=data | {"take_0": "own", "own_0": own})
    assert decided.status_code == 303
    db.session.expire_all()
    assert own in get_revision(document, 3).text


def test_every_revision_has_an_address_that_shows_it_for_ever(client: PageClient) -> None:
    document = an_open_problem()
    a_revision(document, "Other words now.\n")
    page = client.page(path_of(document, "/revisions/1"))
    assert "600 families" in page.text
    assert "This is an earlier revision" in page.text


def test_history_tells_who_in_which_capacity_and_why(client: PageClient) -> None:
    document = an_open_problem()
    a_revision(document, TEXT + "\nMore.\n", why="They told us more")
    page = client.page(path_of(document, "/history"))
    assert "They told us more" in page.text
    assert "(central government)" in page.text
    assert "1 word added" in page.text


def test_comparing_marks_words_for_those_who_cannot_see_colour(client: PageClient) -> None:
    document = an_open_problem()
    a_revision(document, TEXT.replace("600", "640"))
    page = client.page(path_of(document, "/compare?from=1&to=2"))
    assert any("640" in each.text for each in page.all("ins"))
    assert any("600" in each.text for each in page.all("del"))


@pytest.mark.parametrize("asked", ["from=1&to=99", "from=0&to=1", "from=x&to=y", "to=-1"])
def test_comparing_revisions_that_are_not_there_is_not_found(client: PageClient, asked: str) -> None:
    document = an_open_problem()
    assert client.get(path_of(document, f"/compare?{asked}")).status_code == 404


def test_a_facilitator_opens_a_problem_until_a_day(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    day: dict[str, Any] = {"closes_on-day": "31", "closes_on-month": "1", "closes_on-year": "2099"}
    assert client.send(path_of(document, "/open"), **day).status_code == 303
    assert (
        "31 January 2099" in client.page(path_of(document)).text
        or "1 February 2099" in client.page(path_of(document)).text
    )


def test_a_day_that_does_not_exist_is_refused_and_kept(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    day: dict[str, Any] = {"closes_on-day": "31", "closes_on-month": "2", "closes_on-year": "2099"}
    reply = client.send(path_of(document, "/open"), **day)
    assert reply.status_code == 422
    page = reply.get_data(as_text=True)
    assert "Enter a real date" in page
    assert 'value="31"' in page


def test_a_proposal_cannot_be_published_before_trust(client: PageClient) -> None:
    document = a_proposal()
    client.sign_in(the_facilitator(space_of(document)))
    assert "Publish" not in [each.text for each in client.page(path_of(document)).all("a")]
    reply = client.send(path_of(document, "/publish"))
    assert reply.status_code == 403
    assert "once Trust is met" in reply.get_data(as_text=True)


def test_pages_cost_the_same_number_of_queries_however_long_the_history(
    client: PageClient, count_queries: type[QueryCount]
) -> None:
    document = an_open_problem()
    pages = [path_of(document, page) for page in ("", "/history", "/compare?from=1&to=2", "/revisions/1")]

    def costs() -> list[int]:
        counts = []
        for page in pages:
            with count_queries() as queries:
                client.page(page)
            counts.append(len(queries))
        return counts

    a_revision(document, "Version 0.\n")
    few = costs()
    for each in range(1, 60):
        a_revision(document, f"Version {each}.\n")
    assert costs() == few


def sent(page: Element, action: str = "") -> dict[str, str]:
    """What a browser would send of the one form of a page that posts to `action`."""
    forms = [
        each
        for each in page.all("form")
        if each.attributes.get("method") == "post"
        and "sign-out" not in each.attributes.get("action", "")
        and each.attributes.get("action", "").endswith(action)
    ]
    return filled(forms[0])


def parsed(html: str) -> Element:
    """A page from its HTML."""
    return Page(html).root
