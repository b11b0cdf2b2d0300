"""What is asked of a person: in one space, or in all they are in.

Each source looks at facts that the packages below keep, and gives asks; `SOURCES` is the place for another.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyspace.people.models import Person
from policyspace.reporting.asks.ask import Ask, Source
from policyspace.reporting.asks.documents import in_documents, to_begin
from policyspace.reporting.asks.invitations import invited
from policyspace.reporting.asks.moderation import to_moderate
from policyspace.reporting.asks.records import (
    entries_to_accept,
    interests_to_say_again,
    stages_to_confirm,
    stages_to_read_again,
    stages_to_write,
)
from policyspace.spaces.queries import SpaceView

__all__ = ["SOURCES", "Ask", "asks_among", "asks_of", "invited"]

SOURCES: tuple[Source, ...] = (
    to_begin,
    in_documents,
    stages_to_read_again,
    stages_to_confirm,
    stages_to_write,
    entries_to_accept,
    interests_to_say_again,
    to_moderate,
)


def asks_of(view: SpaceView) -> list[Ask]:
    """What this space asks of its reader; nothing of a visitor."""
    return asks_among(view.reader, [view]) if view.reader else []


def asks_among(reader: Person, views: Sequence[SpaceView]) -> list[Ask]:
    """What `reader` is asked in all of `views`: what has a day first, by that day, then the newest."""
    by_space = {view.space.id: view for view in views}
    found = [ask for source in SOURCES for ask in source(reader, by_space)]
    newest = sorted(found, key=lambda ask: ask.since, reverse=True)
    return sorted(newest, key=lambda ask: (ask.due is None, ask.due or ask.since))
