"""Who may do what with the shared outcome."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.granted.shared import FACILITATOR, WRITERS
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import When, Who
from policyspace.foundation.i18n import lazy

ROWS = (
    Row(
        Action.READ_RECORD,
        lazy("Only members can read a shared outcome before its proposal is published."),
        (Grant((Who.MEMBER,)), Grant((Who.ANYONE,), (When.PUBLIC, When.COMMENTS_OPEN))),
    ),
    Row(
        Action.ADD_ENTRY,
        lazy("Only drafters and facilitators can add to the shared outcome."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.CARRY_OVER,
        lazy("Only drafters and facilitators can carry entries over from an earlier proposal."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.CHANGE_ENTRY,
        lazy("Only drafters and facilitators can change the shared outcome."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.CHANGE_SIDE_ENTRY,
        lazy("Only drafters and facilitators on the side that wrote this can change it."),
        (Grant(WRITERS, (When.SAME_SIDE,)),),
    ),
    Row(
        Action.WRITE_PROCESS_ENTRY,
        lazy("Only facilitators of this space can write this."),
        (FACILITATOR,),
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
        (FACILITATOR,),
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
    Row(Action.MOVE_STAGE, lazy("Only facilitators of this space can move a proposal."), (FACILITATOR,)),
    Row(Action.READ_DESK, lazy("The desk is for facilitators."), (FACILITATOR,)),
    Row(Action.NUDGE, lazy("Only facilitators of this space can nudge someone."), (FACILITATOR,)),
    Row(
        Action.CLOSE_RECORD,
        lazy("Only facilitators of this space can close a shared outcome, or open it again."),
        (FACILITATOR,),
    ),
    Row(Action.HAND_OVER, lazy("Only facilitators of this space can hand over a proposal."), (FACILITATOR,)),
)
