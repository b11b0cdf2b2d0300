"""Loops of asyncio in tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Run it beside this thread, in which a browser may have a loop of its own running."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, work).result()
