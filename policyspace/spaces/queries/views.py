"""A space as one reader may see it. `get_space` is the front door: what it returns settles rights for all inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, null, select
from sqlalchemy.orm import lazyload

from policyspace.charter.actions import Action
from policyspace.charter.capacity import RESIDENT, Capacity, Side
from policyspace.charter.permissions import may, require
from policyspace.charter.standing import Standing
from policyspace.charter.words import Role, Visibility
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.people import queries as people
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space

_BY_SLUG = select(Space, null()).where(Space.slug == bindparam("slug"))
_WITH_MEMBERSHIP = (
    select(Space, Membership)
    .outerjoin(
        Membership,
        and_(
            Membership.space_id == Space.id,
            Membership.person_id == bindparam("person_id"),
            Membership.ended_at.is_(None),
        ),
    )
    .options(lazyload(Membership.person))
    .where(Space.slug == bindparam("slug"))
)
_MEMBERSHIP = (
    select(Membership)
    .where(Membership.space_id == bindparam("space_id"), Membership.person_id == bindparam("person_id"))
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True)
class SpaceView:
    """A space as one reader may see it: the space, the reader (None: a visitor) and their living membership."""

    space: Space
    reader: Person | None
    membership: Membership | None

    @property
    def capacity(self) -> Capacity:
        """The hat the reader wears here; a resident's until they join in another."""
        return self.membership.capacity if self.membership else RESIDENT

    def standing(self, **facts: Any) -> Standing:
        """Where the reader stands, with what the caller knows about the thing in question."""
        return standing_of(self.space, self.reader, self.membership, **facts)

    def may(self, action: Action, **facts: Any) -> bool:
        """Whether to show the button."""
        return may(action, self.standing(**facts))

    def require(self, action: Action, **facts: Any) -> None:
        """Raise NotAllowed unless the reader may; for pages that would show a form they cannot send."""
        require(action, self.standing(**facts))


def get_space(slug: str, reader: Person | None) -> SpaceView:
    """The space at `slug` with the reader's membership. Raises NotFound when it is not there for this reader."""
    query, known = (_WITH_MEMBERSHIP, {"person_id": reader.id}) if reader else (_BY_SLUG, {})
    found = db.session.execute(query, {"slug": slug, **known}).first()
    view = SpaceView(found[0], reader, found[1]) if found else None
    if view is None or not view.may(Action.READ_SPACE):
        raise NotFound
    return view


def get_any_space(keeper: Keeper, slug: str) -> Space:
    """The space at `slug`, whoever may read it, for whoever keeps the service. Raises NotAllowed, NotFound."""
    require(Action.KEEP_SERVICE, people.standing_of(keeper))
    space = db.session.scalar(select(Space).where(Space.slug == slug))
    if space is None:
        raise NotFound
    return space


def find_membership(space: Space, person: Person) -> Membership | None:
    """The living membership of `person` in `space`, as it is now."""
    membership = find_any_membership(space, person)
    return membership if membership and membership.ended_at is None else None


def find_any_membership(space: Space, person: Person) -> Membership | None:
    """The membership of `person` in `space`, ended or not, as it is now."""
    return db.session.scalar(_MEMBERSHIP, {"space_id": space.id, "person_id": person.id})


def standing_of(space: Space, person: Person | None, membership: Membership | None, **facts: Any) -> Standing:
    """The plain facts the charter judges by, from rows already read."""
    return Standing(
        signed_in=person is not None,
        person_id=person.id if person else None,
        administrator=bool(person and person.administrator),
        role=Role(membership.role) if membership else None,
        side=Side(membership.side) if membership else None,
        space_public=space.visibility == Visibility.PUBLIC,
        **facts,
    )


def view_of(space: Space, actor: Person) -> SpaceView:
    """How `actor` stands in `space` now; for services, which ask the charter themselves."""
    return SpaceView(space, actor, find_membership(space, actor))


def standing_in(space: Space, actor: Person, **facts: Any) -> Standing:
    """Where `actor` stands in `space` now; services ask with it."""
    return standing_of(space, actor, find_membership(space, actor), **facts)


def standing_outside(person: Person) -> Standing:
    """Where a person stands outside any space, as someone who would open one."""
    return people.standing_of(person, verified_official=people.is_verified_official(person))
