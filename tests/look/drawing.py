"""Draws the specimen pages in a plain Jinja environment, set up as the application sets up its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.look import values

ROOT = Path(__file__).parents[2]
LAYOUT = ROOT / "templates" / "layout"
DIST = ROOT / "static" / "dist"
SPECIMENS = Path(__file__).parent / "specimens"
NAMES = sorted(place.stem for place in SPECIMENS.glob("*.html"))


@dataclass
class Form:
    """What the pages hand to the macros of forms.html."""

    values: dict[str, Any] = field(default_factory=lambda: {"idempotency_key": "a1"})
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Reader:
    """The person who looks at a page."""

    display_name: str = ""

    @property
    def is_authenticated(self) -> bool:
        return bool(self.display_name)


@dataclass
class Request:
    """The address of a page."""

    base_url: str = "http://127.0.0.1:8000/s/homes-for-older-people"


def friendly_time(when: datetime) -> str:
    return f"{when.day} {when:%B %Y} at {when.hour % 12 or 12}:{when:%M}{when:%p}".replace("AM", "am")


def static_url(name: str) -> str:
    return f"/static/dist/{json.loads((DIST / 'manifest.json').read_text())[name]}"


@cache
def environment() -> Environment:
    """An environment as strict as the application's, with sentences left in English."""
    env = Environment(
        loader=FileSystemLoader([ROOT / "templates", SPECIMENS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
    env.filters["friendly_time"] = friendly_time
    env.globals.update(
        static_url=static_url,
        url_for=lambda endpoint, **_: f"/{endpoint.replace('.', '/')}",
        csrf_token=lambda: "a token",
        ended_forms=lambda: "",
        kept_form=lambda key, *_: values.KEPT if key else None,
        get_flashed_messages=lambda **_: [],
        request=Request(),
        current_user=Reader(),
    )
    return env


def draw(name: str, *, form: Form | None = None, **more: Any) -> str:
    """The specimen page `name`; `more` are context variables over the usual ones."""
    shown = {"form": form or Form(), **values.EVERYWHERE, **more}
    return environment().get_template(f"{name}.html").render(shown)


def draw_source(source: str, **context: Any) -> str:
    """A few lines of template that call macros."""
    return environment().from_string(source).render({**values.EVERYWHERE, **context})
