"""Reading a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyspace.api.frame import PageAsked, reader
from policyspace.api.outcomes.blueprint import ENTRY, STAGE, bp, enter
from policyspace.api.outcomes.shown import (
    ConfirmationsPage,
    DeclarationShown,
    EntriesPage,
    EntryShown,
    MovementsPage,
    RecordShown,
    StageAlone,
)
from policyspace.charter.stages import stage_row
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Span
from policyspace.outcomes import queries
from policyspace.outcomes.queries import RecordView
from policyspace.outcomes.rules import ConfirmationFact, StageState
from policyspace.spaces.queries import get_space

MOST_SAID = 100


@bp.get("")
@bp.response(200, RecordShown)
@open_to_all
def index(slug: str, number: int) -> Any:
    """The record of a proposal, whole."""
    record = queries.get_record(get_space(slug, reader()), number)
    return {
        "stage": record.stage,
        "publication_lifted": record.lifted.words if record.lifted else None,
        "stages": stages_told(record),
        "movements": queries.movements_of(record.document, Span(limit=50)).items,
    }


@bp.get(f"/{STAGE}")
@bp.response(200, StageAlone)
@open_to_all
def stage(slug: str, number: int, stage: str) -> Any:
    """One stage: what it asks, what was answered, what is missing, who confirmed."""
    record = queries.get_record(get_space(slug, reader()), number, [Stage(stage)])
    return stages_told(record)[0] | {"prompts": stage_row(Stage(stage)).prompts}


@bp.get(f"/{STAGE}/answers/<prompt>")
@bp.arguments(PageAsked, location="query")
@bp.response(200, EntriesPage)
@open_to_all
def answers(asked: dict[str, Any], slug: str, number: int, stage: str, prompt: str) -> Any:
    """The standing answers to one prompt, newest first."""
    document = queries.get_proposal(get_space(slug, reader()), number)
    found = queries.get_prompt(Stage(stage), prompt)
    return queries.answers_to(document, found.key, PageAsked.span(asked))


@bp.get(f"/{STAGE}/confirmations")
@bp.arguments(PageAsked, location="query")
@bp.response(200, ConfirmationsPage)
@open_to_all
def confirmations(asked: dict[str, Any], slug: str, number: int, stage: str) -> Any:
    """Everything people ever said of a stage, newest first."""
    document = queries.get_proposal(get_space(slug, reader()), number)
    return queries.everything_said(document, Stage(stage), PageAsked.span(asked))


@bp.get("/movements")
@bp.arguments(PageAsked, location="query")
@bp.response(200, MovementsPage)
@open_to_all
def movements(asked: dict[str, Any], slug: str, number: int) -> Any:
    """How the proposal moved, newest first."""
    document = queries.get_proposal(get_space(slug, reader()), number)
    return queries.movements_of(document, PageAsked.span(asked))


@bp.get(ENTRY)
@bp.response(200, EntryShown)
@open_to_all
def entry(slug: str, number: int, entry_id: int) -> Any:
    """An entry, whether it stands or has ended."""
    document = queries.get_proposal(get_space(slug, reader()), number)
    return queries.get_entry(document, entry_id)


@bp.get("/declaration")
@bp.response(200, DeclarationShown)
@signed_in
def declaration(slug: str, number: int) -> Any:
    """Your own declaration of hats and interests, and whether you are asked if it is still the same."""
    person, document = enter(slug, number)
    found = queries.find_declared(document, person)
    if found is None:
        raise NotFound
    return {"entry": found.entry, "asked_again_since": found.moved_at}


@bp.get(f"{ENTRY}/versions")
@bp.arguments(PageAsked, location="query")
@bp.response(200, EntriesPage)
@open_to_all
def versions(asked: dict[str, Any], slug: str, number: int, entry_id: int) -> Any:
    """All the words that ever stood in the place of an entry, newest first."""
    document = queries.get_proposal(get_space(slug, reader()), number)
    return queries.versions_of(queries.get_entry(document, entry_id), PageAsked.span(asked))


def stages_told(record: RecordView) -> list[dict[str, Any]]:
    """Each stage of the record as a program is told of it; who spoke is read for all of them at once."""
    said = {stage: _last_words(state) for stage, state in record.states.items()}
    rows = {
        row.id: row
        for row in queries.confirmations_named([each.id for group in said.values() for each in group])
    }
    return [
        {
            "stage": stage,
            "meaning": stage_row(stage).meaning,
            "state": state.state,
            "digest": state.digest,
            "missing": state.missing,
            "awaiting": state.awaiting,
            "entries": [
                each for each in record.entries if each.stage == stage and _is_told(stage, each.prompt)
            ],
            "set_aside": [each for each in record.set_aside if each.stage == stage],
            "confirmations": [rows[each.id] for each in said[stage]],
            "stale": [each.id for each in state.stale_confirmations],
            "lapsed": [each.id for each in state.lapsed],
        }
        for stage, state in record.states.items()
    ]


def _last_words(state: StageState) -> Sequence[ConfirmationFact]:
    """The last word of each person, what is more than a plain confirmation first; 100 at most."""
    last = (*state.current, *state.stale_confirmations, *state.lapsed, *state.not_yet)
    return sorted(last, key=lambda each: (each.kind == ConfirmationKind.CONFIRM, -each.id))[:MOST_SAID]


def _is_told(stage: Stage, prompt: str) -> bool:
    """Answers that are no part of the words confirmed have a list of their own."""
    found = stage_row(stage).find_prompt(prompt)
    return found is not None and found.counts_as_words
