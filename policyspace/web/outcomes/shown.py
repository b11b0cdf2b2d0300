"""What the pages of a stage show: prompts with their entries, and who said what of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side, read_capacity
from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.stages.needs import OneNoted
from policyspace.charter.stages.rows import Answerer, Prompt, StageRow
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes.fields import Names, facts_in_words, names_in
from policyspace.outcomes.models import Acceptance, Confirmation, Entry
from policyspace.outcomes.queries import Agreement, RecordView, entry_fact, first_of
from policyspace.outcomes.rules import StageState, party_word
from policyspace.spaces.queries import SpaceView

MOST_SAID = 20
MOST_ON_PAPER = 100


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry, its fields in words, what was said of it, and what the reader may do with it.

    `words`: the last word of the side it describes, and every note. `comments`: how many there are about it.
    """

    entry: Entry
    prompt: Prompt
    facts: list[tuple[Any, Any]]
    words: list[Acceptance]
    may_change: bool
    may_accept: bool
    comments: int = 0


@dataclass(frozen=True, slots=True)
class PromptShown:
    """A prompt with its answers. `needed`: the stage waits for one."""

    prompt: Prompt
    entries: Sequence[EntryShown]
    may_add: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class SaidShown:
    """What someone said of a stage; `stale`: of earlier words, or too long ago."""

    id: int
    name: str
    capacity: str
    kind: ConfirmationKind
    words: str
    next_step: str
    next_date: date | None
    when: datetime
    attests: bool
    stale: bool


def stage_page(
    view: SpaceView, record: RecordView, stage: Stage, counts: Mapping[int, int] | None = None
) -> dict[str, Any]:
    """What every page about one stage shows of it. `counts`: what `count_comments` gives, where it leads to them."""
    row, state = stage_row(stage), record.states[stage]
    writer = record.as_written_by(view)
    names = names_in(record.entries, row.prompts)
    needed = {getattr(row_item.rule, "prompt", None) for row_item in _missing_items(row, state)}
    return {
        "view": view,
        "document": record.document,
        "record": record,
        "row": row,
        "state": state,
        "prompts": [
            PromptShown(
                prompt=prompt,
                entries=[
                    entry_shown(writer, prompt, entry, names, counts)
                    for entry in record.entries_for(prompt.key)
                ],
                may_add=may_add(writer, record, prompt),
                needed=prompt.key in needed,
            )
            for prompt in row.prompts
        ],
        "set_aside": [(row.find_requirement(item.requirement), item) for item in record.set_aside],
    }


def entry_shown(
    view: SpaceView, prompt: Prompt, entry: Entry, names: Names, counts: Mapping[int, int] | None = None
) -> EntryShown:
    """An entry as this reader sees it. `counts`: what `count_comments` gives, where the page leads to comments."""
    is_own = view.reader is not None and entry.author_id == view.reader.id
    stands = entry.ended_at is None
    same_side = entry.side == view.capacity.side.value
    return EntryShown(
        entry=entry,
        prompt=prompt,
        facts=facts_in_words(prompt, entry, names),
        words=_words_of(prompt, entry),
        may_change=stands and view.may(prompt.answered_by.to_change, is_author=is_own, same_side=same_side),
        may_accept=stands and may_accept(view, prompt, entry),
        comments=(counts or {}).get(first_of(entry), 0),
    )


def may_add(view: SpaceView, record: RecordView, prompt: Prompt) -> bool:
    """Whether the reader may give a first or a further answer."""
    if not view.may(prompt.answered_by.to_add, is_author=True, same_side=True):
        return False
    if prompt.answered_by is Answerer.LOCAL_SIDE:
        return view.capacity.side is Side.LOCAL
    return prompt.many or find_own(view, record, prompt) is None


def find_own(view: SpaceView, record: RecordView, prompt: Prompt) -> Entry | None:
    """The answer that stands for the reader's party, where a prompt takes one from each."""
    return next((entry for entry in record.entries_for(prompt.key) if _is_own(view, prompt, entry)), None)


def _is_own(view: SpaceView, prompt: Prompt, entry: Entry) -> bool:
    if prompt.answered_by is Answerer.EACH_SIDE:
        return entry.side == view.capacity.side.value
    if prompt.answered_by is Answerer.EACH_MEMBER:
        return view.reader is not None and entry.author_id == view.reader.id
    return True


def may_accept(view: SpaceView, prompt: Prompt, entry: Entry) -> bool:
    """Whether the reader can say, for their side, if the entry describes it right."""
    asked = prompt.acceptance
    if asked is None or entry.facts.get(asked.field) != view.capacity.side.value:
        return False
    is_own = view.reader is not None and entry.author_id == view.reader.id
    own_words = asked.another and (is_own or entry.side == view.capacity.side.value)
    return not own_words and view.may(Action.ACCEPT_ENTRY, same_side=True)


def asks_for_note(prompt: Prompt) -> bool:
    """Whether some stage counts this prompt's entries only with a note by the side they concern."""
    rules = [item.rule for row in STAGES for item in row.requirements]
    return any(isinstance(rule, OneNoted) and rule.prompt == prompt.key for rule in rules)


def said_shown(record: RecordView, stage: Stage) -> tuple[list[SaidShown], bool]:
    """The last words of people on a stage, reservations and "not yet" first, then the newest; are there more?"""
    state = record.states[stage]
    last = (*state.current, *state.stale_confirmations, *state.lapsed, *state.not_yet)
    order = sorted(last, key=lambda each: (each.kind == ConfirmationKind.CONFIRM, -each.id))
    stale = {each.id for each in (*state.stale_confirmations, *state.lapsed)}
    rows = [record.said[each.id] for each in order[:MOST_SAID]]
    return [_said(row, stale=row["id"] in stale) for row in rows], len(order) > MOST_SAID


def said_of(said: Confirmation, *, stale: bool) -> SaidShown:
    """One of all the words a stage was ever given."""
    columns = {column.name: getattr(said, column.name) for column in Confirmation.__table__.c}
    return _said({**columns, "display_name": said.person.display_name}, stale=stale)


def _said(row: Mapping[Any, Any], *, stale: bool) -> SaidShown:
    hat = read_capacity(row["side"], row["organisation_name"], row["organisation_id"], row["voice"])
    return SaidShown(
        id=row["id"],
        name=row["display_name"],
        capacity=hat.text,
        kind=ConfirmationKind(row["kind"]),
        words=row["words"],
        next_step=row["next_step"],
        next_date=row["next_date"],
        when=row["created_at"],
        attests=row["attests"],
        stale=stale,
    )


def neighbours(row: StageRow) -> dict[str, StageRow | None]:
    """The stages before and after, for the links at the foot of a stage."""
    place = STAGES.index(row)
    return {
        "before": STAGES[place - 1] if place else None,
        "after": STAGES[place + 1] if place + 1 < len(STAGES) else None,
    }


def _missing_items(row: StageRow, state: StageState) -> Iterable[Any]:
    return (row.find_requirement(each.key) for each in state.missing)


def _words_of(prompt: Prompt, entry: Entry) -> list[Acceptance]:
    """The last word of the side an entry describes, and every note: the notes are part of what is confirmed."""
    if prompt.acceptance is None:
        return []
    last = party_word(entry_fact(entry), stage_row(Stage(entry.stage)))
    return [each for each in entry.acceptances if each.note.strip() or (last and each.id == last.id)]


def agreed_stage(
    view: SpaceView, agreement: Agreement, row: StageRow, state: StageState, names: Names
) -> dict[str, Any]:
    """What the page of the agreement shows of a stage; `more`: how many who spoke are not named."""
    said = [each for each in agreement.confirmations if each.stage == row.stage]
    said.sort(key=lambda each: (each.kind == ConfirmationKind.CONFIRM, -each.id))
    stale = {each.id for each in (*state.stale_confirmations, *state.lapsed)}
    return {
        "row": row,
        "state": state,
        "prompts": [
            (prompt, [entry_shown(view, prompt, entry, names) for entry in agreement.entries_for(prompt.key)])
            for prompt in row.prompts
            if prompt.counts_as_words
        ],
        "set_aside": [
            (row.find_requirement(item.requirement), item)
            for item in agreement.set_aside
            if item.stage == row.stage
        ],
        "said": [said_of(each, stale=each.id in stale) for each in said[:MOST_ON_PAPER]],
        "digests": {each.id: each.digest for each in said[:MOST_ON_PAPER]},
        "more": max(0, len(said) - MOST_ON_PAPER),
    }
