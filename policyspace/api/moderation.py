"""Reports, appeals and the public log of moderation in a space."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from policyspace.api.frame import PageAsked, Paged, Part, actor, reader
from policyspace.api.holding import HeldShown
from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.models import Appeal
from policyspace.discussion.queries import Appealed, Reported
from policyspace.discussion.schemas import Appealing, Deciding, Hiding, Reporting
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import get_space

bp = Part(
    "api_moderation", "moderation", url_prefix="/api/v1/spaces/<slug>", description="Moderation of comments"
)
COMMENT = "/documents/<int:number>/comments/<int(max=9223372036854775807):comment_id>"


class AppealShown(Schema):
    """An appeal against the hiding of a comment. `outcome` is null while it waits."""

    id = fields.Integer(required=True)
    comment_id = fields.Integer(required=True)
    words = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    reply = fields.String(required=True)


class ReportShown(Schema):
    """What one reader said is wrong; who it was is told to nobody."""

    reason = fields.String(required=True)
    words = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


class ReportedShown(Schema):
    """A reported comment, and the first reports of it; `more`: there are others."""

    comment_id = fields.Integer(attribute="comment.id", required=True)
    document = fields.Integer(attribute="document.number", required=True)
    body = fields.String(attribute="comment.body", required=True)
    reports = fields.Method("reports_of", required=True)
    more = fields.Boolean(required=True)

    def reports_of(self, found: Reported) -> list[dict[str, Any]]:
        """What was said, the oldest first."""
        told = [{"reason": each[0], "words": each[1], "created_at": each[2]} for each in found.reports]
        shown: list[dict[str, Any]] = ReportShown(many=True).dump(told)
        return shown


class AppealedShown(Schema):
    """An appeal that waits, with the comment it is about."""

    appeal = fields.Nested(AppealShown, required=True)
    document = fields.Integer(attribute="document.number", required=True)
    body = fields.String(attribute="comment.body", required=True)
    hidden_reason = fields.String(attribute="comment.hidden_reason", required=True, allow_none=True)
    may_decide = fields.Boolean(required=True)


class LoggedShown(Schema):
    """A line of the log: what was done about a comment, when and why."""

    step = fields.String(required=True)
    reason = fields.String(required=True)
    on_appeal = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(attribute="when", required=True)
    document = fields.Integer(attribute="number", required=True)


class ReportedPage(Paged):
    """A page of reported comments, newest first."""

    items = fields.List(fields.Nested(ReportedShown), required=True)


class AppealsPage(Paged):
    """A page of appeals that wait, newest first."""

    items = fields.List(fields.Nested(AppealedShown), required=True)


class HeldHereShown(Schema):
    """Something held, and the document it was said about."""

    held = fields.Nested(HeldShown, required=True)
    document = fields.Integer(attribute="document.number", required=True)


class HeldPage(Paged):
    """A page of what is held, newest first."""

    items = fields.List(fields.Nested(HeldHereShown), required=True)


class DecidedShown(Schema):
    """The comment it was posted as; null where it could not be posted any more, and its author has it back."""

    comment_id = fields.Integer(required=True, allow_none=True)


class LogPage(Paged):
    """A page of the log, newest first."""

    items = fields.List(fields.Nested(LoggedShown), required=True)


@bp.post(f"{COMMENT}/report")
@bp.arguments(Reporting)
@bp.response(204)
@signed_in
def report(values: dict[str, Any], slug: str, number: int, comment_id: int) -> None:
    """Ask the facilitators to look at someone else's comment."""
    person = actor()
    _document, comment = queries.get_discussed(get_space(slug, person), number, comment_id)
    take("reporting", key=person.id)
    services.report_comment(person, comment, **values)


@bp.post(f"{COMMENT}/appeal")
@bp.arguments(Appealing)
@bp.response(201, AppealShown)
@signed_in
def appeal(values: dict[str, Any], slug: str, number: int, comment_id: int) -> Appeal:
    """Ask that another facilitator looks again at your hidden comment."""
    person = actor()
    _document, comment = queries.get_discussed(get_space(slug, person), number, comment_id)
    take("reporting", key=person.id)
    return services.appeal(person, comment, **values)


@bp.post(f"{COMMENT}/keep-reported")
@bp.response(204)
@signed_in
def keep_reported(slug: str, number: int, comment_id: int) -> None:
    """Leave a reported comment as it is."""
    person = actor()
    view = get_space(slug, person)
    _document, comment = queries.get_comment_for(view, number, comment_id, Action.KEEP_REPORTED)
    services.keep_reported(person, comment)


@bp.get("/moderation/reported")
@bp.arguments(PageAsked, location="query")
@bp.response(200, ReportedPage)
@signed_in
def reported(asked: dict[str, Any], slug: str) -> Any:
    """The comments that readers reported, for facilitators."""
    return queries.reported_in(get_space(slug, actor()), PageAsked.span(asked))


@bp.get("/moderation/appeals")
@bp.arguments(PageAsked, location="query")
@bp.response(200, AppealsPage)
@signed_in
def appeals(asked: dict[str, Any], slug: str) -> Any:
    """The appeals that wait, for facilitators."""
    return queries.appeals_in(get_space(slug, actor()), PageAsked.span(asked))


@bp.post("/moderation/appeals/<int:appeal_id>")
@bp.arguments(Deciding)
@bp.response(200, AppealedShown)
@signed_in
def decide(values: dict[str, Any], slug: str, appeal_id: int) -> Appealed:
    """Decide an appeal."""
    person = actor()
    view = get_space(slug, person)
    services.decide_appeal(person, queries.get_appealed(view, appeal_id).appeal, **values)
    return queries.get_appealed(view, appeal_id)


@bp.get("/moderation/held")
@bp.arguments(PageAsked, location="query")
@bp.response(200, HeldPage)
@signed_in
def held(asked: dict[str, Any], slug: str) -> Any:
    """What waits until a facilitator has looked at it, for facilitators."""
    return queries.held_in(get_space(slug, actor()), PageAsked.span(asked))


@bp.post("/moderation/held/<int:held_id>/release")
@bp.response(200, DecidedShown)
@signed_in
def release(slug: str, held_id: int) -> dict[str, Any]:
    """Let others read what was held."""
    person = actor()
    comment = services.release_held(person, queries.get_held(get_space(slug, person), held_id).held)
    return {"comment_id": comment.id if comment else None}


@bp.post("/moderation/held/<int:held_id>/hide")
@bp.arguments(Hiding)
@bp.response(200, DecidedShown)
@signed_in
def hide_held(values: dict[str, Any], slug: str, held_id: int) -> dict[str, Any]:
    """Keep what was held from being read, for a reason."""
    person = actor()
    found = queries.get_held(get_space(slug, person), held_id)
    comment = services.hide_held(person, found.held, **values)
    return {"comment_id": comment.id if comment else None}


@bp.get("/moderation/log")
@bp.arguments(PageAsked, location="query")
@bp.response(200, LogPage)
@open_to_all
def log(asked: dict[str, Any], slug: str) -> Any:
    """What was hidden or shown again, when and why: neither the words nor whose they are."""
    return queries.moderation_log(get_space(slug, reader()), PageAsked.span(asked))
