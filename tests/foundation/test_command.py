from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from policyspace.foundation.clock import now
from policyspace.foundation.command import SilentChange, command, step
from policyspace.foundation.db import Base, db, lock
from policyspace.foundation.errors import Conflict, NotAllowed
from policyspace.foundation.ledger import LedgerRow, OutboxRow, record
from policyspace.people.models import Organisation

R = TypeVar("R")


def an_organisation(slug: str) -> Organisation:
    return Organisation(slug=slug, name=slug, side="local", created_at=now())


@command
def found(slug: str) -> Organisation:
    """Found an organisation: the smallest command there can be."""
    organisation = an_organisation(slug)
    db.session.add(organisation)
    record(None, "organisation.founded", subject=organisation)
    return organisation


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def together(app: Flask, *works: Callable[[], R]) -> list[R]:
    """What `works` give, each run in a thread with a session of its own."""

    def run(work: Callable[[], R]) -> R:
        with app.app_context():
            return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [each.result(timeout=60) for each in [pool.submit(run, work) for work in works]]


class Meeting:
    """Where threads wait for one another once, or a second when the database lets only one in at a time."""

    def __init__(self, parties: int) -> None:
        self.barrier = threading.Barrier(parties)

    def wait(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self.barrier.wait(timeout=1)


def test_a_command_commits_once_with_its_ledger_row(app: Flask) -> None:
    commits: list[object] = []
    note = commits.append
    event.listen(db.engine, "commit", note)
    found("oakshire")
    event.remove(db.engine, "commit", note)
    assert len(commits) == 1
    db.session.rollback()
    assert (count(Organisation), count(LedgerRow), count(OutboxRow)) == (1, 1, 1)


def test_a_command_that_fails_leaves_nothing(app: Flask) -> None:
    @command
    def fail() -> None:
        found("oakshire")
        raise NotAllowed("Not here.")

    with pytest.raises(NotAllowed):
        fail()
    assert (count(Organisation), count(LedgerRow), count(OutboxRow)) == (0, 0, 0)


def test_a_refusal_may_let_stand_what_came_before_it(app: Flask) -> None:
    class Shown(Conflict):
        undoes = False

    @command
    def bring_up_to_date_and_refuse() -> None:
        found("oakshire")
        raise Shown("See what there is now.")

    with pytest.raises(Shown):
        bring_up_to_date_and_refuse()
    db.session.rollback()
    assert (count(Organisation), count(LedgerRow), count(OutboxRow)) == (1, 1, 1)


def test_a_nested_command_joins_the_outer_one(app: Flask) -> None:
    seen_from_outside: list[int] = []

    @command
    def found_two() -> None:
        found("oakshire")
        seen_from_outside.extend(together(app, lambda: count(Organisation)))
        found("ashford")

    found_two()
    assert seen_from_outside == [0]
    assert count(Organisation) == 2


def test_a_change_the_ledger_was_not_told_of_is_refused(app: Flask) -> None:
    @command
    def add_silently() -> None:
        db.session.add(an_organisation("oakshire"))

    with pytest.raises(SilentChange, match="add_silently"):
        add_silently()
    assert count(Organisation) == 0


def test_a_silent_statement_is_refused_like_a_silent_object(app: Flask) -> None:
    @command
    def rename_all() -> None:
        db.session.execute(update(Organisation).values(name="Ours"))

    organisation = found("oakshire")
    with pytest.raises(SilentChange):
        rename_all()
    db.session.refresh(organisation)
    assert organisation.name == "oakshire"


def test_what_was_changed_outside_is_not_smuggled_into_a_command(app: Flask) -> None:
    organisation = found("oakshire")
    db.session.execute(update(Organisation).values(name="Ours"))
    with pytest.raises(SilentChange, match="outside"):
        found("ashford")
    db.session.rollback()
    organisation.name = "Ours"
    with pytest.raises(SilentChange, match="outside"):
        found("ashford")
    db.session.rollback()
    found("ashford")
    assert organisation.name == "oakshire"


def test_a_command_that_changes_nothing_needs_no_ledger_row(app: Flask) -> None:
    @command
    def look() -> int:
        return count(Organisation)

    assert look() == 0
    assert count(LedgerRow) == 0


def test_a_step_keeps_the_books_and_touches_nothing_else(app: Flask) -> None:
    @step
    def empty_the_outbox() -> None:
        for row in db.session.scalars(select(OutboxRow)):
            db.session.delete(row)

    @step
    def found_in_passing() -> None:
        found("ashford")

    found("oakshire")
    empty_the_outbox()
    assert count(OutboxRow) == 0
    with pytest.raises(SilentChange):
        found_in_passing()
    assert count(Organisation) == 1


def test_a_race_is_run_again_and_sees_what_the_other_wrote(app: Flask) -> None:
    meeting = Meeting(2)
    runs: list[str] = []

    @command
    def found_once() -> int:
        runs.append("run")
        there = db.session.scalar(select(Organisation).where(Organisation.slug == "oakshire"))
        if there is not None:
            return there.id
        meeting.wait()  # both have looked and found nothing
        return found("oakshire").id

    first, second = together(app, found_once, found_once)
    assert first == second
    assert count(Organisation) == 1
    assert len(runs) == (3 if db.engine.dialect.name == "postgresql" else 2)


def test_a_deadlock_is_run_again(app: Flask) -> None:
    ids = [found(slug).id for slug in ("oakshire", "ashford")]
    meeting = Meeting(2)

    @command
    def rename_both(order: list[int], name: str) -> None:
        for each in order:
            organisation = db.session.get_one(Organisation, each)
            lock(organisation)
            organisation.name = f"{name} {each}"
            db.session.flush()
            meeting.wait()  # each holds one and wants the other's
        record(None, "organisation.renamed")

    together(app, lambda: rename_both(ids, "A"), lambda: rename_both(ids[::-1], "B"))
    db.session.rollback()
    names = {name[0] for name in db.session.scalars(select(Organisation.name))}
    assert names in ({"A"}, {"B"})
    assert count(LedgerRow) == 4


def test_a_race_lost_three_times_is_a_conflict(app: Flask) -> None:
    found("oakshire")
    runs: list[str] = []

    @command
    def found_again() -> None:
        runs.append("run")
        found("oakshire")

    with pytest.raises(Conflict, match="Try again"):
        found_again()
    assert len(runs) == 3


def test_a_command_after_a_read_writes_although_another_wrote_between(app: Flask) -> None:
    assert count(Organisation) == 0  # this session now reads an old state
    together(app, lambda: found("oakshire").id)
    found("ashford")
    assert count(Organisation) == 2
