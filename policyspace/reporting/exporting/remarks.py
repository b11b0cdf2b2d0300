"""Comments as numbered notes: in the order of the text, each under the passage it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from policyspace.discussion.queries import AllSaid, Thread
from policyspace.discussion.rules import Anchor, AnchorState, CommentState
from policyspace.drafting.models import Revision
from policyspace.foundation.i18n import _, plural
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.paper import Chapter, Group, Note
from policyspace.reporting.exporting.sayings import Sayings, shown
from policyspace.reporting.exporting.tree import Paragraph, Run

ALL, ELSEWHERE = "", "elsewhere"
"""What is said of the whole text, or of a paragraph that is not in it, stands under no block."""


def remarks_on(
    revision: Revision,
    said: AllSaid,
    sayings: Sayings,
    places: Mapping[int, Anchor],
    *,
    told_elsewhere: Collection[int],
    addresses: Addresses,
    day: str,
) -> Chapter:
    """What people said of `revision` up to `day`. Of the threads `told_elsewhere` another chapter tells.

    `places` tells where each comment stood on that revision.
    """
    writer = _Writer(sayings, places)
    threads = [each for each in said.threads if each.comment.id not in told_elsewhere]
    by_place = _by_place(threads, places)
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


def _by_place(threads: Iterable[Thread], places: Mapping[int, Anchor]) -> dict[str, list[Thread]]:
    """Threads in which there is something to read, by the block they stood on, or ALL, or ELSEWHERE."""
    found: dict[str, list[Thread]] = {}
    for thread in threads:
        comment = thread.comment
        if comment.state is CommentState.SHOWN or shown(thread.replies):
            stood = places.get(comment.id)
            block = stood.block_id if stood else None
            found.setdefault(block or (ELSEWHERE if comment.place else ALL), []).append(thread)
    return found


def _quoted(anchor: Anchor | None) -> str:
    """Which words a comment is on, where it is on some, and what became of them."""
    if anchor is None or not anchor.quote:
        return ""
    if anchor.state is AnchorState.DETACHED:
        return _("On words that are no longer in the text: “%(words)s”", words=anchor.quote)
    if anchor.words is not None:
        return _(
            "On the words “%(old)s”, which have changed since: “%(new)s”", old=anchor.quote, new=anchor.words
        )
    return _("On the words “%(words)s”", words=anchor.quote)


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

    def __init__(self, sayings: Sayings, places: Mapping[int, Anchor]) -> None:
        self.sayings, self.places = sayings, places
        self.count = 0

    def group(
        self, heading: str, threads: Iterable[Thread], *, link: str | None = None, elsewhere: bool = False
    ) -> Group:
        """Notes in one place. `elsewhere`: each tells the revision that it was made on."""
        return Group(heading, tuple(self._note(each, elsewhere=elsewhere) for each in threads), link)

    def _note(self, thread: Thread, *, elsewhere: bool) -> Note:
        self.count += 1
        saying = self.sayings.saying(thread.comment, elsewhere=elsewhere)
        if quoted := _quoted(self.places.get(thread.comment.id)):
            saying = replace(saying, blocks=(Paragraph((Run(quoted, italic=True),)), *saying.blocks))
        return Note(
            label=_("C%(number)s", number=self.count),
            saying=saying,
            replies=self.sayings.replies(thread),
            answer=self.sayings.answer(thread.comment),
            more=self.sayings.more(thread),
        )
