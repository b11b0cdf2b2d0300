"""Answers through the API: the same shapes, services and rights as the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask

from policyspace.drafting.models import Document
from tests.api.client import Program
from tests.builders.answers import the_team_of
from tests.builders.discussion import a_comment, a_discussed_problem, the_space
from tests.builders.drafting import a_key
from tests.builders.people import a_resident


def answers_to(document: Document, more: str = "") -> str:
    """The address of the answers to comments on a document."""
    return f"/spaces/{the_space(document).slug}/documents/{document.number}/answers{more}"


def fields_of(reply: Any) -> list[str]:
    return sorted(each["field"] for each in reply.json["errors"])


def test_comments_are_answered_in_a_batch_and_everyone_reads_what_became_of_them(app: Flask) -> None:
    problem = a_discussed_problem()
    comments = [a_comment(problem) for _ in range(3)]
    drafter, facilitator = (Program(app, person) for person in the_team_of(problem))
    said = {"comment_ids": [comments[0].id], "status": "not_adopted", "idempotency_key": a_key()}
    assert fields_of(drafter.post(answers_to(problem), **said)) == ["words"]
    assert Program(app, a_resident()).post(answers_to(problem), **said, words="No.").status_code == 403
    made = drafter.post(answers_to(problem), **said, words="There is **no** money.")
    assert (made.status_code, made.json["state"], made.json["version"]) == (201, "draft", 1), made.json
    own = answers_to(problem, f"/{made.json['id']}")
    assert Program(app).get(own).status_code == 404
    assert drafter.post(f"{own}/add-comments", comment_ids=[each.id for each in comments]).status_code == 200
    fewer = drafter.post(f"{own}/take-comments-out", comment_ids=[comments[2].id])
    assert fewer.json["comment_count"] == 2
    words = {"status": "passed_on", "passed_to": "The county", "words": ""}
    assert fields_of(drafter.patch(own, version=9, **words)) == ["version"]
    changed = drafter.patch(own, version=1, **words)
    assert (changed.json["version"], changed.json["passed_to"]) == (2, "The county")
    drafts = [{"id": made.json["id"], "version": 2}]
    assert drafter.post(answers_to(problem, "/clear"), drafts=drafts).json == {"answers": 1}
    assert drafter.post(answers_to(problem, "/publish"), drafts=drafts).status_code == 403
    assert facilitator.post(answers_to(problem, "/publish"), drafts=drafts).json == {"answers": 1}
    listed = Program(app).get(answers_to(problem)).json["items"]
    assert [(each["status"], each["comment_count"]) for each in listed] == [("passed_on", 2)]
    space = the_space(problem)
    path = f"/spaces/{space.slug}/documents/{problem.number}/comments/{comments[0].id}"
    answer = Program(app).get(path).json["answer"]
    assert (answer["status"], answer["passed_to"]) == ("passed_on", "The county")


def test_answers_are_taken_back_with_a_reason_and_drafts_thrown_away(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    facilitator = Program(app, the_team_of(problem)[1])
    said = {"comment_ids": [comment.id], "status": "covered", "words": "See 2.", "idempotency_key": a_key()}
    made = facilitator.post(answers_to(problem), **said).json["id"]
    facilitator.post(answers_to(problem, "/publish"), drafts=[{"id": made, "version": 1}])
    back = answers_to(problem, "/take-back")
    assert fields_of(facilitator.post(back, answer_ids=[made], reason="")) == ["reason"]
    assert facilitator.post(back, answer_ids=[made], reason="Wrong paragraph").json == {"answers": 1}
    drafts = facilitator.get(answers_to(problem), state="draft").json["items"]
    assert [each["id"] for each in drafts] == [made]
    assert Program(app).get(answers_to(problem), state="draft").status_code == 403
    assert facilitator.post(answers_to(problem, f"/{made}/discard")).status_code == 204
    assert facilitator.get(answers_to(problem, f"/{made}")).json["state"] == "discarded"
