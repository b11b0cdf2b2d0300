"""Numbers in addresses."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter


class Number(IntegerConverter):
    """A whole number that a column can hold; any larger one names nothing, so its page is not found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", 2**31 - 1)
        super().__init__(*args, **kwargs)


def start(app: Flask) -> None:
    """Read `<int:…>` in every address of `app` as a Number."""
    app.url_map.converters["int"] = Number
