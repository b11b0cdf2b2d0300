"""Comments as numbered notes: in the order of the text, each under the passage it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from policyspace.discussion.queries import AllSaid, Thread
from policyspace.discussion.rules import CommentState
from policyspace.drafting.models import Revision
from policyspace.foundation.i18n import _, plural
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.paper import Chapter, Group, Note
from policyspace.reporting.exporting.sayings import Sayings, shown

ALL, ELSEWHERE = "", "elsewhere"
"""What is said of the whole text, or of a paragraph that is not in it, stands under no block."""


def remarks_on(
    revision: Revision,
    said: AllSaid,
    sayings: Sayings,
    *,
    told_elsewhere: Collection[int],
    addresses: Addresses,
    day: str,
) -> Chapter:
    """What people said of `revision` up to `day`. Of the threads `told_elsewhere` another chapter tells."""
    writer = _Writer(sayings)
    threads = [each for each in said.threads if each.comment.id not in told_elsewhere]
    by_place = _by_place(threads, {block["id"] for block in revision.blocks})
    groups = [
        writer.group(place_of(block), by_place[block["id"]], link=block["id"])
        for block in revision.blocks
        if block["id"] in by_place
    ]
    if ALL in by_place:
        groups.append(writer.group(_("On all of the text"), by_place[ALL]))
    if ELSEWHERE in by_place:
        heading = _("On paragraphs that are not in this revision")
        groups.append(writer.group(heading, by_place[ELSEWHERE], elsewhere=True))
    return Chapter(_("Comments"), _lead(writer.count, said, day, addresses), tuple(groups))


def place_of(block: dict[str, Any]) -> str:
    """What a block is called above the notes on it."""
    if block["number"]:
        return _("On paragraph %(number)s", number=block["number"])
    return _("On a heading")


def _by_place(threads: Iterable[Thread], here: set[str]) -> dict[str, list[Thread]]:
    """Threads in which there is something to read, by the block they stand on, or ALL, or ELSEWHERE."""
    found: dict[str, list[Thread]] = {}
    for thread in threads:
        if thread.comment.state is CommentState.SHOWN or shown(thread.replies):
            block = thread.comment.block_id
            place = ALL if block is None else block if block in here else ELSEWHERE
            found.setdefault(place, []).append(thread)
    return found


def _lead(count: int, said: AllSaid, day: str, addresses: Addresses) -> str:
    if not count:
        return _("Nobody had commented by %(day)s.", day=day)
    lead = plural("%(num)s comment, as on %(day)s.", "%(num)s comments, as on %(day)s.", count, day=day)
    if said.more:
        lead += " " + _(
            "There are more than one file can hold: these are the oldest. Read all of them at %(address)s",
            address=addresses.comments,
        )
    return lead


class _Writer:
    """Counts the notes of one file."""

    def __init__(self, sayings: Sayings) -> None:
        self.sayings = sayings
        self.count = 0

    def group(
        self, heading: str, threads: Iterable[Thread], *, link: str | None = None, elsewhere: bool = False
    ) -> Group:
        """Notes in one place. `elsewhere`: each tells the revision that it was made on."""
        return Group(heading, tuple(self._note(each, elsewhere=elsewhere) for each in threads), link)

    def _note(self, thread: Thread, *, elsewhere: bool) -> Note:
        self.count += 1
        return Note(
            label=_("C%(number)s", number=self.count),
            saying=self.sayings.saying(thread.comment, elsewhere=elsewhere),
            replies=self.sayings.replies(thread),
            more=self.sayings.more(thread),
        )
