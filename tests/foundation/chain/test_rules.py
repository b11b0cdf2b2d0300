"""One text for each value, and hashes that stay what they are: heads that people noted must be found in years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from policyspace.foundation.chain.rules import (
    BEFORE_THE_FIRST,
    Examination,
    Fault,
    Link,
    Odd,
    Wrong,
    canonical,
    hash_of,
    seal_hash,
)

values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text() | some.text().map(Odd),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)


def kinds(value: Any) -> Any:
    """`value` with its types, since True equals 1 and an odd text the plain one."""
    if isinstance(value, dict):
        return {name: kinds(each) for name, each in value.items()}
    return [kinds(each) for each in value] if isinstance(value, list) else (type(value), value)


def a_chain(length: int) -> list[Link]:
    links, previous = [], BEFORE_THE_FIRST
    for position in range(1, length + 1):
        row = {"verb": "a.b", "number": position}
        seal: dict[str, Any] = {
            "position": position,
            "ledger_id": position,
            "row_hash": hash_of(row),
            "at": "then",
        }
        previous = seal_hash(previous, **seal)
        links.append(Link(**seal, hash=previous, row=row))
    return links


def fault_of(links: list[Link]) -> Fault | None:
    examination = Examination()
    for link in links:
        examination.take(link)
    return examination.fault


def test_the_canonical_text_is_plain_json() -> None:
    value = {"b": [1, None, True, "é"], "a": Decimal("1.50")}
    assert canonical(value) == '{"a":1.50,"b":[1,null,true,"\\u00e9"]}'


@given(values, values)
def test_two_values_never_have_the_same_text(one: Any, other: Any) -> None:
    assert (canonical(one) == canonical(other)) == (kinds(one) == kinds(other))


@pytest.mark.parametrize(
    ("spoil", "place", "wrong"),
    [
        (lambda c: [*c[:2], *c[3:]], 3, Wrong.SEAL_GONE),
        (lambda c: c[1:], 1, Wrong.SEAL_GONE),
        (lambda c: [*c[:2], c[3], c[2], c[4]], 3, Wrong.SEAL_GONE),
        (lambda c: [*c[:2], replace(c[2], row=None), *c[3:]], 3, Wrong.ROW_GONE),
        (lambda c: [*c[:2], replace(c[2], row={}), *c[3:]], 3, Wrong.ROW_CHANGED),
        (lambda c: [*c[:2], replace(c[2], hash="0" * 64), *c[3:]], 3, Wrong.SEAL_CHANGED),
        (lambda c: [*c[:2], replace(c[2], at="now"), *c[3:]], 3, Wrong.SEAL_CHANGED),
        (lambda c: [*c[:2], replace(c[2], ledger_id=9), *c[3:]], 3, Wrong.SEAL_CHANGED),
    ],
)
def test_the_first_place_that_does_not_hold_is_told(spoil: Any, place: int, wrong: Wrong) -> None:
    chain = a_chain(5)
    assert fault_of(chain) is None
    fault = fault_of(spoil(chain))
    assert fault is not None
    assert (fault.position, fault.wrong) == (place, wrong)
