"""What facilitators do about a record as a whole: nudge, close, open again, hand over."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from policyspace.api.frame import PageAsked, Paged, reader
from policyspace.api.outcomes.blueprint import bp, enter
from policyspace.api.outcomes.shown import Done
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.outcomes import queries, services
from policyspace.outcomes.schemas import HandoverShape, NudgeShape, ReasonShape
from policyspace.spaces.queries import get_space


class DeedShown(Done):
    """What was done: nudged, closed, reopened or handed_over; `whom` it was about, and the note or the reason."""

    kind = fields.String(required=True)
    whom = fields.String(attribute="whom.display_name", dump_default=None, allow_none=True, required=True)
    words = fields.String(required=True)


class DeedsPage(Paged):
    """A page of what facilitators did, newest first."""

    items = fields.List(fields.Nested(DeedShown), required=True)


@bp.get("/facilitating")
@bp.arguments(PageAsked, location="query")
@bp.response(200, DeedsPage)
@open_to_all
def facilitating(asked: dict[str, Any], slug: str, number: int) -> Any:
    """What facilitators did about the record as a whole, newest first; who was nudged is for facilitators alone."""
    view = get_space(slug, reader())
    return queries.deeds_of(view, queries.get_proposal(view, number), PageAsked.span(asked))


@bp.post("/nudges")
@bp.arguments(NudgeShape)
@bp.response(201, DeedShown)
@signed_in
def nudge(values: dict[str, Any], slug: str, number: int) -> Any:
    """Write one letter to a member the proposal waits for; once in three days at most."""
    person, document = enter(slug, number)
    return services.nudge(person, document, **values)


@bp.post("/closings")
@bp.arguments(ReasonShape)
@bp.response(201, DeedShown)
@signed_in
def close(values: dict[str, Any], slug: str, number: int) -> Any:
    """Close the record, for a reason shown on it. What would change a closed one gets a 409."""
    person, document = enter(slug, number)
    return services.close_record(person, document, **values)


@bp.post("/reopenings")
@bp.arguments(ReasonShape)
@bp.response(201, DeedShown)
@signed_in
def reopen(values: dict[str, Any], slug: str, number: int) -> Any:
    """Open a closed record again, for a reason shown on it."""
    person, document = enter(slug, number)
    return services.reopen_record(person, document, **values)


@bp.post("/handovers")
@bp.arguments(HandoverShape)
@bp.response(201, DeedShown)
@signed_in
def hand_over(values: dict[str, Any], slug: str, number: int) -> Any:
    """Give the record to another facilitator, with a note."""
    person, document = enter(slug, number)
    return services.hand_over(person, document, **values)
