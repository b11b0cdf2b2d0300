"""The time zone of a page: that of the space it is about, else the service's own."""

from __future__ import annotations

from typing import Any

import flask_babel
from flask import Flask, before_render_template, g, has_app_context

from policyspace.spaces.queries import SpaceView
from policyspace.spaces.rules import TIME_ZONES


def page_zone() -> str | None:
    """The zone in which this page shows times; None for the service's own."""
    zone: str | None = g.get("page_zone") if has_app_context() else None
    return zone


def known_zone(asked: str | None) -> str | None:
    """`asked` when a space can have that zone, else that of the page."""
    return asked if asked in TIME_ZONES else page_zone()


def start(app: Flask) -> None:
    """Let every page that is drawn for a space (the template's `view`) show times in its zone."""
    before_render_template.connect(_take_zone, app)


def _take_zone(_app: Flask, *, context: dict[str, Any], **_more: Any) -> None:
    view = context.get("view")
    if isinstance(view, SpaceView):
        g.page_zone = view.space.time_zone
        flask_babel.refresh()
