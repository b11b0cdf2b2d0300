"""A problem is agreed once every comment has a published answer and every suggestion a decision."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.discussion import services
from policyspace.discussion.models import Held
from policyspace.discussion.queries import get_head
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.drafting.queries import changes_of
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.people.models import Person
from tests.builders.answers import a_draft_answer, an_answer, published
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space, words_of_a_comment
from tests.builders.drafting import space_of
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import a_suggestion, an_open_text
from tests.client import PageClient


def closed(document: Document) -> Person:
    facilitator = the_facilitator(space_of(document))
    drafting.close_problem(facilitator, document)
    return facilitator


def test_it_waits_for_what_is_held_and_says_when_a_comment_waits_that_was_shown_again(
    client: PageClient,
) -> None:
    problem = a_discussed_problem()
    held = services.say_comment(a_resident(), problem, trapped=True, **words_of_a_comment())
    hidden = a_comment(problem, body="Shown again later")
    facilitator = closed(problem)
    services.hide_comment(facilitator, hidden, reason="spam")
    client.sign_in(facilitator)
    step = f"/spaces/{the_space(problem).slug}/documents/{problem.number}/frame"
    assert "1 thing that someone wrote is held" in client.page(step).text
    with pytest.raises(Invalid, match="held"):
        services.frame_problem(facilitator, problem)
    assert isinstance(held, Held)
    comment = services.release_held(facilitator, held)
    with pytest.raises(Invalid, match="no published answer"):
        services.frame_problem(facilitator, problem)
    assert comment is not None
    an_answer(comment)
    services.frame_problem(facilitator, problem)
    services.unhide_comment(facilitator, hidden)
    page = step.removesuffix("/frame")
    assert "1 comment that was shown again since then waits for an answer." in client.page(page).text
    assert "Shown again later" in client.page(f"{page}/answers").text


def test_it_waits_for_the_answer_to_every_comment_that_everyone_can_read(app: Flask) -> None:
    problem = a_discussed_problem()
    answered, drafted, hidden, withdrawn = (a_comment(problem) for _ in range(4))
    a_reply(answered)
    an_answer(answered)
    answer = a_draft_answer(drafted)
    facilitator = closed(problem)
    services.hide_comment(facilitator, hidden, reason="spam")
    services.withdraw_comment(withdrawn.author, withdrawn)
    for frame in (services.frame_problem, drafting.frame_problem):
        with pytest.raises(Invalid, match="no published answer"):
            frame(facilitator, problem)
    published(answer)
    services.frame_problem(facilitator, problem)
    assert problem.state == "framed"
    with pytest.raises(NotAllowed, match="opened again first"):
        services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="Wrong law")
    drafting.reopen_problem(facilitator, problem, reason="The law changed")
    assert [step.reason for step in changes_of(problem)][:2] == ["The law changed", ""]
    services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="Wrong law")
    drafting.close_problem(facilitator, problem)
    with pytest.raises(Invalid):
        services.frame_problem(facilitator, problem)


def test_it_waits_for_the_decision_about_every_suggestion_that_is_not_hidden(app: Flask) -> None:
    problem = an_open_text()
    suggestion, hidden = a_suggestion(problem), a_suggestion(problem, words="Something else.")
    facilitator = closed(problem)
    services.hide_comment(facilitator, get_head(hidden), reason="spam")
    with pytest.raises(Invalid, match="wait for a decision"):
        services.frame_problem(facilitator, problem)
    drafting.decline_suggestion(facilitator, suggestion, reason="Not true any more")
    services.frame_problem(facilitator, problem)
    assert problem.state == "framed"


def test_only_facilitators_mark_it_as_agreed(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    closed(problem)
    with pytest.raises(NotAllowed, match="Only facilitators"):
        services.frame_problem(comment.author, problem)
    services.withdraw_comment(comment.author, comment)
    services.frame_problem(the_facilitator(the_space(problem)), problem)
