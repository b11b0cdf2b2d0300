"""Pieces of pages that many readers see alike, a comment or the text of a document: drawn once, then kept.

A piece is kept under all that it is drawn from, so it is never out of date: other words are another piece. What is
the reader's alone, the token of a form, is put in each time.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from typing import Any

from flask import Flask, current_app
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from jinja2.runtime import Macro
from markupsafe import Markup

from policyspace.foundation.settings import Settings
from policyspace.web.filters import kept_html
from policyspace.web.memory import Memory
from policyspace.web.zones import page_zone

TOKEN = secrets.token_hex(16)
"""Stands in a piece where the token of a form belongs. Nobody can write it into a text: it is new in each process."""

Fragments = Memory[Hashable, str]


def start(app: Flask, settings: Settings) -> None:
    """Let the templates of `app` keep pieces, as many as its settings allow."""
    app.extensions["fragments"] = Fragments(settings.kept_pages * 1024 * 1024, len)
    app.jinja_env.globals.update(kept_fragment=kept_fragment, token_slot=lambda: TOKEN)


def fragments() -> Fragments:
    """The pieces that this process keeps."""
    kept: Fragments = current_app.extensions["fragments"]
    return kept


def kept_fragment(key: Hashable | None, draw: Macro, *given: Any) -> Markup:
    """What the macro `draw` makes of `given`: from memory, if it was drawn before under the same `key`.

    The key holds all that it depends on, besides the language and the time zone of the page; None: it is not kept.
    """
    if key is None:
        return kept_html(str(draw(*given)))
    whole = (draw.name, str(get_locale()), page_zone(), key)
    piece = fragments().find(whole)
    if piece is None:
        piece = str(draw(*given))
        fragments().keep(whole, piece)
    return kept_html(piece.replace(TOKEN, generate_csrf()) if TOKEN in piece else piece)
