"""Lists of comments, filtered by answer, side and kind, with how many each choice shows."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from policyspace.charter.capacity import Side
from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.discussion.models import CommentTally
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from tests.builders.answers import an_answer
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient
from tests.conftest import QueryCount
from tests.inspector import Element
from tests.web.test_discussion import links, path_of, shown
from tests.web.test_discussion_lists import statements_for


def choices(page: Element) -> list[str]:
    """The words of every choice of the filter, with its number."""
    form = next(each for each in page.all("form") if each.attributes.get("class") == "ps-filter")
    return [each.text for each in form.all("label") if each.attributes["for"] != "find"]


def tallies_of(document: Document) -> dict[tuple[str, str, str], int]:
    """The kept numbers that are not nought."""
    rows = db.session.execute(
        sa.select(
            CommentTally.kind, CommentTally.side, CommentTally.answering, CommentTally.comment_count
        ).where(CommentTally.document_id == document.id, CommentTally.comment_count > 0)
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def a_mixed_problem() -> Document:
    """Five comments that can be read: three by residents, of which one is answered; one by each kind of official."""
    problem = a_discussed_problem()
    space = the_space(problem)
    central, local = (a_member(space, side=side) for side in (Side.CENTRAL, Side.LOCAL))
    block = a_block_of(problem, 1)
    one = a_comment(problem, body="Answered", kind=CommentKind.IDEA, block_id=block)
    a_reply(a_comment(problem, body="Waits", kind=CommentKind.IDEA))
    a_comment(problem, body="A question", kind=CommentKind.QUESTION)
    a_comment(problem, author=central, body="Central", kind=CommentKind.IDEA, block_id=block)
    a_comment(problem, author=local, body="Local", kind=CommentKind.EVIDENCE)
    hidden = a_comment(problem, body="Rude", kind=CommentKind.CONCERN)
    services.hide_comment(the_facilitator(space), hidden, reason="abuse")
    an_answer(one)
    return problem


def test_a_list_is_filtered_by_answer_side_and_kind_with_how_many_each_choice_shows(
    client: PageClient,
) -> None:
    problem = a_mixed_problem()
    counted = " ".join(choices(client.page(path_of(problem, "/comments"))))
    assert counted == (
        "All (5) Not answered yet (4) Answered (1)"
        " All (5) Central government (1) Local government (1) Partner organisations (0) Residents (3)"
        " All (5) Experience (0) Evidence (1) Concern (0) Question (1) Idea (3)"
    )
    waiting = client.page(path_of(problem, "/comments?answering=unanswered&side=resident&kind="))
    assert shown(waiting) == ["A question", "Waits", "The same here."]
    assert "2 comments like that" in waiting.text
    assert choices(waiting)[:3] == ["All (3)", "Not answered yet (2)", "Answered (1)"]
    assert choices(waiting)[-1] == "Idea (1)"
    without_side = path_of(problem, "/comments?answering=unanswered#comments")
    assert links(waiting)["Take this filter away: Residents ✕"] == without_side
    assert shown(client.page(links(waiting)["Oldest"])) == ["Waits", "The same here.", "A question"]
    answered = client.page(path_of(problem, "/comments?answering=answered"))
    assert shown(answered)[0].startswith("Answered")
    on_block = client.page(path_of(problem, f"/comments?block={a_block_of(problem, 1)}"))
    assert choices(on_block)[:3] == ["All (2)", "Not answered yet (1)", "Answered (1)"]
    assert choices(on_block)[3:5] == ["All (2)", "Central government (1)"]


def test_a_filter_that_finds_nothing_or_makes_no_sense_is_no_trouble(
    client: PageClient, count_queries: type[QueryCount]
) -> None:
    problem = a_mixed_problem()
    nobody = client.page(path_of(problem, "/comments?side=partner&order=supported"))
    assert "No comments like that" in nobody.text
    for nonsense in ("side=mars", "answering=suggested", "answering='--", "side=resident%00"):
        assert len(shown(client.page(path_of(problem, f"/comments?{nonsense}")))) == 7
    everything = "?answering=unanswered&side=resident&kind=idea&order=supported"
    assert statements_for(path_of(problem, f"/comments{everything}"), client, count_queries) == 3


def test_the_numbers_follow_whatever_becomes_of_a_comment(client: PageClient) -> None:
    problem = a_mixed_problem()
    facilitator, author = the_facilitator(the_space(problem)), a_resident()
    before = tallies_of(problem)
    comment = a_comment(problem, author=author, kind=CommentKind.CONCERN)
    assert tallies_of(problem) == before | {("concern", "resident", "unanswered"): 1}
    services.edit_comment(author, comment, body="Or is it?", kind=CommentKind.QUESTION)
    assert tallies_of(problem) == before | {("question", "resident", "unanswered"): 2}
    answer = an_answer(comment)
    answered = before | {("question", "resident", "answered"): 1}
    assert tallies_of(problem) == answered
    services.hide_comment(facilitator, comment, reason="abuse")
    assert tallies_of(problem) == before
    services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="Too soon")
    assert tallies_of(problem) == before
    services.unhide_comment(facilitator, comment)
    assert tallies_of(problem) == before | {("question", "resident", "unanswered"): 2}
    a_reply(comment)
    services.withdraw_comment(author, comment)
    assert tallies_of(problem) == before


def test_a_long_filtered_list_goes_on_by_key_with_its_filter(client: PageClient) -> None:
    problem, author = a_discussed_problem(), a_resident()
    official = a_member(the_space(problem), side=Side.LOCAL)
    for number in range(52):
        a_comment(problem, author=author, body=f"No {number}")
    a_comment(problem, author=official, body="Official")
    page = client.page(path_of(problem, "/comments?side=resident&answering=unanswered"))
    assert len(shown(page)) == 50
    assert shown(client.page(links(page)["More comments →"])) == ["No 1", "No 0"]


@pytest.mark.parametrize("asked", ["side=local", "answering=unanswered&side=local&kind=experience"])
def test_programs_filter_the_list_as_people_do(client: PageClient, asked: str) -> None:
    problem = a_discussed_problem()
    a_comment(problem)
    local = a_comment(problem, author=a_member(the_space(problem), side=Side.LOCAL))
    path = f"/api/v1{path_of(problem, '/comments')}?{asked}"
    found = client.get(path).get_json()["items"]
    assert [each["comment"]["id"] for each in found] == [local.id]
