"""Rows of a record as the plain values that its rules judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages import STAGES
from policyspace.charter.words import ConfirmationKind
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, SetAside
from policyspace.outcomes.rules import AcceptanceFact, ConfirmationFact, EntryFact, SetAsideFact

NOT_CONFIRMED = [prompt.key for row in STAGES for prompt in row.prompts if not prompt.counts_as_words]
"""The prompts whose answers are no part of the words that are confirmed: one from each member, so there may be many."""

CONFIRMATION_COLUMNS = [column for column in Confirmation.__table__.c if column.name != "ended_at"]


def entry_fact(entry: Entry, acceptances: Iterable[Acceptance] | None = None) -> EntryFact:
    """The plain values of an entry, with all that was said of it (or with `acceptances` alone)."""
    said = entry.acceptances if acceptances is None else acceptances
    return EntryFact(
        id=entry.id,
        prompt=entry.prompt,
        side=Side(entry.side),
        person_id=entry.author_id,
        words=entry.words,
        at=entry.created_at,
        data=entry.facts,
        organisation_id=entry.organisation_id,
        acceptances=[acceptance_fact(each) for each in said],
    )


def acceptance_fact(row: Acceptance) -> AcceptanceFact:
    """The plain values of what someone said of an entry."""
    return AcceptanceFact(
        id=row.id,
        person_id=row.person_id,
        side=Side(row.side),
        accepted=row.accepted,
        digest=row.digest,
        at=row.created_at,
        note=row.note,
    )


def confirmation_fact(row: Mapping[Any, Any]) -> ConfirmationFact:
    """The plain values of what someone said of a stage, from its columns."""
    return ConfirmationFact(
        id=row["id"],
        person_id=row["person_id"],
        side=Side(row["side"]),
        kind=ConfirmationKind(row["kind"]),
        digest=row["digest"],
        at=row["created_at"],
        organisation_id=row["organisation_id"],
        organisation=row["organisation_name"],
        attests=row["attests"],
        words=row["words"],
        next_step=row["next_step"],
        next_date=row["next_date"],
    )


def set_aside_fact(row: SetAside) -> SetAsideFact:
    """The plain values of an item set aside."""
    return SetAsideFact(row.requirement, row.reason)
