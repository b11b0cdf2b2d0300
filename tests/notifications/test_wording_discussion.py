from __future__ import annotations

from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import HideReason, Role, Visibility
from policyspace.discussion import services
from policyspace.spaces import services as spaces
from tests.builders.discussion import a_comment, a_discussed_problem, a_draft_problem, a_reply, the_space
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.notifications.letters import forget_what_happened, the_letter, written


def test_the_letter_about_a_reply(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document)
    author = comment.author
    forget_what_happened()
    reply = a_reply(comment, author=a_resident("Bo Replier"), body="The same here.\n\n- nine **months**")
    assert written(app) == {
        author.email: f"""Reply to your comment on “Too long in one room”

Bo Replier replied to your comment on “Too long in one room”.

Speaking as: resident.

> The same here.
>
> - nine **months**

Read the reply
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1/comments/{reply.id}

You get this email because you are a member of “Temporary accommodation”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/temporary-accommodation/members
"""
    }


def test_the_hat_of_whoever_replied_is_printed(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document)
    forget_what_happened()
    a_reply(comment, author=the_facilitator(the_space(document)))
    assert "Speaking as: Central organisation" in the_letter(app)


def test_nobody_is_told_of_their_own_reply(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    forget_what_happened()
    a_reply(comment, author=comment.author)
    assert written(app) == {}


def test_the_author_of_the_reply_that_was_answered_is_told_not_the_whole_thread(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    reply = a_reply(comment)
    answered = reply.author
    forget_what_happened()
    a_reply(reply)
    assert list(written(app)) == [answered.email]


def test_a_reply_that_is_gone_before_it_was_written_about_gets_no_letter(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document)
    forget_what_happened()
    taken_back = a_reply(comment)
    services.withdraw_comment(taken_back.author, taken_back)
    hidden = a_reply(comment)
    services.hide_comment(the_facilitator(the_space(document)), hidden, reason=HideReason.ABUSE)
    assert list(written(app)) == [hidden.author.email]
    assert "is hidden\n" in the_letter(app)


def test_who_may_not_read_the_space_any_more_is_not_told(app: Flask) -> None:
    space = a_space(visibility=Visibility.MEMBERS)
    author, replier = a_member(space), a_member(space)
    document = a_discussed_problem(space)
    comment = a_comment(document, author=author)
    forget_what_happened()
    a_reply(comment, author=replier)
    spaces.end_membership(author, the_membership(space, author))
    assert written(app) == {}


def test_replies_brought_in_from_elsewhere_are_old_news(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    forget_what_happened()
    a_reply(comment, imported={"from": "polis"})
    assert written(app) == {}


def test_the_letter_about_a_hidden_comment(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document, body="My neighbour at number 9 is to blame.")
    author = comment.author
    forget_what_happened()
    services.hide_comment(
        the_facilitator(the_space(document)),
        comment,
        reason=HideReason.PERSONAL_INFORMATION,
        words="Leave out the house number and post it again.",
    )
    assert written(app) == {
        author.email: f"""Your comment on “Too long in one room” is hidden

A facilitator of “Temporary accommodation” hid your comment on “Too long in one room”.

The reason: It gives personal information about someone.

The facilitator wrote to you:

> Leave out the house number and post it again.

This is what you wrote:

> My neighbour at number 9 is to blame.

It is not deleted. You and the facilitators can still read it.

See your comment
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1/comments/{comment.id}

If you think that this is wrong, you can appeal. Another facilitator decides.

Appeal
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1/comments/{comment.id}/appeal
"""
    }


def test_a_facilitator_need_not_write_words_of_their_own(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document)
    forget_what_happened()
    services.hide_comment(the_facilitator(the_space(document)), comment, reason=HideReason.SPAM)
    text = the_letter(app)
    assert "The facilitator wrote" not in text
    assert "The reason: It is advertising or was posted many times.\n" in text


def test_a_comment_shown_again_before_it_was_written_about_is_not_said_to_be_hidden(app: Flask) -> None:
    document = a_discussed_problem()
    comment = a_comment(document)
    facilitator = the_facilitator(the_space(document))
    forget_what_happened()
    services.hide_comment(facilitator, comment, reason=HideReason.SPAM)
    services.unhide_comment(facilitator, comment)
    assert "is shown again" in the_letter(app)


def test_who_may_not_read_the_draft_any_more_is_not_told_though_the_space_is_public(app: Flask) -> None:
    space = a_space()
    author = a_member(space, role=Role.DRAFTER, side=Side.LOCAL)
    comment = a_comment(a_draft_problem(space), author=author)
    forget_what_happened()
    a_reply(comment, author=the_facilitator(space))
    spaces.end_membership(author, the_membership(space, author))
    assert written(app) == {}
