"""Comments as numbered notes: in the order of the text, each under the passage it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyspace.charter.words import CommentKind
from policyspace.discussion.queries import AllSaid, Said, Thread, all_said
from policyspace.discussion.rules import CommentState
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.dates import friendly_date, friendly_time
from policyspace.foundation.i18n import _, lazy, plural
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.paper import Chapter, Group, Mark, Note, Saying
from policyspace.reporting.exporting.reading import read_words
from policyspace.reporting.exporting.tree import Paragraph, Run
from policyspace.spaces.queries import SpaceView

KINDS: dict[CommentKind, Any] = {
    CommentKind.EXPERIENCE: lazy("Experience"),
    CommentKind.EVIDENCE: lazy("Evidence"),
    CommentKind.CONCERN: lazy("Concern"),
    CommentKind.QUESTION: lazy("Question"),
    CommentKind.IDEA: lazy("Idea"),
}
"""What kind of comment it is, as a reader calls it."""
ALL, ELSEWHERE = "", "elsewhere"
"""What is said of the whole text, or of a paragraph that is not in it, stands under no block."""
GONE: dict[CommentState, Any] = {
    CommentState.WITHDRAWN: lazy("The person who wrote this took it back. The replies are kept."),
    CommentState.HIDDEN: lazy("A facilitator hid this comment. The replies are kept."),
}


@dataclass(frozen=True, slots=True)
class Remarks:
    """The chapter of comments, and the marks that stand in the text, by block."""

    chapter: Chapter
    marks: dict[str, tuple[Mark, ...]]


def remarks_on(
    view: SpaceView, document: Document, revision: Revision, *, addresses: Addresses, moment: datetime
) -> Remarks:
    """What people said until `revision`, and all replies. Words that are hidden or were taken back are in no file,
    whoever asks for it: files are passed on."""
    said = all_said(view, document, until=revision.number)
    writer = _Writer(view, addresses)
    by_place = _by_place(said.threads, {block["id"] for block in revision.blocks})
    groups: list[Group] = []
    marks: dict[str, tuple[Mark, ...]] = {}
    for block in revision.blocks:
        if threads := by_place.get(block["id"]):
            groups.append(writer.group(_place(block), threads, link=block["id"]))
            marks[block["id"]] = (_mark(groups[-1]),)
    if threads := by_place.get(ALL):
        groups.append(writer.group(_("On all of the text"), threads))
    if threads := by_place.get(ELSEWHERE):
        groups.append(writer.group(_("On paragraphs that are not in this revision"), threads, elsewhere=True))
    lead = _lead(said, writer.count, friendly_date(moment, view.space.time_zone), addresses)
    return Remarks(Chapter(_("Comments"), lead, tuple(groups)), marks)


def _by_place(threads: Iterable[Thread], here: set[str]) -> dict[str, list[Thread]]:
    """Threads in which there is something to read, by the block they stand on, or ALL, or ELSEWHERE."""
    found: dict[str, list[Thread]] = {}
    for thread in threads:
        if thread.comment.state is CommentState.SHOWN or _shown(thread.replies):
            block = thread.comment.block_id
            place = ALL if block is None else block if block in here else ELSEWHERE
            found.setdefault(place, []).append(thread)
    return found


def _lead(said: AllSaid, count: int, day: str, addresses: Addresses) -> str:
    if not count:
        return _("Nobody had commented by %(day)s.", day=day)
    lead = plural("%(num)s comment, as on %(day)s.", "%(num)s comments, as on %(day)s.", count, day=day)
    if said.more:
        lead += " " + _(
            "There are more than one file can hold: these are the oldest. Read all of them at %(address)s",
            address=addresses.comments,
        )
    return lead


def _place(block: dict[str, Any]) -> str:
    if block["number"]:
        return _("On paragraph %(number)s", number=block["number"])
    return _("On a heading")


def _mark(group: Group) -> Mark:
    first, last = group.notes[0].label, group.notes[-1].label
    if first == last:
        return Mark(first, last, _("Comment %(label)s", label=first))
    return Mark(first, last, _("Comments %(first)s to %(last)s", first=first, last=last))


def _shown(replies: Iterable[Said]) -> list[Said]:
    return [reply for reply in replies if reply.state is CommentState.SHOWN]


class _Writer:
    """Counts the notes of one file."""

    def __init__(self, view: SpaceView, addresses: Addresses) -> None:
        self.zone = view.space.time_zone
        self.addresses = addresses
        self.count = 0

    def group(
        self, heading: str, threads: Iterable[Thread], *, link: str | None = None, elsewhere: bool = False
    ) -> Group:
        """Notes in one place. `elsewhere`: each tells the revision that it was made on."""
        return Group(heading, tuple(self._note(each, elsewhere=elsewhere) for each in threads), link)

    def _note(self, thread: Thread, *, elsewhere: bool) -> Note:
        self.count += 1
        comment = thread.comment
        told = self._when(comment)
        if elsewhere:
            told += " · " + _("on revision %(number)s", number=comment.revision_number)
        more = ""
        if thread.more:
            more = _("There are more replies. Read them at %(address)s", address=self._address(comment))
        return Note(
            label=_("C%(number)s", number=self.count),
            saying=self._saying(comment, told),
            replies=tuple(self._saying(each, self._when(each)) for each in _shown(thread.replies)),
            more=more,
        )

    def _saying(self, said: Said, told: str) -> Saying:
        if said.state is not CommentState.SHOWN:
            gone = (Paragraph((Run(str(GONE[said.state]), italic=True),)),)
            return Saying(who="", hat="", when=told, blocks=gone)
        return Saying(
            who=said.author,
            hat=said.capacity.text,
            when=told,
            blocks=read_words(said.html, base=self._address(said)),
            kind=str(KINDS[said.kind]) if said.kind else "",
        )

    def _when(self, said: Said) -> str:
        when = friendly_time(said.created_at, self.zone)
        if said.edited_at and said.state is CommentState.SHOWN:
            when += ", " + _("edited %(when)s", when=friendly_time(said.edited_at, self.zone))
        if said.imported and said.imported.get("source"):
            when += " · " + _("Brought in from %(source)s", source=said.imported["source"])
        return when

    def _address(self, said: Said) -> str:
        return f"{self.addresses.comments}/{said.id}"
