"""Logs: one JSON object a line, with the id of the request; ids and plain values, never text people wrote."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_sound_id = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger("policyspace")
WITH_PLAIN_MESSAGES = (AttributeError, ImportError, NameError, TypeError)
"""Errors of the code itself: their messages name things of the code, never what people wrote."""


def request_id() -> str | None:
    """The id of the request being answered, or None outside one."""
    return _request_id.get()


def begin_request(offered: str | None) -> str:
    """Take the id a trusted proxy offers when it is well formed, or make one."""
    chosen = offered if offered and _sound_id.fullmatch(offered) else secrets.token_hex(8)
    _request_id.set(chosen)
    return chosen


def say(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Write one event. `facts` are ids and plain values."""
    log.log(level, event, extra={"facts": facts})


def told(error: BaseException) -> Iterator[str]:
    """What may be told of `error`, and before it of what led to it: its class, and where in the code it came by.

    Its message is told only where it cannot quote what people wrote; of the database's refusals, the
    constraint that was broken.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from told(before)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}{_plain_message(error)}"


def _plain_message(error: BaseException) -> str:
    if isinstance(error, WITH_PLAIN_MESSAGES):
        return f": {error}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    broken = getattr(getattr(getattr(error, "orig", None), "diag", None), "constraint_name", None)
    return f": {broken}" if broken else ""


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "request_id": _request_id.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = list(told(record.exc_info[1]))
        return json.dumps({name: value for name, value in line.items() if value is not None}, default=str)


def start(level: str) -> None:
    """Send every logger of the process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("alembic").setLevel("WARNING")  # it would tell of each look at the schema's version
