"""Whatever is changed, removed or moved behind the back of the service is found."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from policyspace.foundation.chain.queries import find_head
from policyspace.foundation.chain.rules import Noted, Wrong
from policyspace.foundation.chain.sealing import seal_waiting
from policyspace.foundation.chain.verifying import verify
from policyspace.foundation.db import db
from policyspace.models import metadata
from tests.foundation.chain.tampering import (
    COLUMNS,
    ELSEWHERE,
    flip,
    found,
    happen,
    key_of,
    on_sqlite,
    swap,
    tampering,
)

FLIPS = 300
ROWS = 8
LEDGER, SEALS = metadata.tables["ledger"], metadata.tables["ledger_seal"]


@pytest.fixture
def sealed(app: Flask) -> list[int]:
    """The ids of the rows of a sealed ledger, in the order of their seals."""
    ids = [found(f"place-{number}").id if number % 2 else happen(f"a.{number}").id for number in range(ROWS)]
    assert seal_waiting() == ROWS
    assert verify().is_whole
    return ids


def test_any_flipped_bit_in_any_column_of_any_row_or_seal_is_found(sealed: list[int]) -> None:
    chance = Random(f"flips on {db.engine.dialect.name}")
    flipped: Counter[str] = Counter()
    for _ in range(FLIPS):
        column = chance.choice(COLUMNS)
        key = chance.randrange(ROWS) + 1 if key_of(column) == "position" else chance.choice(sealed)
        with tampering():
            if flip(column, key, chance):
                flipped[str(column)] += 1
                assert not verify().is_whole, (str(column), key)
    assert set(flipped) == {str(column) for column in COLUMNS}
    assert verify().is_whole


def test_any_removed_row_and_any_removed_seal_is_found(sealed: list[int]) -> None:
    for place, key in enumerate(sealed, 1):
        with tampering():
            db.session.execute(sa.delete(LEDGER).where(LEDGER.c.id == key))
            fault = verify().fault
            assert fault is not None
            assert (fault.position, fault.wrong) == (place, Wrong.ROW_GONE)
        with tampering():
            db.session.execute(sa.delete(SEALS).where(SEALS.c.position == place))
            assert not verify().is_whole, place


def test_any_two_rows_or_seals_that_change_places_are_found(sealed: list[int]) -> None:
    chance = Random("places")
    for _ in range(10):
        one, other = sorted(chance.sample(range(ROWS), 2))
        with tampering():
            swap(LEDGER.c.id, sealed[one], sealed[other])
            verdict = verify()
            assert verdict.fault is not None
            assert (verdict.fault.position, verdict.moved_from) == (one + 1, other + 1)
        for column, pair in (
            (SEALS.c.ledger_id, (sealed[one], sealed[other])),
            (SEALS.c.position, (one + 1, other + 1)),
        ):
            with tampering():
                swap(column, *pair)
                assert not verify().is_whole, (column, pair)


def test_a_tail_that_is_removed_with_its_seals_shows_by_the_noted_head_alone(sealed: list[int]) -> None:
    head = find_head()
    assert head
    noted = Noted(head.hash[:12], head.position)
    happen("a.later")
    seal_waiting()
    assert verify(noted).noted is True
    with tampering():
        db.session.execute(sa.delete(SEALS).where(SEALS.c.position >= ROWS))
        db.session.execute(sa.delete(LEDGER).where(LEDGER.c.id >= sealed[-1]))
        assert verify().is_whole
        verdict = verify(noted)
        assert (verdict.fault, verdict.noted, verdict.is_whole) == (None, False, False)
    assert verify(Noted(head.hash, head.position - 1)).noted is False


def test_rows_put_in_or_removed_without_a_seal_are_found(sealed: list[int]) -> None:
    waiting = happen("a.waiting").id
    assert (verify().waiting, verify().is_whole) == (1, True)
    with tampering():
        db.session.execute(sa.update(LEDGER).where(LEDGER.c.id == waiting).values(id=ELSEWHERE))
        verdict = verify()
        assert (verdict.left_out, verdict.gone, verdict.is_whole) == (1, 1, False)


def test_a_sealed_row_cannot_be_deleted_or_sealed_again(sealed: list[int]) -> None:
    for words in (
        sa.delete(LEDGER).where(LEDGER.c.id == sealed[0]),
        sa.insert(SEALS).values(
            position=ROWS + 1, ledger_id=sealed[0], row_hash="0" * 64, hash="0" * 64, at=sa.func.now()
        ),
    ):
        with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
            connection.execute(words)


@pytest.mark.parametrize(
    "change",
    [
        "at = replace(at, ' ', 'T')",
        "at = at || '0'",
        "facts = replace(facts, ', ', ',\t')",
        "facts = replace(facts, 'size', '\\u0073ize')",
        "verb = CAST(verb AS BLOB)",
        "actor_id = CAST(actor_id AS BLOB)",
    ],
)
def test_a_change_that_a_driver_would_forgive_is_found(sealed: list[int], change: str) -> None:
    if not on_sqlite():
        return  # there, values are kept and not their texts
    with tampering():
        changed = f"UPDATE ledger SET {change} WHERE actor_id = :one"  # noqa: S608 - changes of our own, above
        one = db.session.scalar(sa.select(sa.func.max(LEDGER.c.actor_id)))
        db.session.execute(sa.text(changed), {"one": one})
        assert not verify().is_whole
