"""Records read whole: as many as are asked for, in a number of statements that does not grow with anything."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, and_, func, or_, select
from sqlalchemy.orm import defer, joinedload

from policyspace.charter.capacity import Capacity
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.outcomes.models import Confirmation, Entry, Record, SetAside
from policyspace.outcomes.queries.facts import (
    CONFIRMATION_COLUMNS,
    NOT_CONFIRMED,
    confirmation_fact,
    entry_fact,
    set_aside_fact,
)
from policyspace.outcomes.queries.surroundings import surroundings_of
from policyspace.outcomes.rules import ConfirmationFact, StageFacts, StageState, Surroundings, judge
from policyspace.people.models import Person
from policyspace.spaces.models import Notice, Space
from policyspace.spaces.queries import SpaceView

Row = TypeVar("Row", Entry, SetAside)
FRESH = {"populate_existing": True}
"""What another process wrote is seen, even of rows this session has read before."""


@dataclass(frozen=True, slots=True)
class Target:
    """A record to be read (None: nothing was written yet), and the stages of it that are asked for."""

    space: Space
    document: Document
    record: Record | None
    stages: Sequence[Stage]


@dataclass(frozen=True, slots=True)
class RecordView:
    """One proposal's record as it stands, for the stages asked for: its rows, and the states reckoned from them.

    Of the answers that are no part of the words confirmed (declarations of interests) one at most is here.
    `said` are the columns of each person's last word, with their name, by its id; plain values, for there may be
    as many as members. `lifted`: the notice with the reason why it may be published before Trust is met.
    """

    space: Space
    document: Document
    record: Record | None
    entries: Sequence[Entry]
    set_aside: Sequence[SetAside]
    said: Mapping[int, RowMapping]
    facts: Mapping[Stage, StageFacts]
    states: Mapping[Stage, StageState]
    lifted: Notice | None = None

    @property
    def stage(self) -> Stage:
        """The stage the proposal is at; the first while nothing was written."""
        return Stage(self.record.stage) if self.record else Stage.TRUST

    @property
    def closed(self) -> bool:
        """Whether nothing in it can change until it is opened again."""
        return self.record is not None and self.record.closed_at is not None

    def as_written_by(self, view: SpaceView) -> SpaceView:
        """The space as whoever would write in this record stands in it: in a closed one nobody takes part."""
        return SpaceView(view.space, view.reader, None) if self.closed else view

    def entries_for(self, prompt: str) -> list[Entry]:
        """The standing answers to one prompt, oldest first."""
        return [entry for entry in self.entries if entry.prompt == prompt]

    def awaits(self, stage: Stage, person_id: int, capacity: Capacity) -> bool:
        """Whether a confirmation by this person, in this capacity, is one the stage still waits for."""
        state, moment = self.states[stage], now()
        said = ConfirmationFact(
            id=sys.maxsize,
            person_id=person_id,
            side=capacity.side,
            kind=ConfirmationKind.CONFIRM,
            digest=state.digest,
            at=moment,
            organisation_id=capacity.organisation_id,
            organisation=capacity.organisation,
        )
        facts = self.facts[stage]
        then = replace(facts, confirmations=[*facts.confirmations, said])
        return len(judge(stage, then, moment_there(self.space)).awaiting) < len(state.awaiting)


def read_records(targets: Sequence[Target], *, with_html: bool) -> list[RecordView]:
    """The records named, in the same order. Four statements at most."""
    written = [each for each in targets if each.record]
    entries = _by_record(_entries(written, with_html=with_html))
    set_aside = _by_record(_set_aside(written))
    said = _said(written)
    around = surroundings_of((each.document.id, stage) for each in targets for stage in each.stages)

    def view(target: Target) -> RecordView:
        key = target.record.id if target.record else 0
        facts = _facts(target.stages, entries[key], set_aside[key], said[key], around[target.document.id])
        moment = moment_there(target.space)
        return RecordView(
            space=target.space,
            document=target.document,
            record=target.record,
            entries=entries[key],
            set_aside=set_aside[key],
            said={row["id"]: row for row in said[key]},
            facts=facts,
            states={stage: judge(stage, facts[stage], moment) for stage in target.stages},
        )

    return [view(each) for each in targets]


def _facts(
    stages: Sequence[Stage],
    entries: Sequence[Entry],
    set_aside: Sequence[SetAside],
    said: Sequence[RowMapping],
    around: Surroundings,
) -> dict[Stage, StageFacts]:
    written = [entry_fact(entry) for entry in entries]
    aside = [set_aside_fact(item) for item in set_aside]
    words: dict[str, list[ConfirmationFact]] = defaultdict(list)
    for row in said:
        words[row["stage"]].append(confirmation_fact(row))
    return {stage: StageFacts(written, words[stage.value], aside, around) for stage in stages}


def moment_there(space: Space) -> datetime:
    """This moment in the time zone of the space: its days are counted there."""
    return now().astimezone(ZoneInfo(space.time_zone))


def _entries(targets: Sequence[Target], *, with_html: bool) -> Sequence[Entry]:
    if not targets:
        return []
    query = (
        select(Entry)
        .where(
            _of(Entry, targets),
            Entry.ended_at.is_(None),
            or_(Entry.prompt.not_in(NOT_CONFIRMED), Entry.id.in_(_one_of_many(targets))),
        )
        .options(joinedload(Entry.acceptances))
        .order_by(Entry.id)
    )
    query = query if with_html else query.options(defer(Entry.html))
    return db.session.scalars(query, execution_options=FRESH).unique().all()


def _set_aside(targets: Sequence[Target]) -> Sequence[SetAside]:
    if not targets:
        return []
    query = select(SetAside).where(_of(SetAside, targets), SetAside.ended_at.is_(None)).order_by(SetAside.id)
    return db.session.scalars(query, execution_options=FRESH).all()


def _one_of_many(targets: Sequence[Target]) -> Any:
    """One declaration for each record, which shows that the stage has begun."""
    first = select(func.min(Entry.id)).where(
        _of(Entry, targets), Entry.prompt.in_(NOT_CONFIRMED), Entry.ended_at.is_(None)
    )
    return first.group_by(Entry.record_id)


def _said(targets: Sequence[Target]) -> dict[int, list[RowMapping]]:
    """Each person's last word, with their name, by record."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    if not targets:
        return found
    query = (
        select(*CONFIRMATION_COLUMNS, Person.display_name)
        .join(Person, Person.id == Confirmation.person_id)
        .where(_of(Confirmation, targets), Confirmation.ended_at.is_(None))
        .order_by(Confirmation.id)
    )
    for row in db.session.execute(query).mappings():
        found[row["record_id"]].append(row)
    return found


def _of(table: type[Entry | SetAside | Confirmation], targets: Sequence[Target]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(
                table.record_id == target.record.id, table.stage.in_([stage.value for stage in target.stages])
            )
            for target in targets
            if target.record
        )
    )


def _by_record(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(row)
    return found
