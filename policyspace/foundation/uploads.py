"""How much a request may bring: little, but on the routes that take a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

View = TypeVar("View", bound=Callable[..., Any])

MOST_BYTES = 2 * 1024 * 1024
MOST_WITH_FILE = 11 * 512 * 1024
"""A file of 5 megabytes, what a form puts around it, and a little more, so that a larger one is told so by its form."""


def takes_file(view: View) -> View:
    """Mark a route whose requests may bring a file."""
    view.most_bytes = MOST_WITH_FILE  # type: ignore[attr-defined]  # functions take attributes; `most_of` reads this one
    return view


def most_of(view: Callable[..., Any]) -> int:
    """The bytes that a request to `view` may bring."""
    return getattr(view, "most_bytes", MOST_BYTES)


def most_at(app: Flask, method: str, path: str) -> int:
    """The bytes that a request to this address may bring, before anything else is known of it."""
    try:
        endpoint, _values = app.url_map.bind("").match(path, method)
    except (HTTPException, RequestRedirect):
        return MOST_BYTES
    return most_of(app.view_functions[endpoint])
