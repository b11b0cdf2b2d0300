"""What was typed into a live text becomes revisions: one for each person who wrote, in each hat they wore."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from policyspace.charter.capacity import Capacity
from policyspace.drafting.models import Document, LiveText, LiveUpdate, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.authorship import Origins
from policyspace.drafting.rules.guidance import without_written_guidance
from policyspace.drafting.rules.live.replica import Replica
from policyspace.drafting.rules.live.retelling import Retelling
from policyspace.drafting.services.live.following import held_live_text, keep_settled
from policyspace.drafting.services.writing import Start, Words, write_revision
from policyspace.drafting.tracing import written
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.guard import check_document
from policyspace.people.models import Person
from policyspace.spaces.models import Space

Writer = tuple[int, Capacity]
"""The id of a person, and the hat they wrote in."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why somebody wants to keep what was written: told of their own revision, or else of the last."""

    person_id: int
    why: str


def lock_text(document: Document, told: Told | None = None) -> None:
    """Hold `document` until the transaction ends, with all that was typed into its live text made revisions.

    Raises Conflict for a live text that no revision can be made of.
    """
    lock(document)
    live = held_live_text(document)
    if live is None or live.settled == live.head:
        return
    try:
        _Settling(document, live, told).settle()
    except Invalid as fault:
        sentence = lazy("What is being written in this document now cannot be saved. %(why)s", why=str(fault))
        raise Conflict(sentence) from fault


@dataclass
class _Settling:
    """The changes of one live text on their way into revisions."""

    document: Document
    live: LiveText
    told: Told | None
    writers: list[Writer] = field(default_factory=list)

    def settle(self) -> None:
        base = get_revision(self.document, self.live.revision_number)
        replica, told = Replica(self.live.snapshot, watched=True), Retelling(base.text)
        for change in _changes(self.live):
            replica.apply(change.data)
            told.tell(self._place_of((change.person_id, change.capacity)), replica.delta)
        self._tidy(replica, told)
        check_document(str(replica), field="text")
        self._write(base, told)
        keep_settled(self.live, replica, self.document.revision_count)

    def _place_of(self, writer: Writer) -> int:
        if writer not in self.writers:
            self.writers.append(writer)
        return self.writers.index(writer) + 1

    def _tidy(self, replica: Replica, told: Retelling) -> None:
        """Bring the live text into the form in which texts are kept; whoever wrote last is named for it."""
        own = clean_text(str(replica))
        tidy = clean_text(without_written_guidance(own, self.document.guidance or ()))
        if replica.become(tidy):
            told.tell(len(self.writers), replica.delta)
            self.live.head += 1

    def _write(self, base: Revision, told: Retelling) -> None:
        before, newest = Origins(written(base).authorship), base
        numbers: dict[int, int] = {}
        last = len(self.writers)
        for place, writer in enumerate(self.writers, 1):
            text = told.text_after(place)
            if text == newest.text or (place < last and not _can_be_kept(text)):
                continue
            claims = told.claims_after(place, before, numbers)
            start = Start(newest, newest.number, False, secrets.token_hex(16), typed=claims)
            newest = self._save(writer, Words(newest.title, text, self._why(place)), start)
            numbers[place] = newest.number

    def _why(self, place: int) -> str:
        """What is told of the revision of the writer at `place`."""
        if self.told is None:
            return ""
        own = [at for at, (person_id, _) in enumerate(self.writers, 1) if person_id == self.told.person_id]
        return self.told.why if place == (own or [len(self.writers)])[-1] else ""

    def _save(self, writer: Writer, words: Words, start: Start) -> Revision:
        person_id, capacity = writer
        person = db.session.get_one(Person, person_id)
        revision = write_revision(self.document, person, capacity, words, start)
        space = db.session.get_one(Space, self.document.space_id)
        facts = {"document": self.document.number, "revision": revision.number, "merged": False}
        record(person, "revision.saved", space=space, subject=revision, **facts, **capacity.facts)
        return revision


def _changes(live: LiveText) -> Sequence[LiveUpdate]:
    newer = (LiveUpdate.document_id == live.document_id) & (LiveUpdate.number > live.settled)
    return db.session.scalars(select(LiveUpdate).where(newer).order_by(LiveUpdate.number)).all()


def _can_be_kept(text: str) -> bool:
    """Whether a state that was never on anybody's screen can be a revision. If not, the next writer's tells of it."""
    try:
        check_document(text)
    except Invalid:
        return False
    return clean_text(text) == text
