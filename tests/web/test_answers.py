"""Pages of answers: the workbench, publishing, what everyone reads."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.discussion import services
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from tests.builders.answers import a_draft_answer, an_answer, answer_counts, published, the_team_of
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.builders.suggesting import a_suggesting_comment
from tests.client import PageClient
from tests.inspector import Element


@pytest.fixture
def problem(app: Flask) -> Document:
    return a_discussed_problem()


def at(document: Document, more: str = "") -> str:
    """An address below that of a document."""
    return f"/spaces/{the_space(document).slug}/documents/{document.number}{more}"


def links(page: Element) -> dict[str, str]:
    """Where the links of a page lead, by their words."""
    return {each.text: each.attributes.get("href", "") for each in page.all("a")}


def test_a_team_answers_comments_in_a_batch_and_everyone_reads_it(
    problem: Document, client: PageClient
) -> None:
    first, second, third = (a_comment(problem, body=f"Point {each}.") for each in "abc")
    client.sign_in(the_facilitator(the_space(problem)))
    bench = client.page(at(problem, "/answers"))
    boxes = [each.attributes["value"] for each in bench.all("input") if each.attributes["type"] == "checkbox"]
    assert boxes == [str(third.id), str(second.id), str(first.id)]
    new = at(problem, f"/answers/new?comment={first.id}&comment={second.id}")
    refused = client.send(new, status="not_adopted", words="")
    assert refused.status_code == 422
    assert "Say why" in refused.get_data(as_text=True)
    saved = client.send(new, status="not_adopted", words="No *money*.", then="next")
    assert (saved.status_code, saved.location) == (303, at(problem, "/answers?show=unanswered"))
    assert "Point c." in client.page(at(problem, "/answers")).text
    drafts = client.page(at(problem, "/answers?show=drafted&chosen=all"))
    [chosen] = [each for each in drafts.all("input") if each.attributes.get("name") == "draft"]
    assert "checked" in chosen.attributes
    publish = at(problem, f"/answers/publish?draft={chosen.attributes['value']}")
    assert client.send(publish).status_code == 303
    assert answer_counts(problem) == (3, 2, 0)
    client.post("/sign-out")
    visitor = client.application.test_client()
    shown = visitor.get(at(problem)).get_data(as_text=True)
    assert "Answer:" in shown
    assert "<em>money</em>" in shown
    told = visitor.get(at(problem, "/you-said-we-did")).get_data(as_text=True)
    assert ("Point a." in told, "Point c." in told) == (True, False)
    space = visitor.get(f"/spaces/{the_space(problem).slug}").get_data(as_text=True)
    assert "66%" in space


def test_a_draft_points_at_the_passage_that_changed(problem: Document, client: PageClient) -> None:
    block = a_block_of(problem, 1)
    a_revision(problem, "## Who is affected\n\nFamilies in one small room.\n\nChildren who change schools.\n")
    comment = a_comment(problem)
    client.sign_in(the_facilitator(the_space(problem)))
    new = at(problem, f"/answers/new?comment={comment.id}")
    looked = client.send(new, status="adopted", revision_number="2", preview="passages")
    assert looked.status_code == 200
    assert f'value="{block}"' in looked.get_data(as_text=True)
    saved = client.send(new, status="adopted", revision_number="2", block_id=block)
    page = client.page(saved.location)
    assert "[added: small end added]" in page.text
    edit = client.page(f"{saved.location}/edit")
    ticked = [each for each in edit.all("input") if each.attributes.get("name") == "block_id"]
    assert [each.attributes["value"] for each in ticked if "checked" in each.attributes] == [block]


def test_who_finds_a_changed_draft_reads_both_and_loses_nothing(
    problem: Document, client: PageClient
) -> None:
    answer = a_draft_answer(a_comment(problem))
    facilitator = the_facilitator(the_space(problem))
    client.sign_in(facilitator)
    edit = at(problem, f"/answers/{answer.id}/edit")
    sent: dict[str, Any] = {"version": "1", "status": "not_adopted", "words": "Mine."}
    services.change_answer(facilitator, answer, version=1, status="covered", words="Theirs.")
    refused = client.send(edit, **sent)
    assert refused.status_code == 422
    shown = refused.get_data(as_text=True)
    assert ("Theirs." in shown, "Mine.</textarea>" in shown) == (True, True)
    assert 'name="version" value="2"' in shown
    assert client.send(edit, **(sent | {"version": "2"})).status_code == 303
    assert "Theirs." in client.page(at(problem, f"/answers/{answer.id}")).text


def test_drafts_gain_and_lose_comments_are_cleared_thrown_away_and_taken_back(
    problem: Document, client: PageClient
) -> None:
    first, second, third = (a_comment(problem) for _ in range(3))
    answer, other = a_draft_answer(first, second), a_draft_answer(third)
    fourth = a_comment(problem)
    client.sign_in(the_facilitator(the_space(problem)))
    own = at(problem, f"/answers/{answer.id}")
    assert client.send(f"{own}/comments", at=own, comment_ids=[str(second.id)]).status_code == 303
    both = [str(first.id), str(second.id)]
    client.send(at(problem, f"/answers/add?comment={second.id}&comment={fourth.id}"), answer_id=answer.id)
    refused = client.send(f"{own}/comments", at=own, comment_ids=[*both, str(fourth.id)])
    assert refused.status_code == 422
    assert client.send(at(problem, f"/answers/clear?draft={answer.id}-1")).status_code == 303
    cleared = client.page(at(problem, "/answers/publish?which=cleared"))
    assert cleared.all("h1")[0].text.endswith("Publish 1 answer")
    client.send(at(problem, "/answers/publish?which=cleared"))
    assert answer_counts(problem)[1] == 3
    back = at(problem, f"/answers/take-back?answer={answer.id}")
    assert client.send(back, reason="").status_code == 422
    assert client.send(back, reason="A wrong figure").status_code == 303
    assert "A wrong figure" in client.page(own).text
    assert client.send(at(problem, f"/answers/{other.id}/discard")).status_code == 303
    assert "thrown away" in client.page(at(problem, f"/answers/{other.id}")).text


def test_comments_that_may_say_the_same_are_offered_together(problem: Document, client: PageClient) -> None:
    words = "The last bus leaves long before my late shift ends"
    alike = [a_comment(problem, body=f"{words}{end}") for end in (".", " at night!", "")]
    a_comment(problem, body="Please mend the playground in Mill Lane.")
    client.sign_in(the_team_of(problem)[0])
    page = client.page(at(problem, "/answers?show=alike"))
    boxes = [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes]
    assert boxes == [str(each.id) for each in alike]


@pytest.mark.parametrize(
    "more",
    ["", "?show=drafted", "/new", "/add", "/publish", "/clear", "/take-back"],
)
def test_the_workbench_is_for_the_team(problem: Document, client: PageClient, more: str) -> None:
    resident = a_comment(problem).author
    client.sign_in(resident)
    assert client.get(at(problem, f"/answers{more}")).status_code == 403
    client.sign_in(the_facilitator(the_space(problem)))
    assert client.get(at(problem, f"/answers{more}")).status_code == 200


def test_each_person_reads_what_happened_to_what_they_said(app: Flask, client: PageClient) -> None:
    rosa = a_resident("Rosa")
    problem = a_discussed_problem()
    answered, waiting, hidden = (a_comment(problem, author=rosa, body=f"I said {each}.") for each in "abc")
    a_reply(waiting, author=rosa, body="A reply of mine.")
    a_suggesting_comment(problem, "Nobody.", number=1, author=rosa)
    a_comment(problem, body="Somebody else.")
    private = a_discussed_problem(a_members_only_space())
    a_draft_answer(waiting)
    an_answer(answered, words="Because of the law.")
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason="spam")
    client.sign_in(rosa)
    page = client.page("/what-happened").text
    for words in (
        "I said a.",
        "Because of the law.",
        "Waiting",
        "A facilitator hid it.",
        "See your suggestion",
    ):
        assert words in page
    for words in ("Somebody else.", "A reply of mine.", private.title * 2):
        assert words not in page
    assert page.count("Answer: Not adopted") == 1


def test_agreeing_says_what_still_waits_and_where(problem: Document, client: PageClient) -> None:
    comment = a_comment(problem)
    facilitator = the_facilitator(the_space(problem))
    drafting.close_problem(facilitator, problem)
    client.sign_in(facilitator)
    frame = at(problem, "/frame")
    assert links(client.page(frame))["1 comment has no published answer"] == at(problem, "/answers")
    refused = client.send(frame)
    assert refused.status_code == 422
    assert "no published answer yet" in refused.get_data(as_text=True)
    published(a_draft_answer(comment))
    assert client.send(frame).status_code == 303
