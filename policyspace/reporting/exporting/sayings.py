"""What one person said, as a note tells it: who, in which hat, when, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policyspace.charter.words import CommentKind
from policyspace.discussion.queries import Said, Thread
from policyspace.discussion.rules import CommentState
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.i18n import _, lazy
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.paper import Saying
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
GONE: dict[CommentState, Any] = {
    CommentState.WITHDRAWN: lazy("The person who wrote this took it back. The replies are kept."),
    CommentState.HIDDEN: lazy("A facilitator hid this comment. The replies are kept."),
}


class Sayings:
    """Tells what was said in one space, in its time zone. Words that are hidden or were taken back are never told,
    whoever asks: files are passed on."""

    def __init__(self, view: SpaceView, addresses: Addresses) -> None:
        self.zone = view.space.time_zone
        self.addresses = addresses

    def saying(self, said: Said, *, elsewhere: bool = False) -> Saying:
        """A comment or a reply. `elsewhere`: it tells the revision that it was made on."""
        told = self._when(said)
        if elsewhere:
            told += " · " + _("on revision %(number)s", number=said.revision_number)
        if said.state is not CommentState.SHOWN:
            gone = (Paragraph((Run(str(GONE[said.state]), italic=True),)),)
            return Saying(who="", hat="", when=told, blocks=gone)
        return Saying(
            who=said.author,
            hat=said.capacity.text,
            when=told,
            blocks=read_words(said.html, base=self._address(said)),
            kind=_kind(said),
        )

    def replies(self, thread: Thread) -> tuple[Saying, ...]:
        """The replies of a thread that everyone may read."""
        return tuple(self.saying(each) for each in shown(thread.replies))

    def answer(self, said: Said) -> Saying | None:
        """The published answer to a comment that everyone may read: what became of it, why, to whom, what changed."""
        answer = said.answer
        if answer is None or said.state is not CommentState.SHOWN:
            return None
        facts = []
        if answer.passed_to:
            facts.append(Paragraph((Run(_("Passed on to:") + " "), Run(answer.passed_to))))
        if answer.revision_number:
            words = _("See what revision %(number)s changed", number=answer.revision_number)
            if answer.revision_number == 1:
                words = _("See it in revision 1")
            facts.append(Paragraph((Run(words, link=self.addresses.change(answer.revision_number)),)))
        return Saying(
            who=answer.drafter,
            hat=answer.capacity.text,
            when=friendly_time(answer.published_at, self.zone),
            blocks=(*read_words(answer.html, base=self._address(said)), *facts),
            kind=str(answer.status.label),
        )

    def more(self, thread: Thread) -> str:
        """Where the rest of a thread is read, if there is any."""
        if not thread.more:
            return ""
        return _("There are more replies. Read them at %(address)s", address=self._address(thread.comment))

    def _when(self, said: Said) -> str:
        when = friendly_time(said.created_at, self.zone)
        if said.edited_at and said.state is CommentState.SHOWN:
            when += ", " + _("edited %(when)s", when=friendly_time(said.edited_at, self.zone))
        if said.imported and said.imported.get("source"):
            when += " · " + _("Brought in from %(source)s", source=said.imported["source"])
        if said.elsewhere:
            when += f" · {said.elsewhere.words}"
        return when

    def _address(self, said: Said) -> str:
        return f"{self.addresses.comments}/{said.id}"


def shown(replies: Iterable[Said]) -> list[Said]:
    """Those that everyone may read."""
    return [reply for reply in replies if reply.state is CommentState.SHOWN]


def _kind(said: Said) -> str:
    if said.suggestion_id is not None:
        return _("Suggestion")
    return str(KINDS[said.kind]) if said.kind else ""
