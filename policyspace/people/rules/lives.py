"""How long sessions and emailed links live, and what a link is worth at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from policyspace.charter.words import Word
from policyspace.foundation.i18n import lazy

SESSION_LIFE = timedelta(days=30)
"""After this a browser has to sign in again, however much it is used."""

SESSION_IDLE = timedelta(days=7)
"""After this without a request a session has ended."""

SEEN_EVERY = timedelta(hours=1)
"""How exact the time is at which a session was last seen; idle time is counted from it."""

LIFE_OF_LINK: Mapping[str, timedelta] = MappingProxyType(
    {
        "confirm_email": timedelta(hours=24),
        "sign_in": timedelta(minutes=10),
        "reset_password": timedelta(minutes=10),
    }
)


class LinkState(Word):
    """What an emailed link is worth now, to this browser; the label tells whoever opened it."""

    READY = "ready", lazy("This link can be used.")
    UNKNOWN = "unknown", lazy("We do not know this link. Part of it may be missing.")
    USED = "used", lazy("This link has been used. A link works once.")
    EXPIRED = "expired", lazy("This link is too old.")
    ELSEWHERE = "elsewhere", lazy("You asked for this link in another browser or on another device.")
