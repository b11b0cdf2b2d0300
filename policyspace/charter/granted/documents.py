"""Who may do what with problems, proposals and their templates."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.granted.shared import FACILITATOR, WRITERS
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import When, Who
from policyspace.foundation.i18n import lazy

ROWS = (
    Row(
        Action.CREATE_PROBLEM,
        lazy("Only drafters and facilitators of this space can start a problem."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.CREATE_PROPOSAL,
        lazy("Only drafters and facilitators of this space can start a proposal."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.READ_DRAFT_DOCUMENT,
        lazy("Only drafters and facilitators of this space can read drafts."),
        (Grant(WRITERS),),
    ),
    Row(
        Action.SAVE_REVISION,
        lazy(
            "Only drafters and facilitators can save. A problem marked as agreed must be opened again first."
        ),
        (Grant(WRITERS, (When.NOT_FRAMED,)),),
    ),
    Row(
        Action.FOLLOW_LIVE_TEXT,
        lazy("Only members of this space can follow a text while it is being written."),
        (Grant((Who.MEMBER,)),),
    ),
    Row(
        Action.KEEP_LIVE_TEXT,
        lazy(
            "Only drafters and facilitators can save. A problem marked as agreed must be opened again first."
        ),
        (Grant(WRITERS, (When.NOT_FRAMED,)), Grant((Who.KEEPER,))),
    ),
    Row(Action.OPEN_PROBLEM, lazy("Only facilitators of this space can open a problem."), (FACILITATOR,)),
    Row(Action.CLOSE_PROBLEM, lazy("Only facilitators of this space can close a problem."), (FACILITATOR,)),
    Row(
        Action.FRAME_PROBLEM,
        lazy("Only facilitators of this space can mark a problem as agreed."),
        (FACILITATOR,),
    ),
    Row(
        Action.REOPEN_PROBLEM,
        lazy("Only facilitators of this space can open a problem again."),
        (FACILITATOR,),
    ),
    Row(
        Action.PUBLISH_PROPOSAL,
        lazy(
            "Drafters and facilitators can publish once Trust is met, or once a facilitator lifts that rule."
        ),
        (Grant(WRITERS, (When.TRUST,)),),
    ),
    Row(
        Action.LIFT_PUBLICATION,
        lazy("Only facilitators can let a proposal be published before Trust is met."),
        (FACILITATOR,),
    ),
    Row(
        Action.MANAGE_TEMPLATES,
        lazy("Only facilitators of this space can add or change its templates."),
        (FACILITATOR,),
    ),
)
