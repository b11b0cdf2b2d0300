"""Who may do what, and when: one table, two questions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policyspace.charter.actions import Action
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import Standing, When, Who
from policyspace.foundation.errors import NotAllowed
from policyspace.foundation.i18n import lazy

__all__ = ["Action", "Grant", "Row", "Standing", "may", "require", "rows"]


def may(action: Action, standing: Standing) -> bool:
    """Whether a person who stands so may do `action`."""
    return any(grant.allows(standing) for grant in _TABLE[action].grants)


def require(action: Action, standing: Standing) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless they may."""
    if not may(action, standing):
        raise NotAllowed(_TABLE[action].sentence)


def rows() -> tuple[Row, ...]:
    """The whole table, in the order it is printed."""
    return tuple(_TABLE.values())


_ANYONE = Grant((Who.ANYONE,))
_SIGNED_IN = Grant((Who.SIGNED_IN,))
_WRITERS = (Who.DRAFTER, Who.FACILITATOR)
_FACILITATOR = Grant((Who.FACILITATOR,))
_TAKES_PART = (
    Grant((Who.MEMBER,), (When.COMMENTS_OPEN,)),
    Grant((Who.SIGNED_IN,), (When.PUBLIC, When.COMMENTS_OPEN)),
    Grant(_WRITERS, (When.DRAFT,)),
)

_ROWS = (
    Row(Action.SIGN_UP, lazy("Anyone can sign up."), (_ANYONE,)),
    Row(Action.SIGN_IN, lazy("Anyone can sign in."), (_ANYONE,)),
    Row(Action.MANAGE_OWN_ACCOUNT, lazy("Sign in to change your account."), (_SIGNED_IN,)),
    Row(Action.MAKE_API_TOKEN, lazy("Sign in to make a token."), (_SIGNED_IN,)),
    Row(
        Action.ADMINISTER,
        lazy("Only administrators of this service can add or change organisations."),
        (Grant((Who.ADMINISTRATOR, Who.KEEPER)),),
    ),
    Row(
        Action.KEEP_SERVICE,
        lazy("Only whoever keeps this service can do that, at its command line."),
        (Grant((Who.KEEPER,)),),
    ),
    Row(
        Action.OPEN_SPACE,
        lazy("Only officials of an organisation we have checked can open a space."),
        (Grant((Who.OFFICIAL, Who.ADMINISTRATOR)),),
    ),
    Row(
        Action.READ_SPACE,
        lazy("Only members can read this space."),
        (Grant((Who.ANYONE,), (When.PUBLIC,)), Grant((Who.MEMBER,))),
    ),
    Row(Action.EDIT_SPACE, lazy("Only facilitators of this space can change it."), (_FACILITATOR,)),
    Row(
        Action.JOIN_SPACE,
        lazy("Sign in to join a public space. You need an invitation to join any other."),
        (Grant((Who.SIGNED_IN,), (When.PUBLIC,)), Grant((Who.SIGNED_IN,), (When.INVITED,))),
    ),
    Row(
        Action.CHOOSE_CAPACITY,
        lazy("Only the member can choose the capacity they act in."),
        (Grant((Who.MEMBER,), (When.OWN,)),),
    ),
    Row(Action.INVITE, lazy("Only facilitators of this space can invite people."), (_FACILITATOR,)),
    Row(Action.CHANGE_ROLE, lazy("Only facilitators of this space can change a role."), (_FACILITATOR,)),
    Row(
        Action.END_MEMBERSHIP,
        lazy("Only facilitators can end someone’s membership. You can end your own."),
        (_FACILITATOR, Grant((Who.MEMBER,), (When.OWN,))),
    ),
    Row(
        Action.CREATE_PROBLEM,
        lazy("Only drafters and facilitators of this space can start a problem."),
        (Grant(_WRITERS),),
    ),
    Row(
        Action.CREATE_PROPOSAL,
        lazy("Only drafters and facilitators of this space can start a proposal."),
        (Grant(_WRITERS),),
    ),
    Row(
        Action.READ_DRAFT_DOCUMENT,
        lazy("Only drafters and facilitators of this space can read drafts."),
        (Grant(_WRITERS),),
    ),
    Row(
        Action.SAVE_REVISION,
        lazy(
            "Only drafters and facilitators can save. A problem marked as agreed must be opened again first."
        ),
        (Grant(_WRITERS, (When.NOT_FRAMED,)),),
    ),
    Row(Action.OPEN_PROBLEM, lazy("Only facilitators of this space can open a problem."), (_FACILITATOR,)),
    Row(Action.CLOSE_PROBLEM, lazy("Only facilitators of this space can close a problem."), (_FACILITATOR,)),
    Row(
        Action.FRAME_PROBLEM,
        lazy("Only facilitators of this space can mark a problem as agreed."),
        (_FACILITATOR,),
    ),
    Row(
        Action.REOPEN_PROBLEM,
        lazy("Only facilitators of this space can open a problem again."),
        (_FACILITATOR,),
    ),
    Row(
        Action.PUBLISH_PROPOSAL,
        lazy(
            "Drafters and facilitators can publish once Trust is met, or once a facilitator lifts that rule."
        ),
        (Grant(_WRITERS, (When.TRUST,)),),
    ),
    Row(
        Action.LIFT_PUBLICATION,
        lazy("Only facilitators can let a proposal be published before Trust is met."),
        (_FACILITATOR,),
    ),
    Row(
        Action.MANAGE_TEMPLATES,
        lazy("Only facilitators of this space can add or change its templates."),
        (_FACILITATOR,),
    ),
    Row(
        Action.COMMENT,
        lazy(
            "Sign in to comment, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        _TAKES_PART,
    ),
    Row(
        Action.REPLY,
        lazy(
            "Sign in to reply, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        _TAKES_PART,
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
            Grant(_WRITERS, (When.DRAFT, When.NOT_OWN)),
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
        (_FACILITATOR, Grant((Who.SIGNED_IN,), (When.OWN,))),
    ),
    Row(
        Action.SUGGEST,
        lazy(
            "Sign in to suggest a change, while the problem is open or once the proposal is published. "
            "In a space that is not public, only members can."
        ),
        _TAKES_PART,
    ),
    Row(
        Action.DECIDE_SUGGESTION,
        lazy(
            "Only drafters and facilitators can accept or decline a suggestion. "
            "A problem marked as agreed must be opened again first."
        ),
        (Grant(_WRITERS, (When.NOT_FRAMED,)),),
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
    Row(
        Action.READ_RECORD,
        lazy("Only members can read a shared outcome before its proposal is published."),
        (Grant((Who.MEMBER,)), Grant((Who.ANYONE,), (When.PUBLIC, When.COMMENTS_OPEN))),
    ),
    Row(
        Action.ADD_ENTRY,
        lazy("Only drafters and facilitators can add to the shared outcome."),
        (Grant(_WRITERS),),
    ),
    Row(
        Action.CHANGE_ENTRY,
        lazy("Only drafters and facilitators can change the shared outcome."),
        (Grant(_WRITERS),),
    ),
    Row(
        Action.CHANGE_SIDE_ENTRY,
        lazy("Only drafters and facilitators on the side that wrote this can change it."),
        (Grant(_WRITERS, (When.SAME_SIDE,)),),
    ),
    Row(
        Action.WRITE_PROCESS_ENTRY,
        lazy("Only facilitators of this space can write this."),
        (_FACILITATOR,),
    ),
    Row(
        Action.DECLARE_INTERESTS,
        lazy("Only the member can declare their own interests."),
        (Grant((Who.MEMBER,), (When.OWN,)),),
    ),
    Row(
        Action.ACCEPT_ENTRY,
        lazy("Only participants and drafters on the side this concerns can accept or correct it."),
        (Grant((Who.PARTICIPANT, Who.DRAFTER), (When.CONCERNS_SIDE,)),),
    ),
    Row(
        Action.SET_ASIDE,
        lazy("Only facilitators of this space can set a required item aside."),
        (_FACILITATOR,),
    ),
    Row(
        Action.CONFIRM_STAGE,
        lazy("Only members can confirm a stage, in the capacity they act in."),
        (Grant((Who.MEMBER,), (When.ON_A_SIDE,)),),
    ),
    Row(
        Action.COUNT_FOR_SIDE,
        lazy("A facilitator confirms the process and does not count for a side."),
        (Grant((Who.PARTICIPANT, Who.DRAFTER), (When.ON_A_SIDE,)),),
    ),
    Row(Action.MOVE_STAGE, lazy("Only facilitators of this space can move a proposal."), (_FACILITATOR,)),
)

_TABLE: Mapping[Action, Row] = MappingProxyType({row.action: row for row in _ROWS})
