"""Who may do what with spaces and memberships."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.granted.shared import FACILITATOR
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import When, Who
from policyspace.foundation.i18n import lazy

ROWS = (
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
    Row(Action.EDIT_SPACE, lazy("Only facilitators of this space can change it."), (FACILITATOR,)),
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
    Row(Action.INVITE, lazy("Only facilitators of this space can invite people."), (FACILITATOR,)),
    Row(Action.CHANGE_ROLE, lazy("Only facilitators of this space can change a role."), (FACILITATOR,)),
    Row(
        Action.END_MEMBERSHIP,
        lazy("Only facilitators can end someone’s membership. You can end your own."),
        (FACILITATOR, Grant((Who.MEMBER,), (When.OWN,))),
    ),
)
