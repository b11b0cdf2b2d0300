from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.discussion.models import Held
from tests.builders.discussion import a_comment, a_discussed_problem, the_space, words_of_a_comment
from tests.builders.drafting import a_key
from tests.builders.people import a_resident, an_administrator
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator
from tests.notifications.letters import forget_what_happened, the_letter, written


def test_the_author_is_told_that_their_comment_is_shown_again(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, comment = the_facilitator(the_space(problem)), a_comment(problem)
    services.hide_comment(facilitator, comment, reason="spam")
    forget_what_happened()
    services.unhide_comment(facilitator, comment)
    assert written(app) == {
        comment.author.email: f"""Your comment on “Too long in one room” is shown again

A facilitator of “Temporary accommodation” shows your comment on “Too long in one room” again.

Everyone who reads the document can read it.

See your comment
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1/comments/{comment.id}
"""
    }


@pytest.mark.parametrize("outcome", ["restored", "upheld"])
def test_an_appeal_is_told_to_other_facilitators_and_its_outcome_to_the_author(
    app: Flask, outcome: str
) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    second = a_member(space, role=Role.FACILITATOR, side=Side.LOCAL)
    comment = a_comment(problem)
    services.hide_comment(the_facilitator(space), comment, reason="spam")
    forget_what_happened()
    appeal = services.appeal(comment.author, comment, words="It is no spam.")
    told = written(app)
    assert list(told) == [second.email]
    assert f"/moderation/appeals/{appeal.id}\n" in told[second.email]
    assert "no spam" not in told[second.email]
    forget_what_happened()
    services.decide_appeal(second, appeal, outcome=outcome, reply="I looked twice.")
    letter = the_letter(app)
    assert ("It is shown again." in letter, "It stays hidden." in letter) == (
        outcome == "restored",
        outcome == "upheld",
    )
    assert "> I looked twice." in letter


def test_where_no_other_facilitator_can_decide_an_appeal_administrators_are_asked(app: Flask) -> None:
    problem, ada = a_discussed_problem(), an_administrator()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    services.hide_comment(facilitator, comment, reason="spam")
    forget_what_happened()
    appeal = services.appeal(comment.author, comment, words="It is no spam.")
    told = written(app)
    assert list(told) == [ada.email]
    assert f"/moderation/appeals/{appeal.id}\n" in told[ada.email]
    assert "no spam" not in told[ada.email]
    closed = a_discussed_problem(a_members_only_space())
    unseen = a_comment(closed, author=a_member(the_space(closed)))
    services.hide_comment(the_facilitator(the_space(closed)), unseen, reason="spam")
    forget_what_happened()
    services.appeal(unseen.author, unseen, words="It is no spam.")
    assert written(app) == {}, "an administrator cannot read that space"


def test_whose_words_were_held_is_told_that_they_are_posted(app: Flask) -> None:
    problem = a_discussed_problem()
    author = a_resident()
    held = services.say_comment(author, problem, trapped=True, **words_of_a_comment())
    assert isinstance(held, Held)
    forget_what_happened()
    services.release_held(the_facilitator(the_space(problem)), held)
    letter = written(app)[author.email]
    assert letter.startswith("Your comment on “Too long in one room” is posted")


def test_what_could_not_be_posted_any_more_comes_back_whole(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, top = the_facilitator(the_space(problem)), a_comment(problem)
    author, body = a_resident(), "One sentence after the other. " * 60
    key = {"idempotency_key": a_key()}
    held = services.say_reply(author, top, trapped=True, body=body.strip(), **key)
    assert isinstance(held, Held)
    services.hide_comment(facilitator, top, reason="spam")
    forget_what_happened()
    services.release_held(facilitator, held)
    assert body.strip() in the_letter(app)
