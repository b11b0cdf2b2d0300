from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from policyspace.foundation import limits
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import TooMany
from policyspace.foundation.limits import HERE, LIMITS, Bucket, Limit, forget_old_buckets, take, take_here

OTHER_PROCESS = """
import sys
from policyspace.app import create_app
from policyspace.foundation.errors import TooMany
from policyspace.foundation.limits import take
from policyspace.foundation.settings import Settings

taken = 0
with create_app(Settings(secret_key="s" * 48, database_url=sys.argv[1])).app_context():
    for _ in range(10):
        try:
            take("sign_in", key="amira@example.org")
            taken += 1
        except TooMany:
            pass
print(taken)
"""


def taken(times: int, limit: str = "sign_in", key: str = "amira@example.org") -> int:
    """How many of `times` attempts were let through."""
    through = 0
    for _ in range(times):
        try:
            take(limit, key=key)
            through += 1
        except TooMany:
            pass
    return through


@pytest.mark.parametrize("limit", sorted(LIMITS))
def test_as_many_as_the_rule_says_are_let_through(app: Flask, limit: str) -> None:
    with time_machine.travel(now(), tick=False):
        assert taken(LIMITS[limit].times + 3, limit) == LIMITS[limit].times


def test_the_refusal_says_in_plain_words_how_long_to_wait(app: Flask) -> None:
    with time_machine.travel(now(), tick=False):
        taken(10)
        with pytest.raises(TooMany) as refusal:
            take("sign_in", key="amira@example.org")
        assert str(refusal.value) == "You have tried this too many times. Try again in about a minute."
        assert refusal.value.retry_after == 30
        taken(5, "letter", "9")
        with pytest.raises(TooMany, match=r"in about 12 minutes\."):
            take("letter", key="9")


def test_waiting_as_long_as_told_lets_one_more_through(app: Flask) -> None:
    moment = now()
    with time_machine.travel(moment, tick=False):
        assert taken(11) == 10
    with time_machine.travel(moment + timedelta(seconds=29), tick=False):
        assert taken(1) == 0
    with time_machine.travel(moment + timedelta(seconds=30), tick=False):
        assert taken(2) == 1
    with time_machine.travel(moment + timedelta(minutes=10), tick=False):
        assert taken(11) == 10


def test_keys_and_limits_do_not_share_a_bucket(app: Flask) -> None:
    assert taken(11) == 10
    assert taken(1, key="bo@example.org") == 1
    assert taken(1, "letter") == 1


def test_a_limit_holds_across_processes(app: Flask) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, db.engine.url.render_as_string(hide_password=False)],
        stdout=subprocess.PIPE,
        text=True,
    )
    here = taken(10)
    there = int(other.communicate(timeout=60)[0])
    assert here + there == 10


def test_a_limit_holds_among_threads_that_hold_a_connection_each(app: Flask) -> None:
    """As many threads as the service has, each reading in a session of its own while it counts."""
    reading = threading.Barrier(16)

    def attempt(_number: int) -> int:
        with app.app_context():
            db.session.scalar(select(func.count()).select_from(Bucket))
            reading.wait(timeout=30)
            return taken(1)

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(16))) == 10


def test_the_database_never_learns_the_key(app: Flask) -> None:
    take("sign_in", key="amira@example.org")
    assert "amira" not in db.session.scalars(select(Bucket.key)).one()


def test_buckets_with_nothing_in_use_are_forgotten(app: Flask) -> None:
    take("sign_in", key="amira@example.org")
    forget_old_buckets()
    assert len(db.session.scalars(select(Bucket)).all()) == 1
    db.session.rollback()
    with time_machine.travel(now() + timedelta(minutes=10)):
        forget_old_buckets()
        assert db.session.scalars(select(Bucket)).all() == []


def test_what_only_reads_is_counted_in_memory(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "searching", Limit(2, 10))
    monkeypatch.setattr(limits, "MOST_HERE", 2)
    with time_machine.travel(now(), tick=False) as clock:
        take_here("searching", key=1)
        take_here("searching", key=1)
        with pytest.raises(TooMany) as refusal:
            take_here("searching", key=1)
        assert refusal.value.retry_after == 5
        take_here("searching", key=2)
        clock.shift(timedelta(seconds=6))
        take_here("searching", key=1)
        with pytest.raises(TooMany):
            take_here("searching", key=1)
        clock.shift(timedelta(seconds=60))
        take_here("searching", key=3)
        take_here("searching", key=4)
    assert db.session.scalar(select(func.count()).select_from(Bucket)) == 0
    assert {key for _limit, key in HERE} == {3, 4}
