"""Lists of spaces and of who is in them, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, lazyload

from policyspace.charter.words import Role, Visibility
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotAllowed, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries.views import SpaceView
from policyspace.spaces.rules import higher_role

MOST_IN_A_TEAM = 200
MOST_FACILITATED = 200


def public_spaces(span: Span) -> Page[Space]:
    """The spaces anyone may read, newest first."""
    query = select(Space).where(Space.visibility == Visibility.PUBLIC.value)
    return page_of(query, Space.id, lambda space: space, span)


def spaces_of(person: Person, span: Span) -> Page[SpaceView]:
    """The spaces `person` is a member of, as they see them, joined last first."""
    query = (
        select(Membership)
        .join(Membership.space)
        .options(contains_eager(Membership.space))
        .where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    )
    return page_of(query, Membership.id, lambda each: SpaceView(each.space, person, each), span)


def facilitated_by(person: Person) -> Sequence[SpaceView]:
    """The spaces `person` facilitates, as they see them, joined last first; 200 at most."""
    query = (
        select(Membership)
        .join(Membership.space)
        .options(contains_eager(Membership.space), lazyload(Membership.person))
        .where(
            Membership.person_id == person.id,
            Membership.ended_at.is_(None),
            Membership.role == Role.FACILITATOR.value,
        )
        .order_by(Membership.id.desc())
        .limit(MOST_FACILITATED)
    )
    return [SpaceView(each.space, person, each) for each in db.session.scalars(query)]


def team_of(view: SpaceView) -> Sequence[Membership]:
    """The facilitators and then the drafters, in the order in which they joined."""
    query = _members(view).where(Membership.role.in_([Role.FACILITATOR.value, Role.DRAFTER.value]))
    order = (Membership.role.desc(), Membership.id)
    return db.session.scalars(query.order_by(*order).limit(MOST_IN_A_TEAM)).all()


def participants_of(view: SpaceView, span: Span) -> Page[Membership]:
    """The participants, newest first."""
    query = _members(view).where(Membership.role == Role.PARTICIPANT.value)
    return page_of(query, Membership.id, lambda each: each, span)


def public_roles_of(people: Collection[Person]) -> dict[int, Role]:
    """The highest role that each of these people, by id, has in any space that anyone may read."""
    if not people:
        return {}
    query = (
        select(Membership.person_id, Membership.role)
        .join(Membership.space)
        .where(
            Membership.person_id.in_([person.id for person in people]),
            Membership.ended_at.is_(None),
            Space.visibility == Visibility.PUBLIC.value,
        )
        .distinct()
    )
    highest: dict[int, Role] = {}
    for person_id, role in db.session.execute(query):
        highest[person_id] = higher_role(highest.get(person_id, Role.PARTICIPANT), Role(role))
    return highest


def get_membership(view: SpaceView, membership_id: int) -> Membership:
    """A living membership of this space. Raises NotFound."""
    found = db.session.scalar(_members(view).where(Membership.id == membership_id))
    if found is None:
        raise NotFound
    return found


def get_own_membership(view: SpaceView) -> Membership:
    """The reader's own living membership. Raises NotAllowed for those who have none."""
    if view.membership is None:
        raise NotAllowed(lazy("You do not take part in this space."))
    return view.membership


def _members(view: SpaceView) -> Select[Membership]:
    return select(Membership).where(Membership.space_id == view.space.id, Membership.ended_at.is_(None))
