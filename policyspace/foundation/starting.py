"""How a process starts soon: what only some requests need is imported by them, and nothing is collected meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

LATE = (
    "alembic",
    "bleach",
    "docx",
    "lxml",
    "mammoth",
    "markdownify",
    "pycrdt",
    "redis",
    "snowballstemmer",
    "typst",
)
"""Libraries that are imported inside the functions that use them, or by processes of their own: each takes long to
load, and few requests need it."""


def check_installed() -> None:
    """Raises ModuleNotFoundError when one of `LATE` is missing: a process must not find that out from a reader."""
    missing = [name for name in LATE if find_spec(name) is None]
    if missing:
        raise ModuleNotFoundError(f"not installed: {', '.join(missing)}")


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's collector is off, and never looks at what was made meanwhile.

    Modules make very many objects that live as long as the process. To look through them for garbage takes a third of
    the start, and time of the requests afterwards; to write to them makes pages of memory that forked processes share
    into pages of their own.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
