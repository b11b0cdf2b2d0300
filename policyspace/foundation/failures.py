"""Whatever goes wrong, as a refusal with a sentence fit to show; what nobody foresaw is logged."""

from __future__ import annotations

import logging
from typing import Any

from flask import has_request_context, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from policyspace.foundation.errors import Refusal
from policyspace.foundation.i18n import lazy
from policyspace.foundation.logs import log

SENTENCES: dict[int, tuple[Any, Any]] = {
    400: (
        lazy("We could not read that"),
        lazy("The page was open for too long, or something was missing from what was sent. Try again."),
    ),
    404: (lazy("Page not found"), ""),
    405: (lazy("You cannot do that here"), lazy("Go back to the page you came from and try again.")),
    413: (lazy("That is too large"), ""),
    415: (lazy("We cannot read that format"), lazy("Send JSON with the content type application/json.")),
}


def as_refusal(error: Exception) -> Refusal:
    """`error` itself when it is a refusal; otherwise one with the right status."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException) and error.code and error.code < 500:
        title, sentence = SENTENCES.get(error.code, SENTENCES[400])
        sentence = sentence or _too_large(error.code)
        return _refusal(error.code, title, sentence)
    busy = isinstance(error, (OperationalError, PoolTimeout))
    log.log(logging.ERROR, "unforeseen", exc_info=error)
    if busy:
        return _refusal(503, lazy("The service is busy"), lazy("Try again in a minute."))
    return _refusal(500, Refusal.title, "")


def _too_large(status: int) -> Any:
    """What to do about a request that brought more than it may; nothing for another status."""
    most = request.max_content_length if status == 413 and has_request_context() else None
    if most is None:
        return ""
    return lazy(
        "We can take about %(most)s megabytes at once. Send less and try again.", most=most // (1024 * 1024)
    )


def _refusal(status: int, title: Any, sentence: Any) -> Refusal:
    refusal = Refusal(sentence)
    refusal.status, refusal.title = status, title
    return refusal
