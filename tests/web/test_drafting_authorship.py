"""The page that tells who wrote what, the shares of the sides, and the ways there."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.words import words
from policyspace.foundation.db import db
from tests.builders.drafting import TEXT, a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator
from tests.builders.templates import NOW, WHO, a_document_from_template
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.inspector import Element
from tests.web.test_drafting import path_of, sent


@pytest.fixture
def document(client: PageClient) -> Document:
    """An open problem in which a council's drafter changed a figure and added a paragraph."""
    found = an_open_problem()
    local = a_member(space_of(found), role=Role.DRAFTER, side=Side.LOCAL)
    a_revision(found, TEXT.replace("600", "nearly 640") + "\nThey told us so.\n", by=local, why="New figures")
    return found


def page_of(client: PageClient, document: Document, asked: str = "") -> Element:
    return client.page(path_of(document, f"/authorship{asked}"))


def of_class(page: Element, name: str) -> list[Element]:
    return [each for each in page.walk() if name in each.attributes.get("class", "").split()]


def by_id(page: Element, wanted: str) -> Element:
    return next(each for each in page.walk() if each.attributes.get("id") == wanted)


def test_each_passage_leads_to_its_writer_hat_moment_and_reason(
    client: PageClient, document: Document
) -> None:
    page = page_of(client, document)
    [passage] = [each for each in of_class(page, "ps-passage") if each.text == "nearly 640"]
    links = [each for each in of_class(page, "ps-passage__writer") if "revision 2" in each.text]
    assert {re.sub(r"\s+", " ", each.text) for each in links} == {
        "2, written by Olive Official in revision 2"
    }
    assert "ps-by-2" in passage.attributes["class"].split()
    writer = by_id(page, links[0].attributes["href"].removeprefix("#"))
    assert "Olive Official" in writer.text
    assert "(local government) – own view" in writer.text
    assert "New figures" in writer.text
    assert writer.all("time")
    assert [each.attributes["href"] for each in writer.all("a")] == [
        path_of(document, "/revisions/2"),
        path_of(document, "/compare?from=1&to=2"),
    ]


def test_words_are_shown_as_they_are_read_and_none_are_missing(
    client: PageClient, document: Document
) -> None:
    page = page_of(client, document)
    read = " ".join(each.text for each in of_class(page, "ps-text"))
    read = re.sub(r"\s*\d, written by Olive Official in revision \d\s*", " ", read)
    for said in ("Around nearly 640 families in temporary accommodation.", "They told us so."):
        assert said in re.sub(r"\s+", " ", read).replace(" .", ".")
    assert "Who is affected" in [each.text for each in page.all("h3")]


def test_the_balance_is_a_bar_with_words_and_a_table_that_adds_up(
    client: PageClient, document: Document
) -> None:
    page = page_of(client, document)
    [bar] = of_class(page, "ps-bar")
    assert bar.attributes["aria-label"] == (
        "Central government 79%, Local government 21%, Partner organisations 0%, Residents 0%"
    )
    rows = [
        [each.text for each in row.walk() if each.name in {"th", "td"}]
        for row in page.all("tbody")[0].all("tr")
    ]
    assert rows == [
        ["Central government", "22", "79%"],
        ["Local government", "6", "21%"],
        ["Partner organisations", "0", "0%"],
        ["Residents", "0", "0%"],
        ["All", "28", "100%"],
    ]
    widths = [float(each.attributes["width"].rstrip("%")) for each in bar.all("rect")]
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_the_words_of_one_side_are_highlighted(client: PageClient, document: Document) -> None:
    assert page_of(client, document).all("mark") == []
    page = page_of(client, document, "?side=local")
    assert [each.text for each in page.all("mark")] == ["nearly 640"]
    [stretch] = of_class(page, "ps-written--wanted")
    assert "They told us so." in stretch.text
    assert "No words stem from this side yet." in page_of(client, document, "?side=resident").text
    assert page_of(client, document, "?side=nobody").all("mark") == []


def test_any_revision_can_be_asked_about(client: PageClient, document: Document) -> None:
    page = page_of(client, document, "?revision=1")
    assert page.all("h1")[0].text == "Who wrote what in revision 1"
    assert "nearly" not in page.text
    assert "This is an earlier revision" in page.text
    links = [each.attributes["href"] for each in page.all("a")]
    assert path_of(document, "/authorship?revision=1&side=local#passages") in links
    earlier = client.page(path_of(document, "/revisions/1"))
    assert path_of(document, "/authorship?revision=1") in [
        each.attributes["href"] for each in earlier.all("a")
    ]


@pytest.mark.parametrize("asked", ["?revision=3", "?revision=0", "?revision=-1", "?revision=99999999999"])
def test_a_revision_that_is_not_there_is_not_found(
    client: PageClient, document: Document, asked: str
) -> None:
    client.page(path_of(document, f"/authorship{asked}"), status=404)


def test_what_may_not_be_read_is_not_found(client: PageClient) -> None:
    for hidden in (a_problem(), an_open_problem(a_members_only_space())):
        client.page(path_of(hidden, "/authorship"), status=404)
        client.page(path_of(hidden, "/authorship?revision=1"), status=404)


def test_the_text_itself_shows_its_balance_and_leads_to_its_writers(
    client: PageClient, document: Document
) -> None:
    page = client.page(path_of(document))
    [glance] = of_class(page, "ps-balance--glance")
    assert "Central government 79%" in glance.text
    assert "Residents 0%" in glance.text
    ways = [each.attributes["href"] for each in page.all("a") if each.text.startswith("Who wrote this")]
    first = get_revision(document, 2).blocks[1]["id"]
    assert ways[0] == path_of(document, f"/authorship#b-{first}")
    by_id(page_of(client, document), f"b-{first}")


def test_a_revision_nobody_counted_is_worked_out_on_its_page_and_left_out_elsewhere(
    client: PageClient, document: Document
) -> None:
    counted = of_class(page_of(client, document), "ps-balance")[0].text
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(update(Revision).values(authorship=None, balance=None))
    assert of_class(page_of(client, document), "ps-balance")[0].text == counted
    assert "See who wrote what" in client.page(path_of(document)).text
    assert of_class(client.page(path_of(document)), "ps-bar") == []


def test_guidance_that_stands_alone_has_no_writer_and_counts_for_nobody(client: PageClient) -> None:
    document = a_document_from_template()
    a_revision(document, get_revision(document, 1).text.replace(NOW, "They wait."))
    client.sign_in(the_facilitator(space_of(document)))
    page = page_of(client, document)
    [unwritten] = [each for each in of_class(page, "ps-written") if "Not written yet" in each.text]
    assert of_class(unwritten, "ps-writer") == []
    assert WHO.strip("_") not in page.text
    balance = get_revision(document, 2).balance
    assert balance is not None
    assert sum(balance.values()) == len(words(get_revision(document, 2).text)) - len(words(WHO))


def test_settling_a_conflict_keeps_words_with_their_first_writers(client: PageClient) -> None:
    document = an_open_problem(text="The council pays.\n\nEvery family gets a letter before they move.\n")
    drafter = a_member(space_of(document), role=Role.DRAFTER, side=Side.LOCAL)
    client.sign_in(drafter)
    a_revision(document, "The council pays.\n\nNothing more.\n")
    edited = "The council pays.\n\nEvery family gets a warning before they move.\n"
    refused = client.post(
        path_of(document, "/edit"),
        data=sent(client.page(path_of(document, "/edit")), "") | {"base_number": "1", "text": edited},
    )
    data = sent(client.page(refused.location), "/settle") | {"take_0": "mine"}
    assert client.post(path_of(document, "/settle"), data=data).status_code == 303
    db.session.expire_all()
    revision = get_revision(document, 3)
    assert "a warning before" in revision.text
    assert revision.balance == {"central": 10, "local": 1, "partner": 0, "resident": 0}


def test_the_page_costs_the_same_number_of_queries_however_long_the_history(
    client: PageClient, document: Document, count_queries: type[QueryCount]
) -> None:
    def cost() -> int:
        with count_queries() as queries:
            page_of(client, document)
        return len(queries)

    few = cost()
    for each in range(12):
        a_revision(document, f"{get_revision(document, document.revision_count).text}\nThing {each} too.\n")
    assert cost() == few <= 6
