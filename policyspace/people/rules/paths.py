"""Where someone may be sent after signing in: pages of this service, whatever was asked for."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

MOST = 500
_DECODINGS = 3
_STEPS = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")


def own_path(asked: str | None) -> str | None:
    """`asked` when it is a path (with a query, perhaps) on this service; None when it could lead anywhere else.

    Browsers read a backslash as a slash, drop tabs and line feeds, and take two slashes for the start of a
    host; a proxy may decode the path once more. So it must be harmless however often it is decoded.
    """
    if not asked or len(asked) > MOST or not asked.startswith("/"):
        return None
    form = asked
    for _ in range(_DECODINGS):
        if not _is_harmless(form):
            return None
        form = unquote(form)
    return asked if _is_harmless(form) and unquote(form) == form else None


def _is_harmless(form: str) -> bool:
    path = re.split(r"[?#]", form, maxsplit=1)[0]
    if "\\" in form or "//" in path or _STEPS.search(path):
        return False
    if any(unicodedata.category(sign) == "Cc" for sign in form):
        return False
    return not any(unicodedata.category(sign)[0] in "CZ" for sign in path)
