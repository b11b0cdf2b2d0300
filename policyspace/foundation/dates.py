"""Moments in plain words, in the language of whoever reads them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates
from flask_babel import format_time, get_locale, to_user_timezone

from policyspace.foundation.i18n import _


def friendly_time(moment: datetime, time_zone: str | None = None) -> str:
    """ "20 November 2026 at 10:15am", in `time_zone` ("Europe/London") or else in the zone of the page."""
    there = _there(moment, time_zone)
    day = friendly_day(there.date())
    return _("%(day)s at %(time)s", day=day, time=friendly_clock(moment, time_zone))


def friendly_clock(moment: datetime, time_zone: str | None = None) -> str:
    """ "10:15am", in `time_zone` or else in the zone of the page."""
    return str(format_time(_there(moment, time_zone), "h:mma", rebase=False)).lower().replace(" ", "")


def friendly_date(moment: datetime, time_zone: str | None = None) -> str:
    """ "20 November 2026", in `time_zone` or else in the zone of the page."""
    return friendly_day(_there(moment, time_zone).date())


def _there(moment: datetime, time_zone: str | None) -> datetime:
    local: datetime = moment.astimezone(ZoneInfo(time_zone)) if time_zone else to_user_timezone(moment)
    return local


def friendly_day(day: date) -> str:
    """ "20 November 2026", for a day without a time."""
    return _in_words(day, str(get_locale() or "en"))


@lru_cache(maxsize=1000)
def _in_words(day: date, language: str) -> str:
    return str(dates.format_date(day, "d MMMM y", locale=language))
