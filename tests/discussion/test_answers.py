"""Answers: drafted for comments that say the same, cleared, published in a batch, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.words import AnswerDeed, AnswerState
from policyspace.discussion import services
from policyspace.discussion.models import Answer
from policyspace.discussion.queries import (
    Wanted,
    answers_of,
    comments_awaiting,
    get_answer,
    get_head,
    steps_of_answer,
    threads_of,
)
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.answers import (
    WHY,
    a_draft_answer,
    an_answer,
    answer_counts,
    published,
    the_team_of,
)
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, posted, the_space
from tests.builders.drafting import a_key, a_revision
from tests.builders.ledger import told
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import a_suggestion


@pytest.fixture
def problem(app: Flask) -> Document:
    return a_discussed_problem()


def seen_by(document: Document, reader: Person | None = None) -> SpaceView:
    space = the_space(document)
    return view_of(space, reader) if reader else SpaceView(space, None, None)


def test_one_answer_is_drafted_cleared_and_published_for_comments_that_say_the_same(
    problem: Document,
) -> None:
    drafter, facilitator = the_team_of(problem)
    first, second = a_comment(problem), a_comment(problem)
    answer = a_draft_answer(first, second, by=drafter)
    assert (answer.state, answer.comment_count, answer.drafted_by) == ("draft", 2, drafter.id)
    assert "<strong>no power</strong>" in answer.html
    assert (posted(first).answer_id, first.answered_at) == (answer.id, None)
    assert services.clear_answers(facilitator, problem, drafts={answer.id: 1}) == 1
    assert services.clear_answers(drafter, problem, drafts={answer.id: 1}) == 0
    assert published(answer) == 1
    assert published(answer) == 0
    assert (answer.cleared_by, answer.published_by) == (facilitator.id, facilitator.id)
    assert posted(second).answered_at == answer.published_at
    assert answer_counts(problem) == (2, 2, 0)
    assert [step.step for step in steps_of_answer(answer)] == ["published", "cleared", "drafted"]
    row = told("answers.published")[0]
    assert (row.subject_id, row.facts["answers"], row.facts["comments"]) == (problem.id, [answer.id], 2)
    assert "power" not in str(row.facts)


def test_a_key_drafts_once(problem: Document) -> None:
    comment, key = a_comment(problem), a_key()
    answer = a_draft_answer(comment, idempotency_key=key)
    assert a_draft_answer(comment, idempotency_key=key) is answer


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"status": "not_adopted", "words": " "}, "words"),
        ({"status": "out_of_scope", "words": "", "revision_number": 1}, "words"),
        ({"status": "passed_on", "passed_to": " "}, "passed_to"),
        ({"status": "adopted", "words": ""}, "words"),
        ({"status": "adopted", "revision_number": 9}, "revision_number"),
        ({"status": "adopted", "block_id": "abc"}, "revision_number"),
        ({"status": "adopted", "revision_number": 1, "block_id": "abc"}, "block_id"),
        ({"comment_ids": []}, "comment_ids"),
    ],
)
def test_what_its_status_needs_is_asked_for_by_field(
    problem: Document, said: dict[str, Any], field: str
) -> None:
    comment = a_comment(problem)
    with pytest.raises(Invalid) as refusal:
        a_draft_answer(comment, **said)
    assert list(refusal.value.fields) == [field]
    assert posted(comment).answer_id is None


@pytest.mark.parametrize(
    ("lacking", "rule"),
    [
        ({"words": "", "revision_number": 1}, "says_why"),
        ({"passed_to": "The county"}, "passed_on_to_someone"),
        ({"status": "passed_on", "passed_to": ""}, "passed_to_named"),
        ({"status": "adopted", "words": ""}, "says_something"),
        ({"block_id": "abc"}, "passage_of_a_revision|passage_shown"),
        ({"comment_count": 0}, "answers_something"),
        ({"state": "published"}, "published_at_some_time"),
    ],
)
def test_the_database_refuses_an_answer_that_lacks_what_its_status_needs(
    problem: Document, lacking: dict[str, object], rule: str
) -> None:
    answer = a_draft_answer(a_comment(problem))
    with pytest.raises(IntegrityError, match=f"ck_answer_({rule})"):
        db.session.execute(update(Answer).where(Answer.id == answer.id).values(lacking))
    db.session.rollback()


def test_only_what_asks_for_an_answer_is_taken_up_and_only_once(problem: Document) -> None:
    comment = a_comment(problem)
    a_draft_answer(comment)
    hidden = a_comment(problem)
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason="spam")
    elsewhere = a_comment(a_discussed_problem())
    for other in (comment, a_reply(comment), hidden, elsewhere, get_head(a_suggestion(problem))):
        with pytest.raises(Invalid, match="Choose again"):
            a_draft_answer(a_comment(problem), comment_ids=[other.id, a_comment(problem).id])
    assert len(
        comments_awaiting(seen_by(problem, the_facilitator(the_space(problem))), problem, Span()).items
    )


def test_a_passage_that_changed_is_kept_with_the_answer_as_it_changed(problem: Document) -> None:
    block = a_block_of(problem, 1)
    a_revision(problem, "## Who is affected\n\nFamilies in one small room.\n\nChildren who change schools.\n")
    comment = a_comment(problem)
    answer = an_answer(comment, status="adopted", words="", revision_number=2, block_id=block)
    assert answer.change == [
        {"mark": "equal", "text": "Families in one "},
        {"mark": "insert", "text": "small "},
        {"mark": "equal", "text": "room."},
    ]
    assert answer_counts(problem) == (1, 1, 1)
    shown = threads_of(seen_by(problem), problem, Wanted()).threads[0].comment.answer
    assert shown is not None
    assert (shown.status, shown.revision_number, shown.parts[1]) == ("adopted", 2, ("insert", "small "))
    assert (shown.drafter, shown.clearer) == (answer.drafter.display_name,) * 2


def test_a_passage_that_was_taken_out_can_be_pointed_at(problem: Document) -> None:
    gone = a_block_of(problem, 3)
    a_revision(problem, "## Who is affected\n\nFamilies in one room.\n\nChildren who change schools.\n")
    answer = a_draft_answer(a_comment(problem), status="in_part", revision_number=2, block_id=gone)
    assert answer.change == [{"mark": "delete", "text": "Councils that pay for it."}]


def test_a_draft_is_for_the_team_and_shown_to_nobody_else(problem: Document) -> None:
    comment = a_comment(problem)
    answer = a_draft_answer(comment)
    for reader in (None, comment.author):
        view = seen_by(problem, reader)
        with pytest.raises(NotFound):
            get_answer(view, problem, answer.id)
        with pytest.raises(NotAllowed):
            answers_of(view, problem, Span(), state=AnswerState.DRAFT)
        with pytest.raises(NotAllowed):
            comments_awaiting(view, problem, Span())
        assert threads_of(view, problem, Wanted()).threads[0].comment.answer is None
        assert answers_of(view, problem, Span()).items == []
    published(answer)
    assert get_answer(seen_by(problem), problem, answer.id) is answer


def test_drafters_draft_and_clear_and_facilitators_publish(problem: Document) -> None:
    comment = a_comment(problem)
    drafter, _facilitator = the_team_of(problem)
    with pytest.raises(NotAllowed, match="drafters and facilitators"):
        a_draft_answer(comment, by=comment.author)
    answer = a_draft_answer(comment, by=drafter)
    services.clear_answers(drafter, problem, drafts={answer.id: 1})
    with pytest.raises(NotAllowed, match="Only facilitators"):
        published(answer, by=drafter)


def test_two_people_change_one_draft_and_neither_loses_words(problem: Document) -> None:
    drafter, facilitator = the_team_of(problem)
    answer = a_draft_answer(a_comment(problem), by=drafter)
    services.clear_answers(drafter, problem, drafts={answer.id: 1})
    services.change_answer(facilitator, answer, version=1, status="not_adopted", words="Theirs.")
    assert (answer.version, answer.cleared_at) == (2, None)
    with pytest.raises(Invalid) as refusal:
        services.change_answer(drafter, answer, version=1, status="not_adopted", words="Mine.")
    assert list(refusal.value.fields) == ["version"]
    services.change_answer(drafter, answer, version=2, status="not_adopted", words="Mine.")
    services.change_answer(drafter, answer, version=1, status="not_adopted", words="Mine.")
    assert answer.version == 3
    kept = [(step.step, step.words) for step in steps_of_answer(answer)]
    assert kept == [("changed", "Mine."), ("changed", "Theirs."), ("cleared", WHY), ("drafted", WHY)]
    for service in (services.publish_answers, services.clear_answers):
        with pytest.raises(Conflict, match="changed since you read"):
            service(facilitator, problem, drafts={answer.id: 2})


def test_a_published_answer_is_taken_back_with_a_reason_and_stays_in_the_past(problem: Document) -> None:
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    answer = an_answer(comment)
    with pytest.raises(Conflict, match="Take it back"):
        services.change_answer(facilitator, answer, version=1, status="covered", words="It is there.")
    with pytest.raises(Conflict, match="Take it back"):
        services.discard_answer(facilitator, answer)
    with pytest.raises(Invalid):
        services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason=" ")
    assert services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="Wrong law") == 1
    assert services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="Wrong law") == 0
    assert (answer.state, answer.cleared_at, posted(comment).answered_at) == ("draft", None, None)
    assert answer_counts(problem) == (1, 0, 0)
    last, before = steps_of_answer(answer)[:2]
    assert (last.step, last.reason, before.step) == (AnswerDeed.TAKEN_BACK, "Wrong law", AnswerDeed.PUBLISHED)
    assert before.words == WHY
    assert told("answers.taken_back")[0].facts["answers"] == [answer.id]


def test_a_draft_gains_and_loses_comments_and_frees_them_when_thrown_away(problem: Document) -> None:
    facilitator = the_facilitator(the_space(problem))
    first, second, third = (a_comment(problem) for _ in range(3))
    answer = a_draft_answer(first)
    services.add_comments(facilitator, answer, comment_ids=[first.id, second.id, third.id])
    services.add_comments(facilitator, answer, comment_ids=[second.id])
    services.take_comments_out(facilitator, answer, comment_ids=[first.id])
    assert (answer.comment_count, posted(first).answer_id) == (2, None)
    with pytest.raises(Invalid, match="at least one"):
        services.take_comments_out(facilitator, answer, comment_ids=[second.id, third.id])
    services.discard_answer(facilitator, answer)
    services.discard_answer(facilitator, answer)
    assert (answer.state, posted(second).answer_id, posted(third).answer_id) == ("discarded", None, None)
    with pytest.raises(Conflict, match="thrown away"):
        published(answer)
