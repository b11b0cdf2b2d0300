"""People who type into a live text, each with a client of their own."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc, Text

from policyspace.drafting.live import read_live_text
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision, history_of
from policyspace.drafting.rules.live.updates import read_update
from policyspace.drafting.services.live.noting import Batch, Refused, Typed, begin_live_text, note_typing
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


class Typist:
    """`person` with the live text of `document` open, as it was when they opened it."""

    def __init__(self, person: Person, document: Document) -> None:
        self.person, self.document = person, document
        begin_live_text(document.id)
        self._doc: Doc[Any] = Doc()
        self._text = self._doc.get("text", type=Text)
        self._typed: list[bytes] = []
        self.catch_up()
        self._watching = self._doc.observe(lambda event: self._typed.append(event.update))

    @property
    def text(self) -> str:
        return str(self._text)

    def catch_up(self) -> None:
        """See what others have typed."""
        state = read_live_text(self.document.id)
        for update in [state.snapshot, *(change.data for change in state.changes)]:
            if update:
                self._doc.apply_update(update)

    def types(self, words: str, *, after: str = "") -> None:
        """Put `words` behind `after`, or at the end, and have it noted."""
        self.catch_up()
        at = self.text.index(after) + len(after) if after else len(self.text)
        self._note(lambda: self._text.insert(len(self.text[:at].encode()), words))

    def deletes(self, words: str) -> None:
        """Take `words` out, and have it noted."""
        self.catch_up()
        at = len(self.text[: self.text.index(words)].encode())

        def delete() -> None:
            del self._text[at : at + len(words.encode())]

        self._note(delete)

    def would_type(self, words: str, *, after: str = "") -> bytes:
        """What they would send for `words` behind `after`, or at the end; nothing is noted."""
        at = self.text.index(after) + len(after) if after else len(self.text)
        self._typed.clear()
        self._text.insert(len(self.text[:at].encode()), words)
        return self._typed[-1]

    def _note(self, work: Any) -> None:
        self._typed.clear()
        work()
        outcome = note_typing([self.batch(update) for update in self._typed])
        assert not isinstance(outcome[self.document.id], Refused), outcome

    def batch(self, update: bytes, *, epoch: int = 1) -> Batch:
        """What they typed, ready to be noted."""
        space = db.session.get_one(Space, self.document.space_id)
        worn = view_of(space, self.person).capacity
        clients = frozenset(read_update(update).clients())
        return Batch(self.document.id, epoch, [Typed(self.person.id, worn, update, clients)])


def the_live_words(document: Document) -> str:
    """What the live text says on disk now."""
    db.session.rollback()
    reader: Doc[Any] = Doc()
    text = reader.get("text", type=Text)
    state = read_live_text(document.id)
    for update in [state.snapshot, *(change.data for change in state.changes)]:
        if update:
            reader.apply_update(update)
    return str(text)


def newest_of(document: Document) -> Revision:
    """The newest revision, as it is on disk now."""
    db.session.rollback()
    db.session.refresh(document)
    return get_revision(document, document.revision_count)


def revisions_of(document: Document) -> list[Revision]:
    """All revisions, oldest first."""
    return list(history_of(document))[::-1]
