"""What stands in the notes of a file, and where the text has their marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from policyspace.discussion.queries import all_said, places_on, suggestions_in_place
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.dates import friendly_date
from policyspace.foundation.i18n import _
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.paper import Chapter, Group, Mark
from policyspace.reporting.exporting.proposed import suggestions_on
from policyspace.reporting.exporting.remarks import remarks_on
from policyspace.reporting.exporting.sayings import Sayings
from policyspace.spaces.queries import SpaceView


@dataclass(frozen=True, slots=True)
class Notes:
    """The chapters of notes, and the marks that stand in the text, by block."""

    chapters: tuple[Chapter, ...] = ()
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)


def notes_on(
    view: SpaceView, document: Document, revision: Revision, *, addresses: Addresses, moment: datetime
) -> Notes:
    """What people said until `revision`, with all replies; on the newest, the open suggestions too."""
    said = all_said(view, document, until=revision.number)
    newest = revision.number == document.revision_count
    by_block = suggestions_in_place(view, document) if newest else {}
    waiting = {each.thread_id for some in by_block.values() for each in some}
    sayings = Sayings(view, addresses)
    day = friendly_date(moment, view.space.time_zone)
    places = places_on(document, revision.number)
    comments = remarks_on(
        revision, said, sayings, places, told_elsewhere=waiting, addresses=addresses, day=day
    )
    threads = {each.comment.id: each for each in said.threads}
    suggestions = suggestions_on(revision, by_block, threads, sayings, day=day)
    chapters = (comments, suggestions) if suggestions else (comments,)
    return Notes(chapters, _marks(chapters))


def _marks(chapters: Iterable[Chapter]) -> dict[str, tuple[Mark, ...]]:
    marks: dict[str, tuple[Mark, ...]] = {}
    for chapter in chapters:
        for group in chapter.groups:
            if group.link:
                marks[group.link] = (*marks.get(group.link, ()), _mark(group))
    return marks


def _mark(group: Group) -> Mark:
    first, last = group.notes[0].label, group.notes[-1].label
    if first == last:
        return Mark(first, last, _("Note %(label)s", label=first))
    return Mark(first, last, _("Notes %(first)s to %(last)s", first=first, last=last))
