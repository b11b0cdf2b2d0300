"""Revisions made elsewhere keep when and by whom they were made, and each its own number."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from tests.builders.drafting import TEXT, a_key, a_problem, a_revision

MADE = {"at": "2014-06-05T12:00:00+00:00", "source": "a memo", "author": "author-1"}


def test_a_revision_made_elsewhere_keeps_its_date_and_source(app: Flask) -> None:
    document = a_problem(imported=MADE)
    a_revision(document, "Other words.\n", imported=MADE | {"at": "2015-01-02T12:00:00+00:00"})
    db.session.expire_all()
    first, second = get_revision(document, 1), get_revision(document, 2)
    assert (first.imported, first.created_at) == (MADE, datetime(2014, 6, 5, 12, tzinfo=UTC))
    assert second.created_at == datetime(2015, 1, 2, 12, tzinfo=UTC)


def test_a_revision_made_elsewhere_is_kept_even_where_nothing_changed(app: Flask) -> None:
    document = a_problem()
    assert a_revision(document, TEXT).number == 1
    assert a_revision(document, TEXT, imported=MADE).number == 2
    assert get_revision(document, 2).text == TEXT
    assert get_revision(document, 2).blocks == get_revision(document, 1).blocks


def test_a_revision_made_elsewhere_is_kept_once_under_its_key(app: Flask) -> None:
    document, key = a_problem(), a_key()
    assert [a_revision(document, TEXT, imported=MADE, idempotency_key=key).number for _ in range(2)] == [2, 2]
    assert document.revision_count == 2
