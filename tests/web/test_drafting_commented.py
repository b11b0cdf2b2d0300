"""What people commented on, as the page of the editor hands it to the script that marks it."""

from __future__ import annotations

import pytest

from policyspace.charter.words import HideReason
from policyspace.discussion import services
from policyspace.discussion.rules import find_in_source
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, the_space
from tests.builders.drafting import a_revision
from tests.builders.spaces import the_facilitator
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.inspector import Element, Page
from tests.web.test_discussion import links, path_of
from tests.web.test_discussion_lists import statements_for

TEXT = (
    "Ninety \N{BUS} buses.\n\nFamilies wait for *nine* months. We wait.\n\n## What it costs\n\n"
    "It costs [ninety pounds](https://example.org) a \N{BUS}.\n\nIt costs ninety pounds.\n"
)


@pytest.fixture
def problem(client: PageClient) -> Document:
    """An open problem, whose facilitator is signed in."""
    problem = a_discussed_problem()
    a_revision(problem, TEXT)
    client.sign_in(the_facilitator(the_space(problem)))
    return problem


def handed(page: Element, text: str) -> list[tuple[str, str]]:
    """The words of each part that the page hands over, as a script finds them in `text`, and how many comments."""
    units = text.encode("utf-16-le")
    return [
        (
            units[2 * int(each.attributes["data-from"]) : 2 * int(each.attributes["data-to"])].decode(
                "utf-16-le"
            ),
            each.attributes["data-short"],
        )
        for each in page.all("li")
        if "data-from" in each.attributes
    ]


def test_the_editor_is_told_where_comments_stand_in_the_markdown(
    client: PageClient, problem: Document
) -> None:
    waiting = a_block_of(problem, 2)
    first = a_comment(problem, block_id=waiting, quote="for nine months")
    a_comment(problem, block_id=waiting, quote="for nine months")
    a_comment(problem, block_id=a_block_of(problem, 3), quote="ninety pounds a")
    a_comment(problem, block_id=a_block_of(problem, 4))
    a_comment(problem)
    page = client.page(path_of(problem, "/edit"))
    assert handed(page, TEXT) == [
        ("Families wait for *nine* months. We wait.", "2 comments"),
        ("for *nine* months", "2 comments"),
        ("It costs [ninety pounds](https://example.org) a \N{BUS}.", "1 comment"),
        ("It costs ninety pounds.", "1 comment"),
    ]
    ways = links(page)
    assert ways["Paragraph 2: 2 comments, opens in a new tab"] == path_of(
        problem, f"/comments?block={waiting}#comments"
    )
    assert ways["“for nine months”: 2 comments on these words, opens in a new tab"] == path_of(
        problem, f"/comments?passage={first.id}#comments"
    )
    assert "“ninety pounds a”: 1 comment on these words, opens in a new tab" in ways


def test_a_section_that_is_edited_alone_has_its_own_comments_alone(
    client: PageClient, problem: Document
) -> None:
    a_comment(problem, block_id=a_block_of(problem, 2))
    a_comment(problem, block_id=a_block_of(problem, 4), quote="ninety pounds")
    costs = next(each["id"] for each in get_revision(problem, 2).blocks if each["kind"] == "heading")
    page = client.page(path_of(problem, f"/edit?section={costs}"))
    section = TEXT[TEXT.index("##") :].strip("\n")
    assert handed(page, section) == [("It costs ninety pounds.", "1 comment"), ("ninety pounds", "1 comment")]


def test_what_nobody_may_read_is_not_counted_and_without_comments_nothing_is_handed_over(
    client: PageClient, problem: Document
) -> None:
    hidden = a_comment(problem, block_id=a_block_of(problem, 2), quote="for nine months")
    withdrawn = a_comment(problem, block_id=a_block_of(problem, 2), quote="for nine months")
    page = path_of(problem, "/edit")
    assert len(handed(client.page(page), TEXT)) == 2
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason=HideReason.OFF_TOPIC)
    assert [count for _words, count in handed(client.page(page), TEXT)] == ["1 comment"] * 2
    services.withdraw_comment(withdrawn.author, withdrawn)
    assert "data-comments" not in client.get(page).get_data(as_text=True)


def test_words_that_come_back_bring_the_text_that_the_comments_are_on(
    client: PageClient, problem: Document
) -> None:
    a_comment(problem, block_id=a_block_of(problem, 2))
    page = path_of(problem, "/edit")
    assert client.page(page).all("pre") == []
    refused = client.send(page, title="", text="Other words")
    assert refused.status_code == 422
    again = Page(refused.get_data(as_text=True)).root
    (base,) = again.all("pre")
    assert "".join(base.words).removeprefix("\n") == TEXT
    assert handed(again, TEXT) == [("Families wait for *nine* months. We wait.", "1 comment")]


def test_what_is_said_of_words_that_are_gone_has_a_form_for_every_number(
    client: PageClient, problem: Document
) -> None:
    a_comment(problem, block_id=a_block_of(problem, 2))
    page = client.page(path_of(problem, "/edit"))
    part = next(each for each in page.walk() if "data-comments" in each.attributes)
    assert {name: words for name, words in part.attributes.items() if name.startswith("data-gone-")} == {
        "data-gone-one": (
            "{count} comment is on words that are no longer in the text. It stays with the document."
        ),
        "data-gone-other": (
            "{count} comments are on words that are no longer in the text. They stay with the document."
        ),
    }


def test_comments_cost_the_editor_no_more_statements(
    client: PageClient, problem: Document, count_queries: type[QueryCount]
) -> None:
    page = path_of(problem, "/edit")
    before = statements_for(page, client, count_queries)
    for number, quote in ((2, "We wait"), (2, "Families"), (4, "ninety")):
        a_comment(problem, block_id=a_block_of(problem, number), quote=quote)
    assert statements_for(page, client, count_queries) == before


@pytest.mark.parametrize(
    ("source", "words", "found"),
    [
        ("We wait for *nine* months.", "nine months", "nine* months"),
        ("We **wait**\nfor nine months.", "wait for nine", "wait**\nfor nine"),
        ("- one\n- two `three`\n", "one\ntwo three", "one\n- two `three"),
        ("We wait. We wait.", "We wait.", None),
        ("A busy bus.", "bus", "bus"),
        ("A busy day.", "bus", None),
        ("We [wait](https://example.org) long.", "wait long", None),
        ("We wait.", "* _", None),
    ],
)
def test_words_of_a_page_are_found_in_their_source_where_they_stand_once(
    source: str, words: str, found: str | None
) -> None:
    place = find_in_source(source, words)
    assert (place and source[slice(*place)]) == found
