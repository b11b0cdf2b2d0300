"""The facilitator's desk: the proposals they facilitate, with whom each waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields

from policyspace.api.drafting.shown import CapacityShown
from policyspace.api.frame import PageAsked, Paged, Part, actor
from policyspace.api.outcomes.facilitating import DeedShown
from policyspace.api.outcomes.shown import MissingShown
from policyspace.charter.actions import Action
from policyspace.charter.words import DeskList
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Span
from policyspace.foundation.schemas import Choice
from policyspace.outcomes import queries, services
from policyspace.outcomes.queries import DeskRow, desk_of
from policyspace.outcomes.schemas import SpaceHandoverShape
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, facilitated_by, get_space

bp = Part("api_desk", "desk", url_prefix="/api/v1", description="The facilitator’s desk")
MOST_AT_ONCE = 50


class DeskAsked(PageAsked):
    """Which list of the desk, and which part of it; 50 proposals at once at most."""

    show = Choice(DeskList, lazy("Choose one of the lists of the desk"), required=False)


class AskedShown(Schema):
    """One thing somebody is asked for: its kind, the words for it, and the entry it is about."""

    kind = fields.String(required=True)
    what = fields.String(required=True)
    entry = fields.Integer(attribute="entry_id", allow_none=True, required=True)


class WaitingShown(Schema):
    """A member who is waited for. Send `membership` as `whom` to nudge them."""

    membership = fields.Integer(attribute="membership.id", required=True)
    name = fields.String(attribute="membership.person.display_name", required=True)
    capacity = fields.Nested(CapacityShown, attribute="membership.capacity", required=True)
    since = fields.AwareDateTime(required=True)
    wanted = fields.List(fields.Nested(AskedShown), required=True)
    nudged = fields.Nested(DeedShown, allow_none=True, required=True)


class DayShown(Schema):
    """A day: what it is, and the words beside it. `stage` is null where it is of a problem's comments."""

    stage = fields.String(allow_none=True, required=True)
    day = fields.Date(required=True)
    label = fields.String(required=True)
    words = fields.String(required=True)


class SaidShown(Schema):
    """What somebody said of a stage."""

    stage = fields.String(required=True)
    id = fields.Integer(required=True)
    name = fields.String(required=True)
    words = fields.String(required=True)


class ProposalShown(Schema):
    """A proposal on the desk. `others_could`: more people than those named could give what is waited for."""

    space = fields.String(required=True)
    document = fields.Integer(required=True)
    title = fields.String(required=True)
    stage = fields.String(required=True)
    state = fields.String(required=True)
    closed_at = fields.AwareDateTime(allow_none=True, required=True)
    waits_since = fields.AwareDateTime(required=True)
    looked_after_by = fields.String(allow_none=True, required=True)
    missing = fields.List(fields.Nested(MissingShown), required=True)
    waiting_for = fields.List(fields.Nested(WaitingShown), required=True)
    others_could = fields.Boolean(required=True)
    overdue = fields.List(fields.Nested(DayShown), required=True)
    ahead = fields.List(fields.Nested(DayShown), required=True)
    reservations = fields.List(fields.Nested(SaidShown), required=True)
    stale = fields.List(fields.Nested(SaidShown), required=True)


class DeskPage(Paged):
    """A page of the desk: what is overdue first, then what waits longest."""

    items = fields.List(fields.Nested(ProposalShown), required=True)


class ListedShown(Schema):
    """A proposal by its number and title."""

    document = fields.Integer(attribute="number", required=True)
    title = fields.String(required=True)


class ToHandOver(Schema):
    """What would be handed over: `mine`; with `unassigned` these, too."""

    mine = fields.List(fields.Nested(ListedShown), required=True)
    unassigned = fields.List(fields.Nested(ListedShown), required=True)


@bp.get("/desk")
@bp.arguments(DeskAsked, location="query")
@bp.response(200, DeskPage)
@signed_in
def everywhere(asked: dict[str, Any]) -> Any:
    """The proposals of all spaces the caller facilitates."""
    person = actor()
    return _told(person, facilitated_by(person), asked)


@bp.get("/spaces/<slug>/desk")
@bp.arguments(DeskAsked, location="query")
@bp.response(200, DeskPage)
@signed_in
def of_space(asked: dict[str, Any], slug: str) -> Any:
    """The proposals of one space."""
    person = actor()
    view = get_space(slug, person)
    view.require(Action.READ_DESK)
    return _told(person, [view], asked)


@bp.get("/spaces/<slug>/desk/handovers")
@bp.response(200, ToHandOver)
@signed_in
def to_hand_over(slug: str) -> Any:
    """The open proposals of a space that you could hand over at once: that you look after by name, or nobody does."""
    view = get_space(slug, actor())
    view.require(Action.HAND_OVER)
    mine = queries.proposals_looked_after(view)
    both = queries.proposals_looked_after(view, unassigned=True)
    own = {each.id for each in mine}
    return {"mine": mine, "unassigned": [each for each in both if each.id not in own]}


@bp.post("/spaces/<slug>/desk/handovers")
@bp.arguments(SpaceHandoverShape)
@bp.response(201, DeedShown(many=True))
@signed_in
def hand_over(values: dict[str, Any], slug: str) -> Any:
    """Give all proposals that you look after in a space to another facilitator, with one note and one letter."""
    person = actor()
    return services.hand_over_space(person, get_space(slug, person).space, **values)


def _told(person: Person, views: Sequence[SpaceView], asked: dict[str, Any]) -> dict[str, Any]:
    span = Span(before=asked["before"], limit=min(asked["limit"], MOST_AT_ONCE))
    page = desk_of(person, views, show=DeskList(asked["show"] or DeskList.ALL), span=span)
    return {"items": [_proposal(row) for row in page.items], "older": page.older}


def _proposal(row: DeskRow) -> dict[str, Any]:
    record, state = row.record, row.record.states[row.record.stage]
    kept = record.record
    return {
        "space": record.space.slug,
        "document": record.document.number,
        "title": record.document.title,
        "stage": record.stage,
        "state": state.state,
        "closed_at": kept.closed_at if kept else None,
        "waits_since": kept.waits_since if kept else record.document.created_at,
        "looked_after_by": row.looked_after_by,
        "missing": state.missing,
        "waiting_for": row.waits.people,
        "others_could": row.waits.more,
        "overdue": [_day(stage, each) for stage, each in row.overdue],
        "ahead": [_day(stage, each) for stage, each in row.ahead],
        "reservations": [_said(*each) for each in row.reservations],
        "stale": [_said(*each) for each in row.stale],
    }


def _day(stage: Any, each: Any) -> dict[str, Any]:
    return {"stage": stage, "day": each.day, "label": each.label, "words": each.words}


def _said(stage: Any, said: Any, name: str) -> dict[str, Any]:
    return {"stage": stage, "id": said.id, "name": name, "words": said.words}
