"""The page on which two revisions are compared: both views, moves, folds, and what is new to a reader."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from tests.builders.drafting import a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_members_only_space
from tests.client import PageClient
from tests.inspector import Element
from tests.web.test_drafting import path_of

PARAGRAPHS = [
    f"Paragraph {word} tells of {thing} and of how the council looks after it in winter and in summer."
    for word, thing in zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        ["streets", "homes", "lights", "parks", "trees", "schools", "buses", "bins", "paths", "shops"],
        strict=True,
    )
]
TEXT = "## Places\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
MOVED = "## Places\n\n" + "\n\n".join([*PARAGRAPHS[1:8], PARAGRAPHS[0], *PARAGRAPHS[8:]]) + "\n"


def compared(client: PageClient, document: Document, asked: str, status: int = 200) -> Element:
    return client.page(path_of(document, f"/compare?{asked}"), status=status)


def redrafted(text: str) -> Document:
    """An open problem with ten paragraphs, redrafted to `text`."""
    document = an_open_problem(text=TEXT)
    a_revision(document, text, why="Better so")
    return document


def classes(page: Element, name: str) -> list[Element]:
    return [each for each in page.walk() if name in each.attributes.get("class", "").split()]


def test_long_unchanged_stretches_are_folded_and_can_be_opened_without_a_script(client: PageClient) -> None:
    document = redrafted(TEXT.replace("schools", "nurseries"))
    page = compared(client, document, "from=1&to=2")
    folds = page.all("details")
    assert [each.all("summary")[0].text for each in folds] == [
        "4 unchanged paragraphs",
        "3 unchanged paragraphs",
    ]
    outside = [
        each for each in classes(page, "ps-change--same") if each not in [x for f in folds for x in f.walk()]
    ]
    assert [each.text.split(" tells")[0] for each in outside] == [
        "## Places",
        "Paragraph 5Paragraph five",
        "Paragraph 7Paragraph seven",
    ]


def test_changes_lead_from_one_to_the_next(client: PageClient) -> None:
    document = redrafted(TEXT.replace("homes", "houses").replace("shops", "stores"))
    page = compared(client, document, "from=1&to=2")
    assert "2 words added, 2 removed, in 2 places" in page.text
    links = {
        each.text: each.attributes["href"] for each in page.all("a") if "#change" in each.attributes["href"]
    }
    assert links == {
        "Go to the first change": "#change-1",
        "Next change (this is 1 of 2)": "#change-2",
        "Back to the first change (this is 2 of 2)": "#change-1",
    }
    ids = {each.attributes["id"] for each in page.walk() if "id" in each.attributes}
    assert {"change-1", "change-2"} <= ids


@pytest.mark.parametrize("view", ["", "&view=side"])
def test_a_moved_paragraph_says_from_where_and_its_old_place_says_to_where(
    client: PageClient, view: str
) -> None:
    page = compared(client, redrafted(MOVED), f"from=1&to=2{view}")
    assert "Moved here from the beginning of revision 1" in page.text
    [mark] = classes(page, "ps-change--left")
    assert "What stood here moved to after paragraph 7 of revision 2" in mark.text
    [link] = mark.all("a")
    moved = next(each for each in page.walk() if f"#{each.attributes.get('id')}" == link.attributes["href"])
    assert "Paragraph one" in moved.text
    assert any(each.attributes["href"] == f"#{mark.attributes['id']}" for each in moved.all("a"))
    back = compared(client, redrafted(MOVED + "\nMore.\n"), "from=2&to=1")
    assert "Paragraph one" in back.text


def test_side_by_side_each_revision_has_its_words(client: PageClient) -> None:
    document = redrafted(TEXT.replace("homes", "houses") + "\nEleven is new here.\n")
    page = compared(client, document, "from=1&to=2&view=side")
    [changed] = classes(page, "ps-change--changed")
    old, new = classes(changed, "ps-sides__side")
    assert (old.text.startswith("Revision 1"), "houses" in old.text) == (True, False)
    assert (new.text.startswith("Revision 2"), "homes" in new.text) == (True, False)
    [added] = classes(page, "ps-change--added")
    assert "Not in this revision" in classes(added, "ps-sides__side")[0].text


def test_the_view_stays_on_the_way_to_other_pairs(client: PageClient) -> None:
    document = redrafted(MOVED)
    a_revision(document, TEXT)
    page = compared(client, document, "from=1&to=2&view=side")
    [after] = [each for each in page.all("a") if each.attributes.get("rel") == "next"]
    assert after.attributes["href"].endswith("/compare?from=2&to=3&view=side")
    assert not [each for each in page.all("a") if each.attributes.get("rel") == "prev"]
    [form] = [each for each in page.all("main")[0].all("form") if each.attributes.get("method") == "get"]
    fields = {each.attributes["name"]: each.attributes["value"] for each in form.all("input")}
    assert fields == {"view": "side", "from": "1", "to": "2"}


def test_swapped_numbers_compare_the_same_two(client: PageClient) -> None:
    document = redrafted(TEXT.replace("homes", "houses"))
    page = compared(client, document, "from=2&to=1")
    assert page.all("h1")[0].text == "What changed from revision 1 to 2"
    assert any("houses" in each.text for each in page.all("ins"))


def test_without_numbers_the_newest_two_are_compared_even_where_there_is_only_one(client: PageClient) -> None:
    document = redrafted(MOVED)
    assert compared(client, document, "").all("h1")[0].text == "What changed from revision 1 to 2"
    only = compared(client, an_open_problem(), "")
    assert "Not a word of the text differs" in only.text


@pytest.mark.parametrize(
    "asked", ["from=7&to=1", "from=words&to=1", "from=&to=1", "from=-1&to=1", f"from={'9' * 40}&to=1"]
)
def test_numbers_that_are_none_are_told_and_kept(client: PageClient, asked: str) -> None:
    page = compared(client, redrafted(MOVED), f"{asked}&view=side", status=404)
    assert "Enter a revision to compare, from 1 to 2" in page.text
    typed = {each.attributes["name"]: each.attributes["value"] for each in page.all("main")[0].all("input")}
    assert typed["from"] == re.search("from=([^&]*)", asked)[1]  # type: ignore[index]  # it always matches
    assert (typed["to"], typed["view"]) == ("1", "side")


def test_what_is_new_to_a_reader_is_told_on_the_document_and_compared(client: PageClient) -> None:
    document = an_open_problem(text=TEXT)
    client.sign_in(a_member(space_of(document)))
    assert "since you last looked" not in client.page(path_of(document)).text
    a_revision(document, TEXT.replace("homes", "houses"))
    a_revision(document, TEXT.replace("homes", "houses").replace("shops", "stores"))
    with time_machine.travel(now() + timedelta(days=3)):
        for _load in range(2):
            page = client.page(path_of(document))
            assert "2 revisions since you last looked on" in page.text
        page = compared(client, document, "since=last")
        assert page.all("h1")[0].text == "What changed since you last looked"
        assert "at revision 1" in page.text
        assert [each.text for each in page.all("ins") if "stores" in each.text or "houses" in each.text]
        assert "since you last looked" in client.page(path_of(document, "/history")).text
    with time_machine.travel(now() + timedelta(days=6)):
        assert "since you last looked" not in client.page(path_of(document)).text
        assert "Not a word of the text differs" in compared(client, document, "since=last").text


def test_an_address_for_what_is_new_can_be_kept_and_counts_as_a_look(client: PageClient) -> None:
    document = an_open_problem(text=TEXT)
    since = path_of(document, "/compare?since=last")
    assert client.get(since).location.startswith("/sign-in?next=")
    client.sign_in(a_member(space_of(document)))
    assert "for the first time" in client.page(since).text
    a_revision(document, TEXT.replace("homes", "houses"))
    with time_machine.travel(now() + timedelta(days=1)):
        assert any("houses" in each.text for each in client.page(since).all("ins"))


def test_a_look_is_of_no_use_to_outsiders(client: PageClient) -> None:
    document = an_open_problem(a_members_only_space())
    client.sign_in(a_member(space_of(an_open_problem())))
    compared(client, document, "since=last", status=404)
