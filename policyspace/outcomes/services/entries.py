"""Writing the record: answers to the prompts of its stages. Words that were written are kept when they change."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyspace.charter.permissions import require
from policyspace.charter.stages.rows import Answerer, Prompt
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.foundation.text.guard import check_comment
from policyspace.foundation.text.render import render_comment
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.queries import find_declared, find_entry_saved, find_standing, get_prompt
from policyspace.outcomes.services.answering import check_fields, refuse_one_too_many
from policyspace.outcomes.services.keeping import hold_open_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, other_hats, view_of

HATS = "hats"


class EntryChanged(Conflict):
    """Someone else changed the entry meanwhile. `standing` is what stands in its place, None when it was taken off."""

    def __init__(self, standing: Entry | None) -> None:
        if standing is None:
            super().__init__(lazy("Someone took this answer off the record while you were writing."))
        else:
            sentence = lazy("Someone else changed this answer while you were writing.")
            super().__init__(sentence, standing=standing.id)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: the words, the values of the prompt's fields, and the key under which it is kept once."""

    words: str
    facts: Mapping[str, Any]
    idempotency_key: str


@command
def add_entry(
    actor: Person,
    document: Document,
    *,
    stage: Stage | str,
    prompt: str,
    words: str,
    facts: Mapping[str, Any] | None = None,
    idempotency_key: str,
) -> Entry:
    """Answer a prompt of a stage. `facts` are the prompt's fields, already of the right shape.

    Raises Invalid where no further answer fits or a field names what is not here, NotAllowed, NotFound.
    """
    check_comment(words, field="words")
    asked = get_prompt(Stage(stage), prompt)
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(asked.answered_by.to_add, view.standing(is_author=True, same_side=True))
    written = Written(words, _with_hats(view, asked, facts or {}), idempotency_key)
    earlier = _find_saved(actor, record, asked, written)
    if earlier is not None:
        return earlier
    refuse_one_too_many(record, asked, view)
    check_fields(view, Stage(stage), asked, written.facts)
    entry = _write(actor, view, record, Stage(stage), asked, written)
    _tell(actor, space, document, record, entry, "entry.added")
    return entry


@command
def change_entry(
    actor: Person,
    document: Document,
    entry: Entry,
    *,
    words: str,
    facts: Mapping[str, Any] | None = None,
    idempotency_key: str,
) -> Entry:
    """Put new words in the place of an entry; the old ones stay in its history. The same words change nothing.

    Raises EntryChanged where someone else changed it meanwhile, Invalid, NotAllowed.
    """
    check_comment(words, field="words")
    space, record, view, asked = _hold_entry(actor, document, entry)
    written = Written(words, _with_hats(view, asked, facts or {}), idempotency_key)
    earlier = _find_saved(actor, record, asked, written)
    if earlier is not None:
        return earlier
    if entry.ended_at is not None:
        raise EntryChanged(find_standing(entry))
    if (entry.words, entry.facts, entry.capacity) == (words, dict(written.facts), view.capacity):
        return entry
    check_fields(view, Stage(entry.stage), asked, written.facts)
    new = _write(actor, view, record, Stage(entry.stage), asked, written)
    _replace(actor, entry, new)
    _tell(actor, space, document, record, new, "entry.changed")
    return new


@command
def say_again(actor: Person, document: Document, entry: Entry) -> Entry:
    """Say at the stage the proposal is at now that what one declared is still the same: it is written once more.

    Where it did not move since, nothing is written. Raises NotFound for what is no declaration, EntryChanged where
    it was taken off, NotAllowed.
    """
    space, record, view, asked = _hold_entry(actor, document, entry)
    if asked.answered_by is not Answerer.EACH_MEMBER:
        raise NotFound
    standing = find_declared(document, actor)
    if standing is None:
        raise EntryChanged(None)
    if standing.moved_at is None:
        return standing.entry
    old = standing.entry
    written = Written(old.words, _with_hats(view, asked, old.facts), uuid.uuid4().hex)
    new = _write(actor, view, record, Stage(old.stage), asked, written)
    _replace(actor, old, new)
    _tell(actor, space, document, record, new, "entry.said_again")
    return new


@command
def end_entry(actor: Person, document: Document, entry: Entry) -> None:
    """Take an entry off the record as it stands; it stays in the history. Raises EntryChanged, NotAllowed."""
    space, record, view, _asked = _hold_entry(actor, document, entry)
    if entry.ended_at is not None:
        standing = find_standing(entry)
        if standing is None:
            return
        raise EntryChanged(standing)
    entry.ended_at, entry.ended_by = now(), actor.id
    facts = {"document": document.number, "stage": entry.stage, "prompt": entry.prompt}
    tell(actor, "entry.ended", space=space, subject=entry, **facts, **view.capacity.facts)
    post_down(space, document, record, Stage(entry.stage))


def _hold_entry(actor: Person, document: Document, entry: Entry) -> tuple[Space, Record, SpaceView, Prompt]:
    """Ask the charter whether `actor` may change `entry`, and hold its record. Raises NotFound of another record."""
    space, record = hold_open_record(document)
    db.session.refresh(entry)
    if entry.record_id != record.id:
        raise NotFound
    view = view_of(space, actor)
    asked = get_prompt(Stage(entry.stage), entry.prompt)
    standing = view.standing(
        is_author=entry.author_id == actor.id, same_side=view.capacity.side.value == entry.side
    )
    require(asked.answered_by.to_change, standing)
    return space, record, view, asked


def _find_saved(actor: Person, record: Record, asked: Prompt, written: Written) -> Entry | None:
    """What was saved under this key before. Raises Invalid where that was something else."""
    earlier = find_entry_saved(actor.id, written.idempotency_key)
    if earlier is not None and (earlier.record_id, earlier.prompt) != (record.id, asked.key):
        raise Invalid(idempotency_key=lazy("This key was used for another answer. Use a new one."))
    return earlier


def _write(
    actor: Person, view: SpaceView, record: Record, stage: Stage, asked: Prompt, written: Written
) -> Entry:
    entry = Entry(
        record_id=record.id,
        stage=stage.value,
        prompt=asked.key,
        words=written.words,
        html=render_comment(written.words, prefix=_prefix(actor, written)),
        facts=dict(written.facts),
        author_id=actor.id,
        idempotency_key=written.idempotency_key,
        created_at=now(),
    )
    entry.capacity = view.capacity
    db.session.add(entry)
    return entry


def _replace(actor: Person, entry: Entry, new: Entry) -> None:
    new.replaces_id, new.first_id = entry.id, entry.first_id or entry.id
    entry.ended_at, entry.ended_by = new.created_at, actor.id


def _with_hats(view: SpaceView, asked: Prompt, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields; those of a declaration name every organisation that the declarer belongs to besides their own."""
    if asked.answered_by is not Answerer.EACH_MEMBER or view.reader is None:
        return facts
    told = str(facts.get(HATS) or "")
    more = [name for name in other_hats(view.reader, view.capacity) if name not in told]
    hats = ", ".join([*([told] if told else []), *more])
    return {**facts, HATS: hats} if hats else facts


def _prefix(actor: Person, written: Written) -> str:
    """What the ids in an entry's HTML begin with, so that no two on a page are the same."""
    return f"e{hashlib.sha256(f'{actor.id}|{written.idempotency_key}'.encode()).hexdigest()[:10]}-"


def _tell(actor: Person, space: Space, document: Document, record: Record, entry: Entry, verb: str) -> None:
    facts = {"document": document.number, "stage": entry.stage, "prompt": entry.prompt}
    tell(actor, verb, space=space, subject=entry, **facts, **entry.capacity.facts)
    post_down(space, document, record, Stage(entry.stage))
