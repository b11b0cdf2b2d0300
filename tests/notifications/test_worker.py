from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.app import create_app
from policyspace.foundation.chain.verifying import verify
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.foundation.limits import Bucket, take
from policyspace.foundation.settings import Settings
from policyspace.notifications import worker as module
from policyspace.notifications.worker import Worker
from tests.builders.people import a_resident
from tests.notifications.letters import letters, work
from tests.notifications.mail_server import MailServer


def soon(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it comes true within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def running(worker: Worker) -> Thread:
    thread = Thread(target=worker.run)
    thread.start()
    return thread


@command
def change_password(email: str) -> None:
    person = a_resident(email=email)
    record(person, "password.changed", subject=person)


def test_a_worker_at_rest_wakes_for_what_happens_and_stops_when_told(
    app: Flask, mail_server: MailServer
) -> None:
    worker = Worker(app)
    thread = running(worker)
    time.sleep(0.5)
    change_password("rosa@example.org")
    assert soon(lambda: mail_server.recipients == ["rosa@example.org"])
    worker.stop()
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_a_worker_lives_through_a_database_that_is_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_PAUSE", 0.05)
    away = f"sqlite:///{tmp_path / 'nowhere' / 'database.sqlite3'}"
    worker = Worker(create_app(Settings(secret_key="s" * 48, database_url=away)))
    with caplog.at_level(logging.INFO, "policyspace"):
        thread = running(worker)
        assert soon(lambda: [each.message for each in caplog.records].count("worker.stumbled") >= 3)
        assert thread.is_alive()
        worker.stop()
        thread.join(timeout=5)
    assert not thread.is_alive()
    assert caplog.records[-1].message == "worker.stopped"


def test_a_worker_seals_what_happened(app: Flask) -> None:
    change_password("rosa@example.org")
    worker = Worker(app)
    while worker.work_once():
        continue
    assert (verify().sealed > 0, verify().waiting) == (True, 0)


def test_a_worker_tidies_up_once_an_hour(app: Flask) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker = Worker(app)
        take("sign_in", key="rosa@example.org")
        worker.work_once()
        clock.shift(1800)
        worker.work_once()
        db.session.rollback()
        assert len(db.session.scalars(select(Bucket)).all()) == 1
        clock.shift(1800)
        worker.work_once()
        db.session.rollback()
        assert db.session.scalars(select(Bucket)).all() == []


def test_nothing_to_do_takes_few_statements(app: Flask, count_queries: type) -> None:
    work(app)
    worker = Worker(app)
    worker.work_once()
    with count_queries() as queries:
        assert worker.work_once() is False
    asked = [each for each in queries.statements if each.startswith("SELECT")]
    assert (
        len(asked) == 2
    )  # the outbox, the seals; in development nothing is sent, so no letter is looked for
    assert letters() == []
