"""What templates may call: dates in words, hashed static addresses, kept HTML, the words of the charter."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale, to_user_timezone
from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from policyspace.foundation.dates import friendly_date, friendly_day, friendly_time
from policyspace.foundation.settings import Settings
from policyspace.web import gate
from policyspace.web.compiling import KeptTemplates


def last_day(moment: datetime, time_zone: str | None = None) -> str:
    """The last whole or begun day before `moment`: what closes at midnight is open until the day before."""
    return friendly_date(moment - timedelta(seconds=1), time_zone)


def is_day_end(moment: datetime) -> bool:
    """Whether `moment` is midnight where the page is: it is told as the end of the day before."""
    there: datetime = to_user_timezone(moment)
    return (there.hour, there.minute, there.second) == (0, 0, 0)


def kept_html(html: str) -> Markup:
    """HTML that `foundation.text` made safe when it was saved. Nothing else may pass through here."""
    return Markup(html)  # noqa: S704 - the one door for HTML; it was sanitised when it was written


@lru_cache
def _manifest(place: Path) -> dict[str, str]:
    names: dict[str, str] = json.loads(place.read_text())
    return names


def start(app: Flask, settings: Settings) -> None:
    """Give the templates of `app` their filters and globals."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [loader for loader in (app.jinja_loader, PackageLoader("govuk_frontend_jinja")) if loader]
    )
    env.add_extension("jinja2.ext.do")
    env.bytecode_cache = KeptTemplates(Path(app.root_path) / "templates" / "__pycache__", env)
    env.filters.update(
        friendly_time=friendly_time,
        friendly_date=friendly_date,
        friendly_day=friendly_day,
        last_day=last_day,
        kept_html=kept_html,
    )
    env.tests["day_end"] = is_day_end
    manifest = Path(app.static_folder or "") / "manifest.json"

    @lru_cache(maxsize=100)
    def under(_root: str, name: str) -> str:
        return url_for("static", filename=_manifest(manifest)[name])

    def static_url(name: str) -> str:
        return under(request.script_root, name)

    env.globals.update(static_url=static_url)

    @app.context_processor
    def about_the_reader() -> dict[str, Any]:
        return {
            "signed_in_person": gate.reader(),
            "page_language": str(get_locale()).replace("_", "-"),
            "site_url": settings.site,
            "contact_email": settings.contact_email,
            "demonstration": settings.demonstration,
        }
