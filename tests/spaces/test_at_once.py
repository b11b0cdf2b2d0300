"""Two people, or one person twice, at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict
from policyspace.people.models import Person
from policyspace.spaces import services
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import SpaceView, find_membership, team_of
from tests.builders.ledger import told
from tests.builders.people import a_resident, an_official
from tests.builders.spaces import a_member, a_space, first_hat, the_facilitator, the_membership


def at_once(app: Flask, deeds: list[Callable[[], Any]]) -> list[Any]:
    """What each of `deeds`, begun together, gives or raises; each in a thread with a session of its own."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                ready.wait(timeout=30)
                return deed()
            except Conflict as refusal:
                return refusal
            finally:
                db.session.remove()

    db.session.commit()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


@pytest.mark.parametrize("times", [2, 5])
def test_a_person_who_joins_twice_at_once_is_one_member(app: Flask, times: int) -> None:
    space_id, person_id = a_space().id, a_resident().id

    def join() -> int:
        person, space = db.session.get_one(Person, person_id), db.session.get_one(Space, space_id)
        return services.join_space(person, space, capacity="resident").id

    assert len(set(at_once(app, [join] * times))) == 1
    db.session.expire_all()
    space = db.session.get_one(Space, space_id)
    assert (space.member_count, space.resident_members) == (2, 1)
    assert len([row for row in told("member.joined") if row.actor_id == person_id]) == 1


def test_many_who_join_at_once_are_all_counted(app: Flask) -> None:
    space_id, people = a_space().id, [a_resident().id for _ in range(6)]

    def join(person_id: int) -> int:
        person, space = db.session.get_one(Person, person_id), db.session.get_one(Space, space_id)
        return services.join_space(person, space, capacity="resident").id

    at_once(app, [lambda key=key: join(key) for key in people])  # type: ignore[misc]  # a lambda with a default
    db.session.expire_all()
    assert db.session.get_one(Space, space_id).member_count == 7


def test_two_facilitators_cannot_each_be_the_last_to_go(app: Flask) -> None:
    space = a_space()
    space_id = space.id
    pair = [the_facilitator(space), a_member(space, role=Role.FACILITATOR, side=Side.CENTRAL)]
    places = [(person.id, the_membership(space, person).id) for person in pair]

    def leave(person_id: int, membership_id: int) -> None:
        person = db.session.get_one(Person, person_id)
        services.end_membership(person, db.session.get_one(Membership, membership_id))

    deeds: list[Callable[[], Any]] = [lambda place=place: leave(*place) for place in places]  # type: ignore[misc]  # a lambda with a default
    with both_held_up([person.id for person in pair]) as let_go:
        results = at_once(app, [*deeds, let_go])
    assert sorted(type(each).__name__ for each in results[:2]) == ["Conflict", "NoneType"]
    db.session.expire_all()
    space = db.session.get_one(Space, space_id)
    assert len(team_of(SpaceView(space, None, None))) == 1
    assert space.member_count == 1


@contextmanager
def both_held_up(people: list[int]) -> Iterator[Callable[[], None]]:
    """Keep commands about these people waiting where they lock them, until what is given is called.

    PostgreSQL alone: SQLite lets one writer in at a time, whoever they are.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(Person.id).where(Person.id.in_(people)).with_for_update())

        def let_go() -> None:
            sleep(0.5)
            connection.rollback()

        yield let_go
        connection.rollback()


def test_a_form_sent_twice_at_once_opens_one_space(app: Flask) -> None:
    official = an_official()
    official_id, hat = official.id, first_hat(official)

    def open_it() -> int:
        words = {"title": "Warm homes", "question": "How?", "visibility": "public", "capacity": hat}
        person = db.session.get_one(Person, official_id)
        return services.open_space(person, **words, idempotency_key="k" * 16).id

    assert len(set(at_once(app, [open_it] * 3))) == 1
    assert len(told("space.opened")) == 1


def test_two_who_open_spaces_of_one_title_at_once_get_two_addresses(app: Flask) -> None:
    people = [an_official() for _ in range(3)]
    hats = {person.id: first_hat(person) for person in people}

    def open_it(person_id: int) -> str:
        words = {"title": "Warm homes", "question": "How?", "visibility": "public"}
        person = db.session.get_one(Person, person_id)
        return services.open_space(person, **words, capacity=hats[person_id], idempotency_key="k" * 16).slug

    slugs = at_once(app, [lambda key=key: open_it(key) for key in hats])  # type: ignore[misc]  # a lambda with a default
    assert sorted(slugs) == ["warm-homes", "warm-homes-2", "warm-homes-3"]


def test_an_invitation_accepted_twice_at_once_lets_one_in(app: Flask) -> None:
    space, jo = a_space(), a_resident()
    invitation = services.invite(the_facilitator(space), space, email=jo.email, role="participant")
    ids = (invitation.id, jo.id)

    def accept() -> int:
        held = db.session.get_one(type(invitation), ids[0])
        return services.accept_invitation(db.session.get_one(Person, ids[1]), held, capacity="resident").id

    assert len(set(at_once(app, [accept] * 3))) == 1
    db.session.expire_all()
    assert find_membership(db.session.get_one(Space, space.id), jo) is not None
    assert db.session.get_one(Space, space.id).member_count == 2
