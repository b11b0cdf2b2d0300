"""Sessions: begun, seen, ended; known by a token the database does not hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.ledger import LedgerRow, record
from policyspace.people import queries, services
from policyspace.people.models import EmailedToken, Person, SignInSession
from policyspace.people.passwords import get_person_by_password, needs_new_hash
from policyspace.people.presence import KEPT, forget_ended, note_seen
from policyspace.people.rules import SEEN_EVERY, SESSION_IDLE, SESSION_LIFE
from tests.builders.people import PASSWORD, a_resident
from tests.conftest import QueryCount
from tests.people.accounts import ASKING, with_password


def begin(person: Person, browser: str = "Firefox, Linux") -> str:
    return services.begin_session(person, browser=browser)


def session_of(token: str) -> SignInSession:
    session = queries.find_session(token)
    assert session
    return session


def another_request() -> None:
    """From here on rows are read again, as a later request reads them."""
    db.session.rollback()


def verbs() -> list[str]:
    return list(db.session.scalars(select(LedgerRow.verb).order_by(LedgerRow.id)))


def test_a_session_is_found_with_its_person_in_one_statement(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    token = begin(a_resident("Rosa"))
    db.session.remove()
    with count_queries() as counted:
        assert session_of(token).person.display_name == "Rosa"
    assert sum(not each.startswith("BEGIN") for each in counted.statements) == 1


def test_the_database_holds_a_hash_of_the_token_only(app: Flask) -> None:
    token = begin(a_resident())
    session = session_of(token)
    assert token not in [getattr(session, column.key) for column in SignInSession.__table__.columns]
    assert queries.find_session(session.token_hash) is None


def test_each_session_has_a_token_of_its_own(app: Flask) -> None:
    person = a_resident()
    assert len({begin(person) for _ in range(20)}) == 20


def test_the_session_a_browser_held_before_ends_when_it_signs_in_again(app: Flask) -> None:
    first, second = a_resident(), a_resident()
    before = begin(first)
    services.begin_session(second, browser="", instead_of=before)
    assert queries.find_session(before) is None


def test_a_session_lives_thirty_days_however_much_it_is_used(app: Flask) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        token = begin(a_resident())
        day = timedelta(days=1)
        for days in range(1, SESSION_LIFE.days):
            clock.move_to(begun + days * day)
            note_seen(session_of(token))
            another_request()
        clock.move_to(begun + SESSION_LIFE)
        assert queries.find_session(token) is None


def test_a_session_left_alone_for_a_week_has_ended(app: Flask) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        person = a_resident()
        token = begin(person)
        clock.move_to(begun + SESSION_IDLE - timedelta(seconds=1))
        assert session_of(token)
        clock.move_to(begun + SESSION_IDLE)
        assert queries.find_session(token) is None
        assert queries.sessions_of(person) == []


def test_when_a_session_was_seen_is_noted_once_an_hour_and_is_nobodys_deed(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        token = begin(a_resident())
        told = verbs()
        session = session_of(token)
        with count_queries() as counted:
            note_seen(session)
            clock.move_to(begun + SEEN_EVERY - timedelta(seconds=1))
            note_seen(session)
        assert len(counted) == 0
        clock.move_to(begun + SEEN_EVERY)
        note_seen(session)
        another_request()
        assert session_of(token).last_seen_at == begun + SEEN_EVERY
        assert verbs() == told


def test_one_ends_ones_own_sessions_and_nobody_elses(app: Flask) -> None:
    person, other = a_resident(), a_resident()
    mine, theirs = session_of(begin(person)), session_of(begin(other))
    with pytest.raises(NotFound):
        services.end_session(person, session_id=theirs.id)
    services.end_session(person, session_id=mine.id)
    assert queries.sessions_of(person) == []
    assert queries.sessions_of(other) == [theirs]
    with pytest.raises(NotFound):
        services.end_session(person, session_id=mine.id)
    assert verbs()[-1] == "session.ended"


def test_all_other_sessions_end_and_this_one_stays(app: Flask) -> None:
    person, other = a_resident(), a_resident()
    here = begin(person)
    elsewhere = [begin(person) for _ in range(3)]
    theirs = begin(other)
    services.end_other_sessions(person, token=here)
    assert [queries.find_session(token) for token in elsewhere] == [None] * 3
    assert session_of(here)
    assert session_of(theirs)
    assert verbs().count("session.ended") == 3


def test_the_list_of_sessions_begins_with_the_one_seen_last(app: Flask) -> None:
    person = a_resident()
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        first, second = begin(person, "first"), begin(person, "second")
        clock.move_to(begun + timedelta(hours=2))
        note_seen(session_of(first))
        another_request()
        assert [each.browser for each in queries.sessions_of(person)] == ["first", "second"]
        assert session_of(second)


def test_a_hash_with_older_parameters_is_made_anew_at_sign_in(app: Flask) -> None:
    person = with_password(a_resident(email="rosa@homes.example"))
    keep_older_hash(person, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD))
    found = get_person_by_password("rosa@homes.example", PASSWORD)
    services.begin_session(found, browser="", password=PASSWORD)
    another_request()
    assert not needs_new_hash(person.password_hash or "")
    assert get_person_by_password("rosa@homes.example", PASSWORD) is person


def test_a_password_changed_at_the_same_moment_is_not_undone_by_the_new_hash(app: Flask) -> None:
    person = with_password(a_resident(email="rosa@homes.example"))
    keep_older_hash(person, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD))
    found = get_person_by_password("rosa@homes.example", PASSWORD)
    with db.engine.begin() as elsewhere:
        elsewhere.execute(update(Person).values(password_hash="changed meanwhile"))
    services.begin_session(found, browser="", password=PASSWORD)
    another_request()
    assert person.password_hash == "changed meanwhile"


@command
def keep_older_hash(person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    record(person, "password.changed", subject=person)


def test_what_ended_long_ago_is_forgotten_and_nothing_else(app: Flask) -> None:
    person = a_resident(email="rosa@homes.example")
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        ended, _expiring = begin(person), begin(person)
        services.sign_out(person, token=ended)
        services.ask_for_link(None, email=person.email, purpose="sign_in", asking=ASKING)
        clock.move_to(begun + KEPT)
        assert kept_after_forgetting() == (2, 1)
        clock.move_to(begun + KEPT + timedelta(minutes=11))
        assert kept_after_forgetting() == (1, 0)
        begin(person)
        clock.move_to(begun + KEPT + SESSION_IDLE + timedelta(minutes=1))
        assert kept_after_forgetting() == (1, 0)


def kept_after_forgetting() -> tuple[int, int]:
    """How many sessions and links are left."""
    forget_ended()
    another_request()
    return len(db.session.scalars(select(SignInSession.id)).all()), len(
        db.session.scalars(select(EmailedToken.id)).all()
    )


def test_a_demonstration_person_cannot_be_signed_in_as_anywhere_else(app: Flask) -> None:
    person = a_resident()
    with pytest.raises(NotFound):
        services.begin_demonstration_session(None, person_id=person.id, browser="")


def test_the_database_refuses_a_session_that_ends_before_it_begins(app: Flask) -> None:
    session = session_of(begin(a_resident()))
    session.expires_at = session.created_at
    with pytest.raises(IntegrityError, match="lives_a_while"):
        db.session.flush()
