"""Writing the record: answers to the prompts of its stages. Words that were written are kept when they change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from policyspace.charter.permissions import require
from policyspace.charter.stages import stage_row
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
from policyspace.outcomes.queries import find_entry_saved
from policyspace.outcomes.services.keeping import hold_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of


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

    Raises Invalid where one answer stands already and the prompt takes one, NotAllowed, NotFound.
    """
    check_comment(words, field="words")
    stage = Stage(stage)
    asked = find_prompt(stage, prompt)
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(asked.answered_by.to_add, view.standing(is_author=True, same_side=True))
    earlier = find_entry_saved(actor.id, idempotency_key)
    if earlier is not None:
        return earlier
    _refuse_second_answer(record, asked, view)
    entry = _write(actor, view, record.id, stage, asked.key, words, facts or {}, idempotency_key)
    _tell(actor, space, document, entry, "entry.added")
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
    """Put new words in the place of an entry; the old ones stay in its history.

    Raises Conflict where someone else changed it meanwhile, NotAllowed.
    """
    check_comment(words, field="words")
    earlier = find_entry_saved(actor.id, idempotency_key)
    if earlier is not None:
        return earlier
    space, view = _hold_entry(actor, document, entry)
    stage = Stage(entry.stage)
    new = _write(actor, view, entry.record_id, stage, entry.prompt, words, facts or {}, idempotency_key)
    new.replaces_id = entry.id
    entry.ended_at = new.created_at
    _tell(actor, space, document, new, "entry.changed")
    return new


@command
def end_entry(actor: Person, document: Document, entry: Entry) -> None:
    """Take an entry off the record as it stands; it stays in the history. Raises Conflict, NotAllowed."""
    space, _view = _hold_entry(actor, document, entry)
    entry.ended_at = now()
    _tell(actor, space, document, entry, "entry.ended")


def find_prompt(stage: Stage, key: str) -> Prompt:
    """The prompt of `stage` with `key`. Raises NotFound."""
    found = stage_row(stage).find_prompt(key)
    if found is None:
        raise NotFound
    return found


def _hold_entry(actor: Person, document: Document, entry: Entry) -> tuple[Space, SpaceView]:
    """Ask the charter whether `actor` may change `entry`, and hold it."""
    space, _record = hold_record(document)
    db.session.refresh(entry)
    view = view_of(space, actor)
    asked = find_prompt(Stage(entry.stage), entry.prompt)
    standing = view.standing(
        is_author=entry.author_id == actor.id, same_side=view.capacity.side.value == entry.side
    )
    require(asked.answered_by.to_change, standing)
    if entry.ended_at is not None:
        raise Conflict(lazy("Someone else changed this entry while you were writing. Read it again."))
    return space, view


def _refuse_second_answer(record: Record, asked: Prompt, view: SpaceView) -> None:
    if asked.many:
        return
    query = select(Entry.id).where(
        Entry.record_id == record.id, Entry.prompt == asked.key, Entry.ended_at.is_(None)
    )
    if asked.answered_by is Answerer.EACH_SIDE:
        query = query.where(Entry.side == view.capacity.side.value)
    if asked.answered_by is Answerer.EACH_MEMBER and view.reader:
        query = query.where(Entry.author_id == view.reader.id)
    if db.session.scalar(query.limit(1)) is not None:
        raise Invalid(words=lazy("There is an answer already. Change that one."))


def _write(
    actor: Person,
    view: SpaceView,
    record_id: int,
    stage: Stage,
    prompt: str,
    words: str,
    facts: Mapping[str, Any],
    idempotency_key: str,
) -> Entry:
    entry = Entry(
        record_id=record_id,
        stage=stage.value,
        prompt=prompt,
        words=words,
        html=render_comment(words, prefix=f"e{idempotency_key[:8].lower()}-"),
        facts=dict(facts),
        author_id=actor.id,
        idempotency_key=idempotency_key,
        created_at=now(),
    )
    entry.capacity = view.capacity
    db.session.add(entry)
    return entry


def _tell(actor: Person, space: Space, document: Document, entry: Entry, verb: str) -> None:
    facts = {"document": document.number, "stage": entry.stage, "prompt": entry.prompt}
    tell(actor, verb, space=space, subject=entry, **facts, **entry.capacity.facts)
    post_down(space, document)
