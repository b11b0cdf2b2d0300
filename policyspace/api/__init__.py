"""The JSON door, under /api/v1: one file per package below, same name. A program signs in with a token."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Give `app` the API."""
