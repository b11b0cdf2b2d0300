"""Long lists by key."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert, select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.foundation.paging import Page, Span, page_of
from tests.conftest import QueryCount


def page(span: Span) -> Page[int]:
    return page_of(select(LedgerRow.id), LedgerRow.id, int, span)


@pytest.fixture
def ten_rows(app: Flask) -> list[int]:
    """The ids of ten rows, newest first."""
    rows = [{"id": key, "at": now(), "verb": "x.tried", "facts": {}} for key in range(1, 11)]
    db.session.execute(insert(LedgerRow), rows)
    return list(range(10, 0, -1))


def test_a_walk_to_the_oldest_and_back_meets_every_row_once_each_way(ten_rows: list[int]) -> None:
    there = [page(Span(limit=4))]
    while there[-1].older is not None:
        there.append(page(Span(before=there[-1].older, limit=4)))
    assert [list(each.items) for each in there] == [ten_rows[:4], ten_rows[4:8], ten_rows[8:]]
    back = [there[-1]]
    while back[-1].newer is not None:
        back.append(page(Span(after=back[-1].newer, limit=4)))
    assert [key for each in back for key in reversed(each.items)] == ten_rows[::-1]


@pytest.mark.parametrize("limit", [10, 11])
def test_a_list_that_fits_has_nothing_beside_it(ten_rows: list[int], limit: int) -> None:
    assert page(Span(limit=limit)) == Page(ten_rows)


def test_a_key_beyond_either_end_gives_an_empty_page(ten_rows: list[int]) -> None:
    assert page(Span(before=1)) == page(Span(after=10)) == Page([])


def test_any_page_takes_one_statement(ten_rows: list[int], count_queries: type[QueryCount]) -> None:
    for span in (Span(limit=3), Span(before=5, limit=3), Span(after=5, limit=3)):
        with count_queries() as queries:
            page(span)
        assert len(queries) == 1
