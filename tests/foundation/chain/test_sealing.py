"""Every row gets one seal, in the order in which rows are found, whoever writes and seals at the same time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import sqlalchemy as sa
import time_machine
from flask import Flask

from policyspace.foundation import logs
from policyspace.foundation.chain.queries import find_head
from policyspace.foundation.chain.reading import NAMES
from policyspace.foundation.chain.sealing import anything_unsealed, seal_waiting
from policyspace.foundation.chain.verifying import verify
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, SealRow, UnsealedRow
from policyspace.foundation.migrations import migrate
from tests.foundation.chain.tampering import happen, on_sqlite

MOMENT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
GOLDEN = "97d3917047f6725aa6e4c522d33d9096cd37ca7a02135c8eb5f386c81770460c"
"""The head after one known row: the same on both databases, and for ever."""


def sealed_verbs() -> list[str]:
    query = (
        sa.select(LedgerRow.verb).join(SealRow, SealRow.ledger_id == LedgerRow.id).order_by(SealRow.position)
    )
    return list(db.session.scalars(query))


@time_machine.travel(MOMENT, tick=False)
def test_a_known_row_has_a_known_hash_on_every_database(app: Flask) -> None:
    logs.begin_request("request-0001")
    happen(
        "a.one", names=["Ŷstrad", 'a "b"'], size=3, share=1.5, open=True, none=None, nested={"z": 1, "b": 2}
    )
    db.session.execute(sa.update(LedgerRow).values(id=1))
    db.session.execute(sa.update(UnsealedRow).values(ledger_id=1))
    db.session.commit()
    assert seal_waiting() == 1
    head = find_head()
    assert head
    assert (head.position, head.at, head.hash) == (1, MOMENT, GOLDEN)


def test_the_hash_of_a_row_covers_every_column_but_the_id_that_its_seal_names() -> None:
    assert {"id", *NAMES} == set(LedgerRow.__table__.columns.keys())


def test_rows_are_sealed_in_order_a_batch_at_a_time_and_once(app: Flask) -> None:
    assert not anything_unsealed()
    for number in range(5):
        happen(f"a.{number}")
    assert [anything_unsealed(), seal_waiting(2), seal_waiting(2)] == [True, 2, 2]
    assert [seal_waiting(2), seal_waiting(2), anything_unsealed()] == [1, 0, False]
    assert sealed_verbs() == [f"a.{number}" for number in range(5)]
    assert verify().is_whole


def test_a_row_that_is_committed_after_a_younger_one_gets_a_later_place(app: Flask) -> None:
    if on_sqlite():
        return  # whoever writes there waits for whoever wrote first
    with db.engine.connect() as late:
        values = {"at": MOMENT, "verb": "a.late", "facts": {}}
        key = late.scalars(sa.insert(LedgerRow).values(values).returning(LedgerRow.id)).one()
        late.execute(sa.insert(UnsealedRow).values(ledger_id=key))
        younger = happen("a.younger")
        assert (younger.id > key, seal_waiting()) == (True, 1)
        late.commit()
    assert seal_waiting() == 1
    assert sealed_verbs() == ["a.younger", "a.late"]
    assert verify().is_whole


def test_several_write_and_seal_at_once_and_the_chain_stays_one(app: Flask) -> None:
    written = threading.Event()

    def write(writer: int) -> None:
        with app.app_context():
            for number in range(20):
                happen(f"a.{writer}.{number}")

    def seal() -> None:
        with app.app_context():
            while not written.is_set() or anything_unsealed():
                seal_waiting(7)
                db.session.rollback()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for each in (*writers, *sealers):
        each.start()
    for each in writers:
        each.join(timeout=60)
    written.set()
    for each in sealers:
        each.join(timeout=60)
    verdict = verify()
    assert (verdict.sealed, verdict.waiting, verdict.is_whole) == (40, 0, True)


def test_rows_from_before_there_were_seals_wait_for_theirs(own_database: str) -> None:
    migrate(own_database, "0020")
    engine = sa.create_engine(own_database)
    with engine.begin() as connection:
        connection.execute(sa.insert(LedgerRow).values(at=MOMENT, verb="a.old", facts={}))
    migrate(own_database)
    with engine.begin() as connection:
        assert connection.scalars(sa.select(UnsealedRow.ledger_id)).all() == [1]
    engine.dispose()
