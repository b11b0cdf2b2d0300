"""Where a comment comes from that was not written here, in the words that stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policyspace.charter.words import Channel
from policyspace.discussion.models import KeyedIn
from policyspace.foundation.dates import friendly_day
from policyspace.foundation.i18n import _


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """How, where and when something was said, and the name of the facilitator who keyed it in."""

    channel: Channel
    place: str
    said_on: date
    keyed_in_by: str

    @property
    def how(self) -> str:
        """ "From a paper reply of 3 May 2026 (Eastmere library)"."""
        day = friendly_day(self.said_on)
        if self.channel is Channel.MEETING:
            return _("Said at a meeting on %(day)s (%(place)s)", day=day, place=self.place)
        if self.channel is Channel.PHONE:
            how = _("Said by phone on %(day)s", day=day)
        else:
            how = _("From a paper reply of %(day)s", day=day)
        return f"{how} ({self.place})" if self.place else how

    @property
    def words(self) -> str:
        """The same, and who keyed it in."""
        return _("%(how)s, keyed in by %(name)s", how=self.how, name=self.keyed_in_by)


def from_row(keyed: KeyedIn) -> SaidElsewhere:
    """What is told of a row."""
    return SaidElsewhere(Channel(keyed.channel), keyed.place, keyed.said_on, keyed.keyer.display_name)
