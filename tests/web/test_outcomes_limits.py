"""What both sides said they can and cannot do stands beside the question, before anyone writes."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import Stage
from policyspace.drafting import services as drafting
from policyspace.outcomes import services
from tests.builders.drafting import a_proposal, an_open_problem
from tests.builders.outcomes import Table, an_entry, new_words
from tests.builders.spaces import a_space
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.web.test_discussion import path_of
from tests.web.test_discussion_lists import statements_for

PAGES = ("", "/comments", "/comments/first")


@pytest.fixture
def table() -> Table:
    """The people around a proposal in draft that answers an open problem."""
    space = a_space()
    return Table(space, a_proposal(space, problems=[an_open_problem(space).number]))


def of_a_problem(table: Table, page: str) -> str:
    return path_of(table.document, page).replace(
        f"/{table.document.number}{page}", f"/{table.document.number - 1}{page}"
    )


def publish(table: Table) -> None:
    services.lift_publication(table.facilitator, table.document, reason="It is urgent.")
    drafting.publish_proposal(table.facilitator, table.document)


def test_limits_stand_beside_the_question_once_their_record_may_be_read(
    app: Flask, client: PageClient, table: Table
) -> None:
    an_entry(table, Stage.HONESTY, "already_decided", words="The law stays.")
    an_entry(table, Stage.HONESTY, "can", by=table.local, words="Two more inspectors.")
    cannot = an_entry(table, Stage.HONESTY, "cannot", words="No new taxes.", limit="law")
    for page in PAGES:
        assert "The law stays." not in client.page(of_a_problem(table, page)).text
    member = app.test_client()
    assert isinstance(member, PageClient)
    assert "The law stays." in member.sign_in(table.resident).page(of_a_problem(table, "")).text
    publish(table)
    new_words(table, cannot, "No new taxes this year.")
    for page in [
        *(of_a_problem(table, each) for each in PAGES),
        *(path_of(table.document, p) for p in PAGES),
    ]:
        shown = client.page(page)
        told = shown.text
        for words in (
            "The law stays.",
            "Local government Two more",
            "Central government No new taxes this year.",
        ):
            assert words in " ".join(told.split()), page
        assert "No new taxes." not in told
        assert any(a.attributes.get("href", "").endswith("/outcome/honesty") for a in shown.all("a"))


def test_limits_take_one_statement_and_none_where_no_record_can_be(
    client: PageClient, count_queries: type[QueryCount], table: Table
) -> None:
    alone = an_open_problem(table.space)
    assert [statements_for(path_of(alone, page), client, count_queries) for page in PAGES[:2]] == [4, 3]
    publish(table)
    counts = [statements_for(path_of(table.document, page), client, count_queries) for page in PAGES[:2]]
    assert counts == [5, 4]
    for _each in range(7):
        an_entry(table, Stage.HONESTY, "can", words="Something.")
    assert [
        statements_for(path_of(table.document, page), client, count_queries) for page in PAGES[:2]
    ] == counts
    assert client.page(path_of(table.document)).text.count("Something.") == 3
