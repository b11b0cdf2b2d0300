"""Accepting an entry for the side it describes, and confirming the words of a stage."""

from __future__ import annotations

from datetime import date

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may, require
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Acceptance, Confirmation, Entry
from policyspace.outcomes.queries import entry_fact, get_record
from policyspace.outcomes.rules import entry_digest
from policyspace.outcomes.services.entries import find_prompt
from policyspace.outcomes.services.keeping import hold_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of

VERBS = {
    ConfirmationKind.CONFIRM: "stage.confirmed",
    ConfirmationKind.RESERVATION: "stage.reserved",
    ConfirmationKind.NOT_YET: "stage.not_yet",
}


@command
def accept_entry(
    actor: Person, document: Document, entry: Entry, *, accepted: bool, note: str = ""
) -> Acceptance:
    """Say, for the side an entry describes, that it says it right, or (with a note) that it does not.

    Raises Invalid, Conflict where its words changed, NotAllowed.
    """
    space, _record = hold_record(document)
    db.session.refresh(entry)
    asked = find_prompt(Stage(entry.stage), entry.prompt).acceptance
    view = view_of(space, actor)
    concerned = asked is not None and entry.facts.get(asked.field) == view.capacity.side.value
    require(Action.ACCEPT_ENTRY, view.standing(same_side=concerned))
    if entry.ended_at is not None:
        raise Conflict(lazy("Someone changed these words. Read them again."))
    if not accepted and not note.strip():
        raise Invalid(note=lazy("Say what should be corrected"))
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
    post_down(space, document)
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

    Raises Conflict where the words changed since, Invalid where a reservation or a not-yet has no reason, NotAllowed.
    """
    stage, kind = Stage(stage), ConfirmationKind(kind)
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.CONFIRM_STAGE, view.standing())
    if get_record(space, document).states[stage].digest != digest:
        raise Conflict(lazy("The words of this stage changed since you opened the page. Read them again."))
    _check_words(kind, words)
    said = Confirmation(
        record_id=record.id,
        stage=stage.value,
        person_id=actor.id,
        kind=kind.value,
        words=words,
        next_step=next_step,
        next_date=next_date,
        digest=digest,
        attests=not may(Action.COUNT_FOR_SIDE, view.standing()),
        created_at=now(),
    )
    said.capacity = view.capacity
    db.session.add(said)
    facts = {"document": document.number, "stage": stage.value, **view.capacity.facts}
    tell(actor, VERBS[kind], space=space, subject=said, **facts)
    post_down(space, document)
    return said


def _check_words(kind: ConfirmationKind, words: str) -> None:
    if kind is ConfirmationKind.RESERVATION and not words.strip():
        raise Invalid(words=lazy("Say what your reservation is"))
    if kind is ConfirmationKind.NOT_YET and not words.strip():
        raise Invalid(words=lazy("Say why not yet"))
