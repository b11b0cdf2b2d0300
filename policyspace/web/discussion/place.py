"""Addresses beside a comment, put together without asking the router for each: a page shows hundreds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from flask import url_for

from policyspace.discussion.queries import Answered, Said, Thread
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import SpaceView

Linked = tuple[str, str]
_of_said = attrgetter(*(name for name in Said.__slots__ if name not in {"imported", "answer"}))
_of_answer = attrgetter(*(name for name in Answered.__slots__ if name != "change"))


@dataclass(frozen=True)
class Place:
    """Where comments are shown: beside which text, and after which reply a page of a thread begins.

    `seen`: the id up to which the `reader` has seen what was said; None where it is not told what is new.
    """

    comments: str
    document: str
    numbers: dict[str, int | None]
    after: int | None = None
    seen: int | None = None
    reader: int | None = None

    def tells(self, said: Said) -> Hashable:
        """All that a comment which is shown here is drawn from."""
        number = self.numbers.get(said.block_id, "gone") if said.block_id else None
        answer = said.answer
        answered = (_of_answer(answer), tuple(answer.parts)) if answer else None
        source = (said.imported or {}).get("source")
        return self.document, self.after, number, self.is_new(said), _of_said(said), source, answered

    def tells_all(self, thread: Thread) -> Hashable:
        """The same of a comment with its first replies."""
        return self.tells(thread.comment), *(self.tells(each) for each in thread.replies), thread.more

    def is_new(self, said: Said) -> bool:
        """Whether somebody else said it since the reader last looked."""
        return self.seen is not None and said.id > self.seen and said.author_id != self.reader

    def comment(self, said: Said) -> str:
        """The address of a comment."""
        return f"{self.comments}/{said.id}"

    def keyed_in(self, said: Said) -> str:
        """Where a facilitator sees to a comment that was keyed in."""
        return f"{self.document}/keyed-in/{said.id}"

    def reply(self, said: Said) -> str:
        """Where a reply to it is written: on the page of its thread."""
        if said.thread_id is None:
            return f"{self.comment(said)}#reply-form"
        begins = f"&after={self.after}" if self.after else ""
        return f"{self.comments}/{said.thread_id}?to={said.id}{begins}#reply-form"

    def on(self, said: Said) -> Linked | None:
        """The part of the text it is on: in the newest revision, or in the one it was made on."""
        if said.block_id is None:
            return self._no_longer_on(said)
        if said.block_id not in self.numbers:
            words = _("On revision %(number)s", number=said.revision_number)
            return words, f"{self.document}/revisions/{said.revision_number}#b-{said.block_id}"
        number = self.numbers[said.block_id]
        words = _("On paragraph %(number)s", number=number) if number else _("On a heading")
        return words, f"{self.document}#b-{said.block_id}"

    def _no_longer_on(self, said: Said) -> Linked | None:
        """The revision that took out the words it was on, if it was on some."""
        if said.place is None or said.placed_since is None:
            return None
        words = _("No longer in the text since revision %(number)s", number=said.placed_since)
        return words, f"{self.document}/compare?from={said.placed_since - 1}&to={said.placed_since}"

    def reply_to(self, said: Said) -> Linked | None:
        """The reply that it replies to; nothing where it replies to the comment at the top."""
        if said.parent_id is None or said.parent_id == said.thread_id:
            return None
        anchor = f"#c-{said.parent_id}"
        where = anchor if self.after is None else f"{self.comments}/{said.parent_id}{anchor}"
        return said.parent_author or _("a withdrawn comment"), where


def place_on_entry(view: SpaceView, document: Document, entry_id: int, *, after: int | None = None) -> Place:
    """Where the comments on an entry of the record of `document` are shown: beside no text."""
    at: dict[str, Any] = {"slug": view.space.slug, "number": document.number}
    return Place(
        comments=url_for("discussion.index", **at),
        document=url_for("outcomes.comments", **at, entry_id=entry_id),
        numbers={},
        after=after,
    )


def place_of(
    view: SpaceView,
    document: Document,
    revision: Revision,
    *,
    after: int | None = None,
    seen: int | None = None,
) -> Place:
    """Where the comments on `document` are shown, beside its newest revision."""
    at: dict[str, Any] = {"slug": view.space.slug, "number": document.number}
    numbers = {block["id"]: block["number"] for block in revision.blocks}
    return Place(
        comments=url_for("discussion.index", **at),
        document=url_for("drafting.show", **at),
        numbers=numbers,
        after=after,
        seen=seen,
        reader=view.reader.id if view.reader else None,
    )
