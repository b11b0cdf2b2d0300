"""The facilitator's desk: the proposals of the spaces they facilitate, what is overdue and waits longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from policyspace.charter.words import ConfirmationKind, DeskList, DocumentKind, ProblemState, Stage
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span
from policyspace.outcomes.models import Confirmation, Record
from policyspace.outcomes.queries.loading import RecordView, Target, moment_there, read_records
from policyspace.outcomes.queries.waiting import WaitedFor, waited_for
from policyspace.outcomes.rules import ConfirmationFact, Deadline, deadlines
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

Problem = aliased(Document)
Keeper = aliased(Person)
NEVER = date.max
SECOND = timedelta(seconds=1)
LOOKED_AT = 40
"""So many proposals are looked at for one page of those that wait for someone: whom they wait for is computed."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A proposal on the desk: its record as it stands, whom it waits for, its days, and what people said of it.

    `reservations` and `stale` are by stage, in its order: what somebody said, and who by name.
    """

    view: SpaceView
    record: RecordView
    looked_after_by: str | None
    waits: WaitedFor
    overdue: Sequence[tuple[Stage | None, Deadline]]
    ahead: Sequence[tuple[Stage | None, Deadline]]
    reservations: Sequence[tuple[Stage, ConfirmationFact, str]]
    stale: Sequence[tuple[Stage, ConfirmationFact, str]]


def desk_of(
    reader: Person, views: Sequence[SpaceView], *, show: DeskList = DeskList.ALL, span: Span | None = None
) -> Page[DeskRow]:
    """The proposals of these spaces that `show` lists, what is overdue first and then what waits longest.

    Ten statements at most, whatever there is. `older` of the page is the key for the one after; nothing leads back.
    Of those that wait for someone a page looks at 40, and may hold fewer than there was room for.
    """
    by_id = {view.space.id: view for view in views}
    if not by_id:
        return Page([])
    span = span or Span(limit=20)
    looked_at = LOOKED_AT if show is DeskList.WAITING else span.limit
    found = db.session.execute(_listed(reader, by_id, show, span).limit(looked_at + 1)).all()
    more, found = len(found) > looked_at, found[:looked_at]
    rows = _rows(by_id, found)
    if show is DeskList.WAITING:
        rows = [each for each in rows if each.waits.people]
        more, rows = more or len(rows) > span.limit, rows[: span.limit]
        last = rows[-1].record.document.id if len(rows) == span.limit else _last(found)
    else:
        last = _last(found)
    return Page(rows, older=last if more else None)


def _last(found: Sequence[Row[*tuple[Any, ...]]]) -> int | None:
    return found[-1][0].id if found else None


def _listed(
    reader: Person, by_id: Mapping[int, SpaceView], show: DeskList, span: Span
) -> Select[*tuple[Any, ...]]:
    day, since = (
        _day(by_id).label("day"),
        func.coalesce(Record.waits_since, Document.created_at).label("since"),
    )
    query = (
        select(Document, Record, Keeper.display_name)
        .outerjoin(Record, Record.document_id == Document.id)
        .outerjoin(Keeper, Keeper.id == Record.looked_after_by)
        .where(
            Document.space_id.in_(by_id),
            Document.kind == DocumentKind.PROPOSAL.value,
            Record.closed_at.is_not(None) if show is DeskList.CLOSED else Record.closed_at.is_(None),
            *_filters(reader, by_id, show),
        )
        .order_by(day, since, Document.id)
    )
    place = _place(by_id, span.before)
    if place is None:
        return query
    after = and_(since == place.since, Document.id > place.id)
    return query.where(or_(day > place.day, and_(day == place.day, or_(since > place.since, after))))


def _place(by_id: Mapping[int, SpaceView], document_id: int | None) -> Row[*tuple[Any, ...]] | None:
    """Where in the order a proposal stands now, after which the page begins; None: at the beginning."""
    if document_id is None:
        return None
    since = func.coalesce(Record.waits_since, Document.created_at)
    query = (
        select(Document.id, _day(by_id).label("day"), since.label("since"))
        .outerjoin(Record, Record.document_id == Document.id)
        .where(Document.id == document_id, Document.space_id.in_(by_id))
    )
    return db.session.execute(query).first()


def _filters(reader: Person, by_id: Mapping[int, SpaceView], show: DeskList) -> list[ColumnElement[bool]]:
    said = and_(Confirmation.record_id == Record.id, Confirmation.ended_at.is_(None))
    if show is DeskList.OVERDUE:
        return [or_(_overdue(by_id), _to_close())]
    if show is DeskList.RESERVATIONS:
        reserved = Confirmation.kind == ConfirmationKind.RESERVATION.value
        return [exists().where(said, reserved)]
    if show is DeskList.STALE:
        other_words = or_(
            *(
                and_(
                    Confirmation.stage == stage.value,
                    Confirmation.digest != Record.digests[stage.value].as_string(),
                )
                for stage in Stage
            )
        )
        agreed = Confirmation.kind != ConfirmationKind.NOT_YET.value
        return [exists().where(said, agreed, other_words)]
    return [Record.looked_after_by == reader.id] if show is DeskList.MINE else []


def _day(by_id: Mapping[int, SpaceView]) -> ColumnElement[date]:
    """The first day that is overdue; for the others one that never comes."""
    today = now().date()
    return case((_overdue(by_id), Record.first_due), (_to_close(), literal(today)), else_=literal(NEVER))


def _overdue(by_id: Mapping[int, SpaceView]) -> ColumnElement[bool]:
    """Whether a day has passed, where the space is, by which something should have been done."""
    spaces: dict[date, list[int]] = defaultdict(list)
    for view in by_id.values():
        spaces[moment_there(view.space).date()].append(view.space.id)
    passed = (and_(Document.space_id.in_(ids), Record.first_due < today) for today, ids in spaces.items())
    return or_(false(), *passed)


def _to_close() -> ColumnElement[bool]:
    """Whether the time for comments on a problem that the proposal answers is over, and nobody closed it."""
    answers = select(ProposalProblem.problem_id).join(Problem, Problem.id == ProposalProblem.problem_id)
    return answers.where(
        ProposalProblem.proposal_id == Document.id,
        Problem.state == ProblemState.OPEN.value,
        Problem.closes_at < now(),
    ).exists()


def _rows(by_id: Mapping[int, SpaceView], found: Sequence[Row[*tuple[Any, ...]]]) -> list[DeskRow]:
    targets = [
        Target(by_id[document.space_id].space, document, record, tuple(Stage))
        for document, record, _name in found
    ]
    records = read_records(targets, with_html=False)
    waits, closings = waited_for(records), _closings(records)
    return [
        _row(
            by_id[each.space.id],
            each,
            name,
            waits.get(each.document.id, WaitedFor()),
            closings[each.document.id],
        )
        for each, (_document, _record, name) in zip(records, found, strict=True)
    ]


def _row(
    view: SpaceView, record: RecordView, name: str | None, waits: WaitedFor, closings: Sequence[Deadline]
) -> DeskRow:
    today = moment_there(record.space).date()
    days: list[tuple[Stage | None, Deadline]] = [(None, each) for each in closings]
    for stage, state in record.states.items():
        entries = record.facts[stage].entries
        days += [(stage, each) for each in deadlines(stage, entries, state.not_yet, today)]
    days.sort(key=lambda each: each[1].day)
    said = [
        (stage, each)
        for stage, state in record.states.items()
        for each in (*state.current, *state.stale_confirmations, *state.lapsed)
    ]
    stale = [(stage, each) for stage, state in record.states.items() for each in state.stale_confirmations]

    def named(pairs: Sequence[tuple[Stage, ConfirmationFact]]) -> list[tuple[Stage, ConfirmationFact, str]]:
        return [(stage, each, record.said[each.id]["display_name"]) for stage, each in pairs]

    reserved = [pair for pair in said if pair[1].kind is ConfirmationKind.RESERVATION]
    return DeskRow(
        view=view,
        record=record,
        looked_after_by=name,
        waits=waits,
        overdue=[] if record.closed else [each for each in days if each[1].overdue],
        ahead=[] if record.closed else [each for each in days if not each[1].overdue],
        reservations=named(reserved),
        stale=named(stale),
    )


def _closings(records: Sequence[RecordView]) -> dict[int, list[Deadline]]:
    """By proposal, when the problems it answers close to comments."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    spaces = {each.document.id: each.space for each in records}
    query = (
        select(ProposalProblem.proposal_id, Problem.title, Problem.closes_at)
        .join(Problem, Problem.id == ProposalProblem.problem_id)
        .where(
            ProposalProblem.proposal_id.in_(spaces),
            Problem.state == ProblemState.OPEN.value,
            Problem.closes_at.is_not(None),
        )
        .order_by(Problem.closes_at, Problem.id)
    )
    for proposal_id, title, closes_at in db.session.execute(query):
        if closes_at is None:
            continue
        moment = moment_there(spaces[proposal_id])
        day = (closes_at.astimezone(moment.tzinfo) - SECOND).date()
        found[proposal_id].append(Deadline(day, lazy("Comments close"), title, closes_at < moment))
    return found
