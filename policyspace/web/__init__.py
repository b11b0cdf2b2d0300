"""The HTML door: one file per package below, same name. No rules, no queries, no commits of its own."""

from __future__ import annotations

from flask import Flask

from policyspace.web import health


def register(app: Flask) -> None:
    """Give `app` every page."""
    for part in (health,):
        app.register_blueprint(part.bp)
