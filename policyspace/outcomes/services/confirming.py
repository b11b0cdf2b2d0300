"""Accepting an entry for the side it describes, and confirming the words of a stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may, require
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Record
from policyspace.outcomes.queries import entry_fact, find_standing, get_prompt
from policyspace.outcomes.rules import entry_digest
from policyspace.outcomes.services.answering import today_in
from policyspace.outcomes.services.entries import EntryChanged
from policyspace.outcomes.services.keeping import hold_open_record, post_down, state_of
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of

VERBS = {
    ConfirmationKind.CONFIRM: "stage.confirmed",
    ConfirmationKind.RESERVATION: "stage.reserved",
    ConfirmationKind.NOT_YET: "stage.not_yet",
}


class WordsChanged(Conflict):
    """The words of a stage are not those that the person read. `digest` is of the words as they are now."""

    def __init__(self, digest: str) -> None:
        sentence = lazy("The words of this stage changed since you opened the page. Read them again.")
        super().__init__(sentence, digest=digest)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of the words of a stage."""

    kind: ConfirmationKind
    digest: str
    words: str
    next_step: str
    next_date: date | None


@command
def accept_entry(
    actor: Person, document: Document, entry: Entry, *, accepted: bool, note: str = ""
) -> Acceptance:
    """Say, for the side an entry describes, that it says it right, or (with a note) that it does not.

    The same word twice is said once. Raises Invalid, EntryChanged where its words changed, NotAllowed, NotFound.
    """
    space, record = hold_open_record(document)
    db.session.refresh(entry)
    if entry.record_id != record.id:
        raise NotFound
    asked = get_prompt(Stage(entry.stage), entry.prompt).acceptance
    view = view_of(space, actor)
    concerned = asked is not None and entry.facts.get(asked.field) == view.capacity.side.value
    require(Action.ACCEPT_ENTRY, view.standing(same_side=concerned))
    if entry.ended_at is not None:
        raise EntryChanged(find_standing(entry))
    if not accepted and not note.strip():
        raise Invalid(note=lazy("Say what should be corrected"))
    if asked and asked.another and entry.author_id == actor.id:
        raise Invalid(accepted=lazy("You wrote this yourself. Someone else on your side has to say so."))
    last = next((each for each in reversed(entry.acceptances) if each.person_id == actor.id), None)
    if last and (last.accepted, last.note, last.capacity) == (accepted, note, view.capacity):
        return last
    said = Acceptance(
        entry_id=entry.id,
        person_id=actor.id,
        accepted=accepted,
        note=note,
        digest=entry_digest(entry_fact(entry)),
        created_at=now(),
    )
    said.capacity = view.capacity
    entry.acceptances.append(said)
    verb = "entry.accepted" if accepted else "entry.corrected"
    facts = {"document": document.number, "stage": entry.stage, "prompt": entry.prompt}
    tell(actor, verb, space=space, subject=entry, **facts, **view.capacity.facts)
    post_down(space, document, record, Stage(entry.stage))
    return said


@command
def confirm_stage(
    actor: Person,
    document: Document,
    *,
    stage: Stage | str,
    kind: ConfirmationKind | str,
    digest: str,
    words: str = "",
    next_step: str = "",
    next_date: date | None = None,
) -> Confirmation:
    """Confirm the words of a stage (their `digest` is on the page that showed them), or say not yet.

    It takes the place of what the same person said before; the same word twice is said once. Raises
    WordsChanged where the words are others now, Invalid where a reservation or a not-yet has no reason, NotAllowed.
    """
    stage = Stage(stage)
    said = Said(ConfirmationKind(kind), digest, words, next_step, next_date)
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.CONFIRM_STAGE, view.standing())
    now_is = state_of(space, document, record, stage).digest
    if now_is != digest:
        raise WordsChanged(now_is)
    _check(space, said)
    attests = not may(Action.COUNT_FOR_SIDE, view.standing())
    last = _last_word(record, stage, actor)
    if last and (_said(last), last.capacity, last.attests) == (said, view.capacity, attests):
        return last
    new = _new_word(record, stage, actor, said)
    new.capacity, new.attests = view.capacity, attests
    if last:
        last.ended_at = new.created_at
        db.session.flush()  # one word of each person stands: the older ends before the newer is written
    db.session.add(new)
    facts = {"document": document.number, "stage": stage.value, "digest": digest, **view.capacity.facts}
    tell(actor, VERBS[said.kind], space=space, subject=new, **facts)
    post_down(space, document, record, stage, written=False)
    return new


def _new_word(record: Record, stage: Stage, person: Person, said: Said) -> Confirmation:
    return Confirmation(
        record_id=record.id,
        stage=stage.value,
        person_id=person.id,
        kind=said.kind.value,
        words=said.words,
        next_step=said.next_step,
        next_date=said.next_date,
        digest=said.digest,
        created_at=now(),
    )


def _check(space: Space, said: Said) -> None:
    if said.kind is ConfirmationKind.RESERVATION and not said.words.strip():
        raise Invalid(words=lazy("Say what your reservation is"))
    if said.kind is ConfirmationKind.NOT_YET and not said.words.strip():
        raise Invalid(words=lazy("Say why not yet"))
    if said.next_date and said.next_date < today_in(space):
        raise Invalid(next_date=lazy("Enter today’s date or a later one"))


def _last_word(record: Record, stage: Stage, person: Person) -> Confirmation | None:
    return db.session.scalar(
        select(Confirmation).where(
            Confirmation.record_id == record.id,
            Confirmation.stage == stage.value,
            Confirmation.person_id == person.id,
            Confirmation.ended_at.is_(None),
        )
    )


def _said(row: Confirmation) -> Said:
    return Said(ConfirmationKind(row.kind), row.digest, row.words, row.next_step, row.next_date)
