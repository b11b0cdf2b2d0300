"""The people and organisations that fields of an entry can name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import FieldKind
from policyspace.charter.words import Role
from policyspace.foundation.db import db
from policyspace.people.models import Organisation, Person
from policyspace.spaces.models import Membership, Space

MOST_LISTED = 200
NAMES: Mapping[FieldKind, tuple[Any, Any]] = {
    FieldKind.MEMBER: (Person.id, Person.display_name),
    FieldKind.ORGANISATION: (Organisation.id, Organisation.name),
}


def choices_here(space: Space, kind: FieldKind, side: Side) -> Sequence[tuple[int, str]]:
    """What a field of that kind can name here, by id and name: the first 200 of the alphabet.

    A member is one who acts for `side` and can count for it; an organisation is one that a member acts for.
    """
    query = _here(space, kind, side).order_by(NAMES[kind][1], NAMES[kind][0]).limit(MOST_LISTED)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def is_here(space: Space, kind: FieldKind, side: Side, row_id: int) -> bool:
    """Whether a field of that kind may name the row with that id."""
    return db.session.execute(_here(space, kind, side).where(NAMES[kind][0] == row_id)).first() is not None


def names_of(kind: FieldKind, ids: Collection[int]) -> dict[int, str]:
    """The names of members or organisations by id, whether or not they are still here."""
    if not ids:
        return {}
    key, name = NAMES[kind]
    return {row[0]: row[1] for row in db.session.execute(select(key, name).where(key.in_(ids)))}


def _here(space: Space, kind: FieldKind, side: Side) -> Select[Any]:
    living: list[ColumnElement[bool]] = [Membership.space_id == space.id, Membership.ended_at.is_(None)]
    query = select(*NAMES[kind])
    if kind is FieldKind.ORGANISATION:
        return query.join(Membership, Membership.organisation_id == Organisation.id).where(*living).distinct()
    can_count = [Membership.side == side.value, Membership.role != Role.FACILITATOR.value]
    return query.join(Membership, Membership.person_id == Person.id).where(*living, *can_count)
