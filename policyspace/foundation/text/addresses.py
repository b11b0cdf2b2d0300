"""Which addresses a link may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})

_BREAKS = re.compile(r"[\t\n\r]+")
_BEFORE_PATH = re.compile(r"[^/?#]*")


def safe_address(address: str) -> str | None:
    """The address as a browser would read it, or None where a link must not lead there.

    Allowed are web and mail addresses and those without a scheme. Anything with a colon before its path has a
    scheme or looks as if it had one; there is no guessing whether a browser would obey it.
    """
    read = _BREAKS.sub("", address.strip())
    if not read or any(ord(character) < 32 or 127 <= ord(character) < 160 for character in read):
        return None
    head = _BEFORE_PATH.match(read)
    scheme, colon, _rest = (head.group() if head else "").partition(":")
    if colon and (scheme.lower() not in SCHEMES or not _is_whole(read)):
        return None
    return read.replace(" ", "%20")


def _is_whole(address: str) -> bool:
    """Whether a mail address has someone to write to, and a web address a host and no nonsense for a port."""
    try:
        parts = urlsplit(address)
        return bool(parts.path if parts.scheme == "mailto" else parts.hostname and parts.port != 0)
    except ValueError:
        return False
