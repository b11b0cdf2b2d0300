"""Moderation through the API: the same services and rights as the pages."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from tests.api.client import Program
from tests.builders.discussion import a_comment, a_discussed_problem, the_space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator


def test_a_comment_is_reported_hidden_appealed_and_shown_again(app: Flask) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    comment = a_comment(problem)
    here = f"/spaces/{space.slug}"
    said = f"{here}/documents/{problem.number}/comments/{comment.id}"
    author, reader = Program(app, comment.author), Program(app, a_resident())
    first = Program(app, the_facilitator(space))
    second = Program(app, a_member(space, role=Role.FACILITATOR, side=Side.LOCAL))
    assert reader.post(f"{said}/report", reason="dislike").status_code == 422
    assert reader.post(f"{said}/report", reason="other", words="Look at it.").status_code == 204
    assert reader.get(f"{here}/moderation/reported").status_code == 403
    (item,) = first.get(f"{here}/moderation/reported").json["items"]
    assert (item["comment_id"], item["reports"][0]["words"]) == (comment.id, "Look at it.")
    assert "reporter" not in str(item)
    assert first.post(f"{said}/keep-reported").status_code == 204
    assert first.get(f"{here}/moderation/reported").json["items"] == []
    assert first.post(f"{said}/hide", reason="spam").status_code == 200
    assert reader.post(f"{said}/appeal", words="Not mine.").status_code == 403
    made = author.post(f"{said}/appeal", words="It is no spam.")
    assert (made.status_code, made.json["outcome"]) == (201, None)
    (waits,) = second.get(f"{here}/moderation/appeals").json["items"]
    assert (waits["may_decide"], waits["hidden_reason"]) == (True, "spam")
    decide = f"{here}/moderation/appeals/{made.json['id']}"
    assert first.post(decide, outcome="restored").status_code == 403
    assert second.post(decide, outcome="restored", reply="Sorry.").json["appeal"]["outcome"] == "restored"
    assert Program(app).get(said).json["state"] == "shown"
    log = Program(app).get(f"{here}/moderation/log").json["items"]
    assert [(each["step"], each["reason"], each["on_appeal"]) for each in log] == [
        ("restored", "spam", True),
        ("hidden", "spam", False),
    ]
    assert set(log[0]) == {"step", "reason", "on_appeal", "created_at", "document"}
