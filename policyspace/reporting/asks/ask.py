"""One thing that is asked of somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked of the reader: what, why, where to do it, since when and until when.

    Its moments are shown in `time_zone`, that of the space.
    """

    sentence: str
    why: str
    endpoint: str
    values: Mapping[str, Any]
    since: datetime
    time_zone: str
    due: datetime | None = None


Views = Mapping[int, SpaceView]
"""The spaces that are looked at, by id, as the reader sees them."""

Source = Callable[[Person, Views], Iterator[Ask]]
"""Finds asks of one sort, in a number of statements that does not grow with the spaces."""
