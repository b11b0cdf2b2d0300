"""Answers to the comments on a document: drafted by the team, published one or a batch, taken back."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from policyspace.api.answered import AnswerShown
from policyspace.api.frame import PageAsked, Paged, Part, actor, reader
from policyspace.charter.words import AnswerState
from policyspace.discussion import queries, services
from policyspace.discussion.models import Answer
from policyspace.discussion.schemas import AnswerChange, DraftsRead, NewAnswer, Regrouping, TakingBack
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Choice, Shape
from policyspace.spaces.queries import get_space

bp = Part(
    "api_answers",
    "answers",
    url_prefix="/api/v1/spaces/<slug>/documents/<int:number>/answers",
    description="Answers to comments",
)
ANSWER = "/<int(max=9223372036854775807):answer_id>"


class AnswersAsked(PageAsked):
    """Which answers: the published ones, or drafts, which are for the team."""

    state = Choice(AnswerState, lazy("Choose published, draft or discarded"), required=False)


class AnswersPage(Paged):
    """A page of answers, the newest first."""

    items = fields.List(fields.Nested(AnswerShown), required=True)


class Done(Shape):
    """How many answers were not so before."""

    answers = fields.Integer(required=True)


@bp.get("")
@bp.arguments(AnswersAsked, location="query")
@bp.response(200, AnswersPage)
@open_to_all
def index(asked: dict[str, Any], slug: str, number: int) -> dict[str, Any]:
    """The answers to comments on a document, the newest first."""
    view = get_space(slug, reader())
    state = AnswerState(asked["state"] or AnswerState.PUBLISHED)
    found = queries.answers_of(view, get_document(view, number), PageAsked.span(asked), state=state)
    return {"items": found.items, "older": found.older}


@bp.post("")
@bp.arguments(NewAnswer)
@bp.response(201, AnswerShown)
@signed_in
def draft(values: dict[str, Any], slug: str, number: int) -> Answer:
    """Draft one answer to comments that say the same; the team alone reads it until it is published."""
    document = _document(slug, number)
    take("saving", key=actor().id)
    return services.draft_answer(actor(), document, **values)


@bp.get(ANSWER)
@bp.response(200, AnswerShown)
@open_to_all
def one(slug: str, number: int, answer_id: int) -> Answer:
    """An answer."""
    view = get_space(slug, reader())
    return queries.get_answer(view, get_document(view, number), answer_id)


@bp.patch(ANSWER)
@bp.arguments(AnswerChange)
@bp.response(200, AnswerShown)
@signed_in
def change(values: dict[str, Any], slug: str, number: int, answer_id: int) -> Answer:
    """Change a draft, of which you name the version that you read."""
    answer = _answer(slug, number, answer_id)
    take("saving", key=actor().id)
    services.change_answer(actor(), answer, **values)
    return answer


@bp.post(f"{ANSWER}/add-comments")
@bp.arguments(Regrouping)
@bp.response(200, AnswerShown)
@signed_in
def add_comments(values: dict[str, Any], slug: str, number: int, answer_id: int) -> Answer:
    """Give a drafted answer to more comments."""
    answer = _answer(slug, number, answer_id)
    services.add_comments(actor(), answer, **values)
    return answer


@bp.post(f"{ANSWER}/take-comments-out")
@bp.arguments(Regrouping)
@bp.response(200, AnswerShown)
@signed_in
def take_comments_out(values: dict[str, Any], slug: str, number: int, answer_id: int) -> Answer:
    """Leave comments without a drafted answer again."""
    answer = _answer(slug, number, answer_id)
    services.take_comments_out(actor(), answer, **values)
    return answer


@bp.post(f"{ANSWER}/discard")
@bp.response(204)
@signed_in
def discard(slug: str, number: int, answer_id: int) -> None:
    """Throw a draft away; its comments have no answer again."""
    services.discard_answer(actor(), _answer(slug, number, answer_id))


@bp.post("/clear")
@bp.arguments(DraftsRead)
@bp.response(200, Done)
@signed_in
def clear(values: dict[str, Any], slug: str, number: int) -> dict[str, int]:
    """Say that drafts may be published."""
    return {"answers": services.clear_answers(actor(), _document(slug, number), drafts=_read(values))}


@bp.post("/publish")
@bp.arguments(DraftsRead)
@bp.response(200, Done)
@signed_in
def publish(values: dict[str, Any], slug: str, number: int) -> dict[str, int]:
    """Publish drafts in one batch; each author gets one letter."""
    return {"answers": services.publish_answers(actor(), _document(slug, number), drafts=_read(values))}


@bp.post("/take-back")
@bp.arguments(TakingBack)
@bp.response(200, Done)
@signed_in
def take_back(values: dict[str, Any], slug: str, number: int) -> dict[str, int]:
    """Make published answers drafts again, for a reason."""
    return {"answers": services.take_back_answers(actor(), _document(slug, number), **values)}


def _document(slug: str, number: int) -> Document:
    return get_document(get_space(slug, actor()), number)


def _answer(slug: str, number: int, answer_id: int) -> Answer:
    view = get_space(slug, actor())
    return queries.get_answer(view, get_document(view, number), answer_id)


def _read(values: dict[str, Any]) -> dict[int, int]:
    return {each["id"]: each["version"] for each in values["drafts"]}
