"""Hiding a comment, and showing it again."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import HideReason, Role
from policyspace.discussion import services
from policyspace.foundation.errors import Conflict, NotAllowed
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
    counts_of,
    posted,
    the_space,
)
from tests.builders.ledger import told
from tests.builders.spaces import a_member, a_space, the_facilitator


def test_a_facilitator_hides_with_a_reason_and_words_to_the_author(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    services.hide_comment(facilitator, comment, reason=HideReason.ABUSE, words="Write about the policy.")
    assert (comment.hidden_reason, comment.hidden_words) == ("abuse", "Write about the policy.")
    assert (comment.hidden_by, comment.is_visible) == (facilitator.id, False)
    row = told("comment.hidden")[0]
    assert (row.actor_id, row.subject_id) == (facilitator.id, comment.id)
    assert (row.facts["reason"], row.facts["author"], row.facts["document"]) == (
        "abuse",
        comment.author_id,
        1,
    )
    assert "policy." not in str(row.facts)


def test_a_hidden_comment_is_not_counted_but_its_replies_are(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    block = a_block_of(problem, 3)
    top = a_comment(problem, block_id=block)
    reply = a_reply(top)
    services.hide_comment(facilitator, top, reason="spam")
    assert counts_of(problem) == (1, {block: 1})
    services.hide_comment(facilitator, reply, reason="spam")
    assert counts_of(problem) == (0, {block: 0})
    assert posted(top).reply_count == 1
    services.unhide_comment(facilitator, reply)
    services.unhide_comment(facilitator, reply)
    services.unhide_comment(facilitator, top)
    assert counts_of(problem) == (2, {block: 2})
    assert top.hidden_reason is None
    assert [row.subject_id for row in told("comment.unhidden")] == [reply.id, top.id]


def test_what_is_hidden_or_withdrawn_is_not_hidden_again(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    hidden, withdrawn = a_comment(problem), a_comment(problem)
    services.hide_comment(facilitator, hidden, reason="spam")
    services.withdraw_comment(withdrawn.author, withdrawn)
    for each in (hidden, withdrawn):
        with pytest.raises(Conflict, match="already"):
            services.hide_comment(facilitator, each, reason="abuse")
    assert posted(hidden).hidden_reason == "spam"


def test_what_was_withdrawn_while_hidden_is_not_counted_when_shown_again(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    services.hide_comment(facilitator, comment, reason="spam")
    services.withdraw_comment(comment.author, comment)
    services.unhide_comment(facilitator, comment)
    assert counts_of(problem) == (0, {})


def test_only_facilitators_of_the_space_hide_and_none_their_own(app: Flask) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    comment = a_comment(problem)
    drafter = a_member(space, role=Role.DRAFTER, side=Side.LOCAL)
    stranger = the_facilitator(a_space(title="Another space"))
    for person in (comment.author, drafter, stranger):
        with pytest.raises(NotAllowed, match="Only facilitators"):
            services.hide_comment(person, comment, reason="spam")
    own = a_comment(problem, author=the_facilitator(space))
    with pytest.raises(NotAllowed, match="withdraw it"):
        services.hide_comment(the_facilitator(space), own, reason="spam")


def test_the_author_does_not_show_again_what_a_facilitator_hid(app: Flask) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    other = a_member(space, role=Role.FACILITATOR, side=Side.LOCAL)
    comment = a_comment(problem, author=other)
    services.hide_comment(the_facilitator(space), comment, reason="off_topic")
    with pytest.raises(NotAllowed, match="did not write"):
        services.unhide_comment(other, comment)
