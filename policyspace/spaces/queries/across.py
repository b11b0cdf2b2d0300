"""What one reader may do across all spaces, in the words of the database: the permission table, asked beforehand.

`get_space` asks the table for one space and one membership. Here it is asked for every way a reader can stand
towards a space, and the answers become a condition on rows of `space` and `membership`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, false, or_, true

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may
from policyspace.charter.standing import Standing
from policyspace.charter.words import ProblemState, ProposalState, Role, Visibility
from policyspace.spaces.models import Membership, Space

READER = "reader"
"""The bound value of `own_membership`: the id of the reader, or nothing for a visitor."""


def own_membership() -> ColumnElement[bool]:
    """Joins a space with the living membership of the person whose id is bound as `reader`."""
    return and_(
        Membership.space_id == Space.id,
        Membership.person_id == bindparam(READER, type_=BigInteger),
        Membership.ended_at.is_(None),
    )


@cache
def may_across(
    action: Action, state: ProblemState | ProposalState | None = None, *, signed_in: bool = True
) -> ColumnElement[bool]:
    """Whether the reader may do `action` in the space of a row, joined with their membership by `own_membership`.

    For actions of reading, which ask for membership and whether the space is public. `state`: of the document. Where
    the reader is not `signed_in`, no membership needs to be joined.
    """
    if not signed_in:
        open_to_visitors = [each.value for each in Visibility if None in _roles(action, each, state)]
        return Space.visibility.in_(open_to_visitors)
    return or_(
        false(),
        *(
            and_(Space.visibility == each.value, _as(_roles(action, each, state)))
            for each in Visibility
            if _roles(action, each, state)
        ),
    )


def _roles(
    action: Action, visibility: Visibility, state: ProblemState | ProposalState | None
) -> Sequence[Role | None]:
    """In which roles someone may, in a space that is as visible as that; None: as no member."""
    public = visibility == Visibility.PUBLIC
    standings = {
        role: Standing(signed_in=role is not None, role=role, space_public=public, document_state=state)
        for role in (None, *Role)
    }
    return [role for role, standing in standings.items() if may(action, standing)]


def _as(roles: Sequence[Role | None]) -> ColumnElement[bool]:
    members = [role.value for role in roles if role is not None]
    if None in roles and len(members) == len(Role):
        return true()
    if len(members) == len(Role):
        return Membership.id.is_not(None)
    ways = [Membership.role.in_(members)] if members else []
    return or_(*ways, *([Membership.id.is_(None)] if None in roles else []))
