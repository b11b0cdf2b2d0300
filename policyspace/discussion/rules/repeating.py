"""Whether somebody says the same words again and again, in different places."""

from __future__ import annotations

import re
from collections.abc import Iterable

PLACES = 3
"""In how many places the same words may not be said without a facilitator looking at them."""

LEAST_LETTERS = 30
"""Shorter words ("I agree with this") are said again by honest people."""

BOUND = 0.2
"""By which share two texts that are the same may differ in length, for their spaces and signs."""


def can_be_repeated(body: str) -> bool:
    """Whether `body` is long enough that saying it again tells something."""
    return len(_plain(body)) >= LEAST_LETTERS


def is_repeated(body: str, earlier: Iterable[str]) -> bool:
    """Whether `body` says once too often what the bodies `earlier` say, whatever its capitals, spaces and signs."""
    words = _plain(body)
    return can_be_repeated(body) and sum(_plain(each) == words for each in earlier) >= PLACES - 1


def lengths_alike(body: str) -> tuple[int, int]:
    """The least and the greatest length in characters of a text that could say the same as `body`."""
    return int(len(body) * (1 - BOUND)), int(len(body) * (1 + BOUND)) + 1


def _plain(body: str) -> str:
    return re.sub(r"[\W_]+", "", body.casefold())
