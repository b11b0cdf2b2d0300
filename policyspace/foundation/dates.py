"""Moments in plain words, in the language and the time zone of whoever reads them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_date, format_time

from policyspace.foundation.i18n import _


def friendly_time(moment: datetime) -> str:
    """ "20 November 2026 at 10:15am"."""
    day = format_date(moment, "d MMMM y")
    clock = format_time(moment, "h:mma").lower().replace(" ", "")
    return _("%(day)s at %(time)s", day=day, time=clock)


def friendly_date(moment: datetime) -> str:
    """ "20 November 2026"."""
    return str(format_date(moment, "d MMMM y"))
