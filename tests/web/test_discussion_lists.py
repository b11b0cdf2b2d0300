"""Lists of comments: filtered, ordered, gone on by key, at a constant number of statements."""

from __future__ import annotations

import pytest

from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.drafting.queries import get_revision
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    the_space,
)
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import the_facilitator
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.web.test_discussion import links, path_of, shown


def test_a_document_without_comments_says_so(client: PageClient) -> None:
    problem = a_discussed_problem()
    assert "No comments yet" in client.page(path_of(problem)).text
    a_comment(problem)
    assert "No comments like that" in client.page(path_of(problem, "?kind=idea")).text


def test_threads_are_filtered_and_ordered_by_links_that_can_be_shared(client: PageClient) -> None:
    problem = a_discussed_problem()
    first = a_comment(problem, kind=CommentKind.IDEA, body="One")
    a_comment(problem, kind=CommentKind.QUESTION, body="Two")
    a_comment(problem, kind=CommentKind.IDEA, body="Three")
    services.support_comment(a_resident(), first)
    page = client.page(path_of(problem))
    assert shown(page) == ["Three", "Two", "One"]
    ideas = links(page)["Idea"]
    assert ideas == path_of(problem, "?kind=idea#comments")
    assert shown(client.page(ideas)) == ["Three", "One"]
    oldest = links(client.page(ideas))["Oldest"]
    assert oldest == path_of(problem, "?kind=idea&order=oldest#comments")
    assert shown(client.page(oldest)) == ["One", "Three"]
    assert shown(client.page(links(page)["Most supported"]))[0] == "One"
    for nonsense in ("?kind=rant", "?order=best", "?block=" + "x" * 99, "?after=9-9-9", "?kind=&order="):
        assert shown(client.page(path_of(problem, nonsense))) == ["Three", "Two", "One"]


def test_a_long_list_goes_on_by_key_on_pages_of_its_own(client: PageClient) -> None:
    problem = a_discussed_problem()
    author = a_resident()
    for number in range(53):
        a_comment(problem, author=author, body=f"No {number}")
    page = client.page(path_of(problem))
    assert len(shown(page)) == 50
    rest = client.page(links(page)["More comments →"])
    assert shown(rest) == ["No 2", "No 1", "No 0"]
    assert "More comments →" not in links(rest)


def test_comments_on_a_paragraph_that_was_removed_are_still_found(client: PageClient) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 3)
    a_comment(problem, block_id=block, body="Too dear")
    a_revision(problem, "Something else altogether, in quite other words.\n")
    assert all(each["id"] != block for each in get_revision(problem, 2).blocks)
    assert "no longer in the text" in client.page(path_of(problem, f"?block={block}")).text
    page = client.page(path_of(problem))
    assert shown(page) == ["Too dear"]
    gone = links(page)["No longer in the text since revision 2"]
    assert gone == path_of(problem, "/compare?from=1&to=2")
    assert client.page(gone).all("h1")
    assert "The words it was about:" in page.text


def statements_for(page: str, client: PageClient, count_queries: type[QueryCount]) -> int:
    """How many statements `page` takes, once the process has seen it before."""
    client.page(page)
    with count_queries() as taken:
        client.page(page)
    return len(taken)


@pytest.mark.parametrize("said", [3, 300])
def test_the_pages_take_as_many_statements_with_three_comments_as_with_three_hundred(
    client: PageClient, count_queries: type[QueryCount], said: int
) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    authors = [a_resident(f"Resident {number}") for number in range(3)]
    top = a_comment(problem, author=authors[0], block_id=block)
    for number in range(said - 1):
        author = authors[number % 3]
        if number % 3:
            a_comment(problem, author=author, block_id=block if number % 2 else None)
        else:
            a_reply(top, author=author)
    expected = {"": 4, "/comments": 3, f"/comments/{top.id}": 4, "?order=supported&kind=idea": 4}
    most = {path_of(problem, page): statements for page, statements in expected.items()}
    assert {page: statements_for(page, client, count_queries) for page in most} == most
    for person in (authors[0], the_facilitator(the_space(problem)), an_official()):
        client.sign_in(person)
        for page in most:
            assert statements_for(page, client, count_queries) <= 10
