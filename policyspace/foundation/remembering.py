"""What a process remembers of pieces of texts, because most of them stand unchanged in revision after revision."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

LONGEST = 5_000
"""Characters of a piece that is remembered: whoever writes very long ones must not fill the memory with them."""

P = ParamSpec("P")
R = TypeVar("R")


def remembered(most: int, size: Callable[[Any], int] = len) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember the last `most` results of a pure function, but not of a piece longer than LONGEST.

    `size` tells the characters of its first argument, which is the piece.
    """

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        known: Callable[..., R] = lru_cache(maxsize=most)(function)

        @wraps(function)
        def call(*args: P.args, **named: P.kwargs) -> R:
            return (known if size(args[0]) <= LONGEST else function)(*args, **named)

        return call

    return keeping
