"""An author's appeal against the hiding of a comment, and who decides it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.capacity import Side
from policyspace.charter.words import AppealOutcome, Role
from policyspace.discussion import services
from policyspace.discussion.models import Appeal, Comment
from policyspace.discussion.queries import appeals_in, moderation_log
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, NotAllowed
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.discussion import (
    a_comment,
    a_discussed_problem,
    a_draft_problem,
    counts_of,
    the_space,
)
from tests.builders.people import a_resident, an_administrator
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient


class Scene:
    """A comment that one facilitator hid, and another facilitator."""

    def __init__(self) -> None:
        self.problem: Document = a_discussed_problem()
        self.space = the_space(self.problem)
        self.first: Person = the_facilitator(self.space)
        self.second: Person = a_member(self.space, role=Role.FACILITATOR, side=Side.LOCAL)
        self.comment: Comment = a_comment(self.problem)
        self.hide()

    def hide(self, by: Person | None = None) -> None:
        services.hide_comment(by or self.first, self.comment, reason="off_topic")

    def appeal(self, words: str = "It is about the document.") -> Appeal:
        return services.appeal(self.comment.author, self.comment, words=words)

    def waiting(self) -> list[Appeal]:
        return [each.appeal for each in appeals_in(view_of(self.space, self.first), Span()).items]

    def log(self, reader: Person | None = None) -> list[tuple[str, str, bool]]:
        view = view_of(self.space, reader) if reader else SpaceView(self.space, None, None)
        return [(each.step, each.reason, each.on_appeal) for each in moderation_log(view, Span()).items]


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def test_another_facilitator_restores_and_it_counts_again(scene: Scene) -> None:
    appeal = scene.appeal()
    assert (scene.waiting(), counts_of(scene.problem)[0]) == ([appeal], 0)
    services.decide_appeal(scene.second, appeal, outcome="restored", reply="You are right.")
    assert (scene.comment.is_visible, counts_of(scene.problem)[0]) == (True, 1)
    assert (appeal.decided_by, appeal.outcome_word, appeal.reply) == (
        scene.second.id,
        AppealOutcome.RESTORED,
        "You are right.",
    )
    assert scene.waiting() == []
    services.decide_appeal(scene.second, appeal, outcome="restored")


def test_what_is_upheld_stays_hidden_and_is_decided_once(scene: Scene) -> None:
    appeal = scene.appeal()
    services.decide_appeal(scene.second, appeal, outcome="upheld")
    assert not scene.comment.is_visible
    with pytest.raises(Conflict, match="ended"):
        services.decide_appeal(scene.second, appeal, outcome="restored")
    with pytest.raises(Conflict, match="once"):
        scene.appeal("Once more.")


def test_an_administrator_decides_in_a_public_space_and_reads_nothing_else_of_the_queue(
    scene: Scene, client: PageClient
) -> None:
    appeal, ada = scene.appeal(), an_administrator()
    queue = f"/spaces/{scene.space.slug}/moderation"
    client.sign_in(ada)
    page = client.page(f"{queue}/appeals")
    assert "It is about the document." in page.text
    assert "Held" not in page.text
    for closed in ("", "/held"):
        assert client.get(f"{queue}{closed}").status_code == 403
    address = f"{queue}/appeals/{appeal.id}"
    assert client.send(address, outcome="restored").status_code == 303
    assert scene.comment.hidden_at is None
    scene.hide(by=scene.second)
    client.sign_in(scene.second)
    scene.appeal("Once more.")
    assert "an administrator of this service decides" in client.page(f"{queue}/appeals").text


def test_neither_who_hid_it_nor_its_author_nor_anybody_else_decides(scene: Scene) -> None:
    appeal = scene.appeal()
    drafter = a_member(scene.space, role=Role.DRAFTER, side=Side.LOCAL)
    for person in (scene.first, scene.comment.author, drafter, a_resident()):
        with pytest.raises(NotAllowed, match="neither wrote"):
            services.decide_appeal(person, appeal, outcome="restored")
    assert [each.may_decide for each in appeals_in(view_of(scene.space, scene.first), Span()).items] == [
        False
    ]
    assert [each.may_decide for each in appeals_in(view_of(scene.space, scene.second), Span()).items] == [
        True
    ]


@pytest.mark.parametrize("who", ["hidden_by", "author_id"])
def test_the_database_refuses_a_decision_by_who_hid_or_wrote_it(scene: Scene, who: str) -> None:
    appeal = scene.appeal()
    values: dict[str, Any] = {
        "outcome": "restored",
        "decided_by": getattr(appeal, who),
        "decided_at": appeal.created_at,
    }
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(update(Appeal).values(values))


def test_only_the_author_appeals_and_only_while_it_is_hidden(scene: Scene) -> None:
    with pytest.raises(NotAllowed, match="Only the person who wrote"):
        services.appeal(a_resident(), scene.comment, words="Let it be seen.")
    services.unhide_comment(scene.first, scene.comment)
    with pytest.raises(Conflict, match="not hidden"):
        scene.appeal()


def test_hidden_again_it_can_be_appealed_again(scene: Scene) -> None:
    services.decide_appeal(scene.second, scene.appeal(), outcome="restored")
    scene.hide(by=scene.second)
    again = scene.appeal("Again.")
    services.decide_appeal(scene.first, again, outcome="restored")
    assert scene.comment.is_visible


def test_who_hid_it_may_relent_which_ends_the_appeal_without_a_decision(scene: Scene) -> None:
    appeal = scene.appeal()
    services.unhide_comment(scene.first, scene.comment)
    assert (appeal.outcome_word, appeal.decided_by, scene.waiting()) == (AppealOutcome.RELENTED, None, [])


def test_another_who_shows_it_again_has_decided_the_appeal(scene: Scene) -> None:
    appeal = scene.appeal()
    services.unhide_comment(scene.second, scene.comment)
    assert (appeal.outcome_word, appeal.decided_by) == (AppealOutcome.RESTORED, scene.second.id)


def test_withdrawing_the_comment_ends_its_appeal(scene: Scene) -> None:
    appeal = scene.appeal()
    services.withdraw_comment(scene.comment.author, scene.comment)
    assert (appeal.outcome_word, scene.waiting()) == (AppealOutcome.DROPPED, [])


def test_the_log_tells_everyone_what_was_done_and_why(scene: Scene) -> None:
    services.decide_appeal(scene.second, scene.appeal(), outcome="upheld")
    services.unhide_comment(scene.second, scene.comment)
    assert scene.log() == [
        ("restored", "off_topic", False),
        ("upheld", "off_topic", True),
        ("hidden", "off_topic", False),
    ]


def test_the_log_tells_nothing_of_drafts_to_those_who_cannot_read_them(scene: Scene) -> None:
    draft = a_draft_problem(scene.space)
    services.hide_comment(scene.first, a_comment(draft, author=scene.second), reason="spam")
    assert scene.log() == [("hidden", "off_topic", False)]
    assert scene.log(scene.second)[0] == ("hidden", "spam", False)
