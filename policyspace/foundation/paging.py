"""Long lists, a page at a time, by key: the last page costs what the first one does, and nothing is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from policyspace.foundation.db import db

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a list, newest first, is wanted: below the key `before`, or just above the key `after`."""

    before: int | None = None
    after: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, newest first. `newer` and `older` are the keys for the spans beside it, where there are any."""

    items: Sequence[T]
    newer: int | None = None
    older: int | None = None


def page_of(
    query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int], make: Callable[..., T], span: Span
) -> Page[T]:
    """The `span` of `query`, ordered by the unique `key` from high to low; `make` is given the columns of each row.

    One statement. One row more than asked is read, to know whether the list goes on.
    """
    query = query.add_columns(key.label("page_key")).limit(span.limit + 1)
    if span.after is not None:
        found = list(db.session.execute(query.where(key > span.after).order_by(key)))
        more, rows = len(found) > span.limit, found[: span.limit][::-1]
        newer, older = more, True
    else:
        if span.before is not None:
            query = query.where(key < span.before)
        found = list(db.session.execute(query.order_by(key.desc())))
        more, rows = len(found) > span.limit, found[: span.limit]
        newer, older = span.before is not None, more
    if not rows:
        return Page([])
    return Page(
        [make(*row[:-1]) for row in rows],
        newer=rows[0].page_key if newer else None,
        older=rows[-1].page_key if older else None,
    )
