"""A letter before it is written down: to whom, in which language, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.notifications.rules import Wording
from policyspace.people.models import Person
from policyspace.people.rules import domain_of
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import SpaceView, get_space

NOBODY_THERE = (".invalid", ".localhost", ".test")
"""Domains that lead nowhere by agreement (RFC 6761): people who were brought in from elsewhere have one."""

Readable = Callable[[SpaceView], object]
"""Reads what the letter is about, as its reader would; raises NotFound where they may not."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`words` is called once the language of the reader is set."""

    to_address: str
    language: str
    words: Callable[[], Wording]
    person_id: int | None = None
    not_after: datetime | None = None

    @property
    def can_arrive(self) -> bool:
        return not f".{domain_of(self.to_address)}".endswith(NOBODY_THERE)


def to_person(person: Person, words: Callable[[], Wording], *, not_after: datetime | None = None) -> Draft:
    """A letter to the address of `person`, in their language."""
    return Draft(person.email, person.language, words, person.id, not_after)


def to_members(
    space: Space,
    words: Callable[[], Wording],
    *,
    but: int | None,
    readable: Readable,
    asked: Action = Action.READ_SPACE,
) -> Iterator[Draft]:
    """A letter to every member who may do `asked` and read what it is about, `but` the person with that id.

    Members with one role and side stand alike towards a document, so one of each is asked about.
    """
    told: dict[tuple[str, str], bool] = {}
    for membership in _members(space):
        view = SpaceView(space, membership.person, membership)
        alike = membership.role, membership.side
        if alike not in told:
            told[alike] = view.may(asked) and _reads(view, readable)
        if told[alike] and membership.person_id != but:
            yield to_person(membership.person, words)


def to_administrators(words: Callable[[], Wording], *, but: Collection[int]) -> Iterator[Draft]:
    """A letter to every administrator of the service, `but` the people with those ids."""
    query = select(Person).where(
        Person.administrator, Person.email_confirmed_at.is_not(None), Person.id.not_in(but)
    )
    for person in db.session.scalars(query.order_by(Person.id)):
        yield to_person(person, words)


def to_author(
    space: Space, author: Person, words: Callable[[], Wording], *, readable: Readable
) -> Iterator[Draft]:
    """A letter to someone about what they wrote, if they may still read it."""
    if author.email_confirmed_at is None:
        return
    try:
        view = get_space(space.slug, author)
    except NotFound:
        return
    if _reads(view, readable):
        yield to_person(author, words)


def _reads(view: SpaceView, readable: Readable) -> bool:
    try:
        readable(view)
    except NotFound:
        return False
    return True


def _members(space: Space) -> Iterator[Membership]:
    """Everyone in the space whose address is confirmed."""
    query = (
        select(Membership)
        .join(Membership.person)
        .where(
            Membership.space_id == space.id,
            Membership.ended_at.is_(None),
            Person.email_confirmed_at.is_not(None),
        )
        .order_by(Membership.id)
    )
    yield from db.session.scalars(query)
