"""Which way PostgreSQL reads a page of hits: by how many it expects there to be.

No one way is right for every word: to gather the hits of a common word costs what there are, and to walk the list
until a page is full costs what lies between the hits of a rare one. With N things, h of them hits, and a page of p,
gathering looks at h and walking at N * p / h; they are alike where h is the root of N * p.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, select

from policyspace.foundation.estimates import Estimate
from policyspace.reporting.searching.adapters import matching, rows
from policyspace.reporting.searching.rules.kinds import ABOVE_COMMENTS
from policyspace.reporting.searching.rules.marks import Narrowed

UNEVEN = 0.25
"""What is narrowed to one space or to some days may all lie far down in the list: it is walked only if hits are so
large a share of everything."""

UNCOUNTED = 0.01
"""PostgreSQL expects a word that it has not counted, one that is rare, in every two hundredth thing, however many there
are; and where it looks for beginnings as well, in twice as many. Hits in so small a share are gathered: to walk past
millions of things because of a guess would take as many times longer."""

_LINE = bindparam("line", type_=BigInteger)
_ONE = select(rows.c.id)
_EXPECTED = Estimate(
    _ONE.where(matching("top")),
    _ONE.where(matching("comments")),
    _ONE.where(rows.c.id >= _LINE),
    _ONE.where(rows.c.id < _LINE),
)


def ways_to_gather(
    connection: Connection, asked: dict[str, Any], narrowed: Narrowed, limit: int
) -> dict[str, bool]:
    """Whether to gather what stands above the comments, and the comments, as `adapters.Way` takes it."""
    top, comments, all_top, all_comments = _EXPECTED.rows(connection, {**asked, "line": ABOVE_COMMENTS})
    uneven = narrowed.space_id is not None or narrowed.is_dated
    return {
        "gathers_top": gathers(top, all_top, limit, uneven=uneven),
        "gathers_comments": gathers(comments, all_comments, limit, uneven=uneven),
    }


def gathers(hits: float, there: float, limit: int, *, uneven: bool) -> bool:
    """Whether to gather `hits` that are expected among what is `there`, rather than to walk."""
    if hits < there * (UNEVEN if uneven else UNCOUNTED):
        return True
    return hits * hits < there * limit
