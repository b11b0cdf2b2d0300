from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.foundation import logs
from policyspace.foundation.clock import now
from policyspace.foundation.command import command, step
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, OutboxRow, handed_on, record, waiting
from policyspace.people.models import Organisation

MOMENT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


@command
def happen(verb: str) -> LedgerRow:
    return db.session.get_one(LedgerRow, record(None, verb))


@step
def hand_on(limit: int = 50) -> list[str]:
    rows = waiting(limit)
    handed_on(rows)
    return [row.verb for row in rows]


@time_machine.travel(MOMENT, tick=False)
def test_a_row_names_who_what_where_and_when_by_id(app: Flask) -> None:
    logs.begin_request("request-0001")

    @command
    def found() -> LedgerRow:
        organisation = Organisation(slug="oakshire", name="Oakshire", side="local", created_at=now())
        db.session.add(organisation)
        number = record(
            organisation, "organisation.founded", space=organisation, subject=organisation, size=3
        )
        return db.session.get_one(LedgerRow, number)

    row = found()
    organisation = db.session.scalars(select(Organisation)).one()
    assert (row.at, row.verb, row.facts) == (MOMENT, "organisation.founded", {"size": 3})
    assert (row.actor_id, row.space_id) == (organisation.id, organisation.id)
    assert (row.subject_kind, row.subject_id) == ("organisation", organisation.id)
    assert row.request_id == "request-0001"


def test_what_waits_is_handed_on_once_and_in_order(app: Flask) -> None:
    for verb in ("a.one", "a.two", "a.three"):
        happen(verb)
    assert hand_on(2) == ["a.one", "a.two"]
    assert hand_on() == ["a.three"]
    assert hand_on() == []
    assert len(db.session.scalars(select(LedgerRow)).all()) == 3


def test_a_row_put_off_waits_for_its_time_and_holds_up_nobody(app: Flask) -> None:
    put_off = happen("a.one").id
    happen("a.two")

    @step
    def put_it_off() -> None:
        db.session.get_one(OutboxRow, put_off).not_before = now() + timedelta(minutes=5)

    put_it_off()
    assert hand_on() == ["a.two"]
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert hand_on() == ["a.one"]


def test_two_readers_at_once_never_get_the_same_row(app: Flask) -> None:
    for number in range(20):
        happen(f"a.{number}")
    got: list[list[str]] = []
    both_hold = threading.Barrier(2)

    @step
    def hand_on_slowly() -> list[str]:
        rows = waiting(10)
        with suppress(threading.BrokenBarrierError):
            both_hold.wait(timeout=1)  # where the database lets two in, both hold their rows now
        handed_on(rows)
        return [row.verb for row in rows]

    def read() -> None:
        with app.app_context():
            got.append(hand_on_slowly())

    readers = [threading.Thread(target=read) for _ in range(2)]
    for each in readers:
        each.start()
    for each in readers:
        each.join(timeout=60)
    assert sorted(verb for verbs in got for verb in verbs) == sorted(f"a.{number}" for number in range(20))
    assert hand_on() == []
