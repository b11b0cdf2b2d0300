"""Pages of moderation: report, queue, appeal, decision, and the log that everyone can read."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.people.models import Person
from tests.builders.discussion import a_comment, a_discussed_problem, posted, the_space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient


class Scene:
    """A comment on an open problem, two facilitators, and a browser for each person who needs one."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.problem: Document = a_discussed_problem()
        self.space = the_space(self.problem)
        self.first = the_facilitator(self.space)
        self.second = a_member(self.space, role=Role.FACILITATOR, side=Side.LOCAL)
        self.author = a_resident("Vera Vexed")
        self.comment: Comment = a_comment(self.problem, author=self.author, body="Words of Vera.")

    @property
    def queue(self) -> str:
        return f"/spaces/{self.space.slug}/moderation"

    @property
    def said(self) -> str:
        return f"/spaces/{self.space.slug}/documents/{self.problem.number}/comments/{self.comment.id}"

    def browser(self, person: Person | None = None) -> PageClient:
        client = self.app.test_client()
        assert isinstance(client, PageClient)
        return client.sign_in(person) if person else client

    def text(self, path: str, person: Person | None = None) -> str:
        return self.browser(person).page(path).text


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene(app)


def test_from_a_report_over_the_queue_and_an_appeal_to_the_log(scene: Scene) -> None:
    reader = scene.browser(a_resident())
    assert "Report" in reader.page(scene.said).text
    refused = reader.send(f"{scene.said}/report", reason="other", words="")
    assert refused.status_code == 422
    assert reader.send(f"{scene.said}/report", reason="abuse", words="It is rude.").status_code == 303
    first = scene.browser(scene.first)
    assert "It is rude." in first.page(scene.queue).text
    assert "Look at reported comments" in first.page(f"/spaces/{scene.space.slug}").text
    hidden = first.send(f"{scene.said}/hide?next={scene.queue}", reason="abuse", words="Be kind.")
    assert (hidden.status_code, hidden.location) == (303, scene.queue)
    assert "Nothing is reported" in first.page(scene.queue).text
    author = scene.browser(scene.author)
    assert "Appeal" in author.page(scene.said).text
    assert author.send(f"{scene.said}/appeal", words="It was not rude.").status_code == 303
    assert "Another facilitator" in author.page(f"{scene.said}/appeal").text
    assert "another facilitator decides" in first.page(f"{scene.queue}/appeals").text
    second = scene.browser(scene.second)
    page = second.page(f"{scene.queue}/appeals")
    path = next(each.attributes["href"] for each in page.all("a") if each.text == "Decide")
    assert second.send(path, outcome="restored", reply="Sorry.").status_code == 303
    assert "Shown again" in author.page(f"{scene.said}/appeal").text
    log = scene.text(f"{scene.queue}/log")
    assert "It had been hidden because: It attacks" in log
    assert "After an appeal of its author" in log
    assert "Vera" not in log


def test_a_report_can_be_left_as_it_is(scene: Scene) -> None:
    services.report_comment(a_resident(), scene.comment, reason="spam")
    first = scene.browser(scene.first)
    page = first.page(scene.queue)
    path = next(each.attributes["href"] for each in page.all("a") if each.text == "Leave as it is")
    assert first.send(path).status_code == 303
    assert "Nothing is reported" in first.page(scene.queue).text
    assert posted(scene.comment).is_visible


def test_the_queue_is_for_facilitators_and_next_leads_nowhere_else(scene: Scene) -> None:
    services.report_comment(a_resident(), scene.comment, reason="spam")
    for path in ("", "/appeals", "/appeals/1"):
        assert scene.browser(scene.author).get(f"{scene.queue}{path}").status_code == 403
        assert scene.browser().get(f"{scene.queue}{path}").status_code == 303
    first = scene.browser(scene.first)
    sent = first.send(f"{scene.said}/hide?next=//evil.example", reason="spam")
    assert sent.location.startswith(scene.said)


def test_a_visitor_is_not_offered_to_report(scene: Scene) -> None:
    assert "Report" not in scene.text(scene.said)
    assert scene.browser().get(f"{scene.said}/report").status_code == 303
