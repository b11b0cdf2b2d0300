"""Whom records wait for by name, in a number of statements that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from policyspace.charter.capacity import Side
from policyspace.charter.words import RecordDeed, Role, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes.models import Deed
from policyspace.outcomes.queries.loading import RecordView, moment_there
from policyspace.outcomes.queries.records import find_record, read_record
from policyspace.outcomes.queries.surroundings import has_not_declared, undeclared_people
from policyspace.outcomes.rules import MemberFact, Moment, Wanted, is_wanted, wanted_at
from policyspace.spaces.models import Membership, Space

MOST_NAMED = 5
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A member whom a record waits for: for what, since when, and when a facilitator last nudged them about it."""

    membership: Membership
    wanted: Sequence[Wanted]
    since: datetime
    nudged: Deed | None = None


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """Whom a record waits for: the first five for each thing. `more`: there are others who could give it, too."""

    people: Sequence[Waiting] = ()
    more: bool = False


def waited_for(records: Sequence[RecordView]) -> dict[int, WaitedFor]:
    """By document, whom its record waits for at its stage, those who wait longest first. Three statements at most."""
    open_ones = [each for each in records if not each.closed]
    undeclared = undeclared_people([each.document.id for each in open_ones if _asks_to_declare(each)])
    wanted = {
        each.document.id: _wanted(each, frozenset(undeclared.get(each.document.id, NOBODY)))
        for each in open_ones
    }
    members = _members([each for each in open_ones if wanted[each.document.id]], wanted)
    nudges = _last_nudges(open_ones, members)
    return {
        each.document.id: _named(each, wanted[each.document.id], members[each.space.id], nudges)
        for each in open_ones
    }


def wanted_of(space: Space, document: Document, membership: Membership) -> list[Wanted]:
    """What the record of `document` waits for of this member, at the stage it is at; nothing once it is closed."""
    record = find_record(document)
    stage = Stage(record.stage) if record else Stage.TRUST
    view = read_record(space, document, record, [stage])
    if view.closed or membership.ended_at is not None:
        return []
    declares = _asks_to_declare(view) and has_not_declared(document, membership)
    found = _wanted(view, frozenset({membership.person_id}) if declares else NOBODY)
    return [each for each in found if is_wanted(each, _fact(membership))]


def _asks_to_declare(record: RecordView) -> bool:
    return record.stage is Stage.HONESTY and any(each.names for each in record.states[record.stage].missing)


def _wanted(record: RecordView, undeclared: frozenset[int]) -> list[Wanted]:
    since = record.record.waits_since if record.record else record.document.created_at
    moment = Moment(since, moment_there(record.space).date(), undeclared)
    return wanted_at(record.stage, record.facts[record.stage], record.states[record.stage], moment)


def _members(
    records: Sequence[RecordView], wanted: Mapping[int, Sequence[Wanted]]
) -> dict[int, list[Membership]]:
    """By space, the first few of each side and organisation, drafters before participants, and all who are named."""
    found: dict[int, list[Membership]] = defaultdict(list)
    if not records:
        return found
    spaces = {each.space.id for each in records}
    named = {person for each in records for one in wanted[each.document.id] for person in one.people}
    named |= {said.person_id for each in records for said in each.states[each.stage].stale_confirmations[:20]}
    alike = (Membership.space_id, Membership.side, Membership.organisation_id)
    place = func.row_number().over(partition_by=alike, order_by=(Membership.role, Membership.id))
    first = (
        select(Membership.id.label("id"), place.label("place"))
        .where(
            Membership.space_id.in_(spaces),
            Membership.ended_at.is_(None),
            Membership.role != Role.FACILITATOR.value,
        )
        .subquery()
    )
    few = Membership.id.in_(select(first.c.id).where(first.c.place <= MOST_NAMED + 1))
    query = select(Membership).where(
        Membership.space_id.in_(spaces),
        Membership.ended_at.is_(None),
        or_(few, Membership.person_id.in_(named)),
    )
    for each in db.session.scalars(query.order_by(Membership.role, Membership.id)):
        found[each.space_id].append(each)
    return found


def _last_nudges(
    records: Sequence[RecordView], members: Mapping[int, Sequence[Membership]]
) -> dict[tuple[int, int | None], Deed]:
    """The last nudge of each person about each record, by the ids of both."""
    ids = [each.record.id for each in records if each.record]
    people = {each.person_id for group in members.values() for each in group}
    if not ids or not people:
        return {}
    nudged = and_(Deed.record_id.in_(ids), Deed.kind == RecordDeed.NUDGED.value, Deed.whom_id.in_(people))
    last = select(func.max(Deed.id)).where(nudged).group_by(Deed.record_id, Deed.whom_id)
    rows = db.session.scalars(select(Deed).where(Deed.id.in_(last)))
    return {(each.record_id, each.whom_id): each for each in rows}


def _named(
    record: RecordView,
    wanted: Sequence[Wanted],
    members: Sequence[Membership],
    nudges: Mapping[tuple[int, int | None], Deed],
) -> WaitedFor:
    stale = {said.person_id for said in record.states[record.stage].stale_confirmations}
    before = sorted(members, key=lambda each: each.person_id not in stale)
    given: dict[int, list[Wanted]] = defaultdict(list)
    more = False
    for one in wanted:
        able = [each for each in before if is_wanted(one, _fact(each))]
        more = more or len(able) > MOST_NAMED
        for each in able[:MOST_NAMED]:
            given[each.id].append(one)
    key = record.record.id if record.record else 0
    people = [
        Waiting(
            membership=each,
            wanted=given[each.id],
            since=max(min(one.since for one in given[each.id]), each.joined_at),
            nudged=nudges.get((key, each.person_id)),
        )
        for each in before
        if each.id in given
    ]
    return WaitedFor(sorted(people, key=lambda each: each.since), more)


def _fact(membership: Membership) -> MemberFact:
    side, role = Side(membership.side), Role(membership.role)
    return MemberFact(membership.person_id, role, side, membership.organisation_id)
