"""Who may do what in a discussion: comments, moderation, answers, suggestions."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.granted.shared import FACILITATOR, TAKES_PART, TALKS, WRITERS
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import When, Who
from policyspace.foundation.i18n import lazy

ROWS = (
    Row(
        Action.COMMENT,
        lazy(
            "Sign in to comment, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        TALKS,
    ),
    Row(
        Action.WRITE_FIRST,
        lazy("You can comment here while the problem is open or once the proposal is published."),
        (Grant((Who.ANYONE,), (When.PUBLIC, When.COMMENTS_OPEN)),),
    ),
    Row(
        Action.KEY_IN,
        lazy(
            "Only facilitators can key in what others said: from when comments open, "
            "and until a problem is marked as agreed."
        ),
        (Grant((Who.FACILITATOR,), (When.TAKES_REPLIES,)),),
    ),
    Row(
        Action.READ_KEYED_IN,
        lazy("Only facilitators of this space can see the list of what was keyed in."),
        (FACILITATOR,),
    ),
    Row(
        Action.CORRECT_KEYED_IN,
        lazy("Facilitators can correct what was keyed in for 15 minutes. After that, take it back."),
        (Grant((Who.FACILITATOR,), (When.RECENT,)),),
    ),
    Row(
        Action.TAKE_BACK_KEYED_IN,
        lazy("Only facilitators of this space can take back what was keyed in."),
        (FACILITATOR,),
    ),
    Row(
        Action.REPLY,
        lazy(
            "Sign in to reply, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        TALKS,
    ),
    Row(
        Action.SUPPORT,
        lazy(
            "Sign in to support someone else’s comment, while the problem is open or the proposal is published. "
            "In a space that is not public, only members can."
        ),
        (
            Grant((Who.MEMBER,), (When.COMMENTS_OPEN, When.NOT_OWN)),
            Grant((Who.SIGNED_IN,), (When.PUBLIC, When.COMMENTS_OPEN, When.NOT_OWN)),
            Grant(WRITERS, (When.DRAFT, When.NOT_OWN)),
            Grant((Who.MEMBER,), (When.ON_ENTRY, When.NOT_OWN)),
        ),
    ),
    Row(
        Action.EDIT_COMMENT,
        lazy("You can edit your own comment for 15 minutes after you post it."),
        (Grant((Who.MEMBER,), (When.OWN, When.RECENT)),),
    ),
    Row(
        Action.WITHDRAW_COMMENT,
        lazy("Only the person who posted a comment can withdraw it."),
        (Grant((Who.SIGNED_IN,), (When.OWN,)),),
    ),
    Row(
        Action.HIDE_COMMENT,
        lazy("Only facilitators can hide a comment. To take back your own, withdraw it."),
        (Grant((Who.FACILITATOR,), (When.NOT_OWN,)),),
    ),
    Row(
        Action.UNHIDE_COMMENT,
        lazy("Only a facilitator who did not write the comment can show it again."),
        (Grant((Who.FACILITATOR,), (When.NOT_OWN,)),),
    ),
    Row(
        Action.READ_HIDDEN_COMMENT,
        lazy("Only its author and facilitators of this space can read a hidden comment."),
        (FACILITATOR, Grant((Who.SIGNED_IN,), (When.OWN,))),
    ),
    Row(
        Action.REPORT_COMMENT,
        lazy("Sign in to report a comment of someone else. In a space that is not public, only members can."),
        (
            Grant((Who.MEMBER,), (When.NOT_OWN,)),
            Grant((Who.SIGNED_IN,), (When.PUBLIC, When.NOT_OWN)),
        ),
    ),
    Row(
        Action.MODERATE,
        lazy("Only facilitators of this space can see what is reported, held or appealed against."),
        (FACILITATOR,),
    ),
    Row(
        Action.KEEP_REPORTED,
        lazy("Only a facilitator who did not write the comment can decide about reports of it."),
        (Grant((Who.FACILITATOR,), (When.NOT_OWN,)),),
    ),
    Row(
        Action.DECIDE_HELD,
        lazy("Only a facilitator who did not write what was held can decide about it."),
        (Grant((Who.FACILITATOR,), (When.NOT_OWN,)),),
    ),
    Row(
        Action.APPEAL,
        lazy("Only the person who wrote a comment can appeal against its hiding."),
        (Grant((Who.SIGNED_IN,), (When.OWN,)),),
    ),
    Row(
        Action.DECIDE_APPEAL,
        lazy(
            "Only a facilitator who neither wrote the comment nor hid it can decide an appeal. "
            "In a public space, an administrator of this service can, too."
        ),
        (
            Grant((Who.FACILITATOR,), (When.NOT_OWN, When.HIDDEN_BY_ANOTHER)),
            Grant((Who.ADMINISTRATOR,), (When.PUBLIC, When.NOT_OWN, When.HIDDEN_BY_ANOTHER)),
        ),
    ),
    Row(
        Action.READ_DRAFT_ANSWER,
        lazy("Only drafters and facilitators of this space can read answers before they are published."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.DRAFT_ANSWER,
        lazy("Only drafters and facilitators of this space can draft an answer."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.CLEAR_ANSWER,
        lazy("Only drafters and facilitators of this space can clear an answer."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.PUBLISH_ANSWER,
        lazy("Only facilitators of this space can publish answers."),
        (FACILITATOR,),
    ),
    Row(
        Action.TAKE_BACK_ANSWER,
        lazy(
            "Only facilitators can take a published answer back. "
            "A problem marked as agreed must be opened again first."
        ),
        (Grant((Who.FACILITATOR,), (When.NOT_FRAMED,)),),
    ),
    Row(
        Action.SUGGEST,
        lazy(
            "Sign in to suggest a change, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        TAKES_PART,
    ),
    Row(
        Action.DECIDE_SUGGESTION,
        lazy(
            "Only drafters and facilitators can accept or decline a suggestion. "
            "A problem marked as agreed must be opened again first."
        ),
        (Grant(WRITERS, (When.NOT_FRAMED,)),),
    ),
    Row(
        Action.WITHDRAW_SUGGESTION,
        lazy("Only the person who made a suggestion can withdraw it."),
        (Grant((Who.SIGNED_IN,), (When.OWN,)),),
    ),
    Row(
        Action.RENEW_SUGGESTION,
        lazy(
            "Only the person who made a suggestion can make it again. "
            "A problem marked as agreed must be opened again first."
        ),
        (Grant((Who.MEMBER,), (When.OWN, When.NOT_FRAMED)),),
    ),
)
