"""What a reader has seen of a text: which revision at this visit, and which at the one before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

VISIT = timedelta(hours=1)
"""Looks within this time of the first one are one visit, so that to load a page again forgets nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """The newest revision a reader has seen, since when they are here, and the same of the visit before, if any."""

    seen: int
    looked_at: datetime
    earlier: int | None = None
    earlier_at: datetime | None = None

    def unseen(self, newest: int) -> int:
        """How many revisions were new to the reader when this visit began, or have come since."""
        return newest - self.earlier if self.earlier is not None else 0


def look_again(last: Look | None, newest: int, moment: datetime) -> Look:
    """What is known once a reader whose last look was `last` sees revision `newest`."""
    if last is None:
        return Look(newest, moment)
    if moment - last.looked_at >= VISIT:
        return Look(newest, moment, last.seen, last.looked_at)
    if last.earlier is None or last.earlier == last.seen:
        if newest == last.seen:
            return last
        return Look(newest, last.looked_at, last.seen, last.looked_at)
    return replace(last, seen=newest)


def look_after_saving(last: Look | None, number: int) -> Look | None:
    """What is known once a reader saved revision `number`: their own words are no news to them.

    Only where they had seen all before it: what others saved meanwhile stays news. None: as it was.
    """
    if last is None or last.seen != number - 1:
        return None
    if last.earlier is None or last.earlier < last.seen:
        return replace(last, seen=number)
    return replace(last, seen=number, earlier=number)
