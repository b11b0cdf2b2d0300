"""Suggestions on a document: listed, made, accepted, declined, withdrawn, made again."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask import Response
from marshmallow import Schema, fields

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import CapacityShown, RevisionListed
from policyspace.api.frame import PageAsked, Paged, actor, reader
from policyspace.api.holding import HeldShown, told_held
from policyspace.charter.actions import Action
from policyspace.discussion import queries as discussion
from policyspace.discussion import services
from policyspace.discussion.models import Held
from policyspace.discussion.queries import Suggested
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_document
from policyspace.drafting.schemas import Accepting, Declining, NewSuggestion, SuggestionRenewal
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Choice
from policyspace.people.models import Person
from policyspace.spaces.queries import get_space

SUGGESTIONS = "/<int:number>/suggestions"
SUGGESTION = f"{SUGGESTIONS}/<int(max=9223372036854775807):suggestion_id>"


class StepShown(Schema):
    """Something that was done with a suggestion, and the reason given."""

    step = fields.String(required=True)
    reason = fields.String(required=True)
    person = fields.Function(lambda step: step.person.display_name, required=True)
    capacity = fields.Nested(CapacityShown, required=True)
    created_at = fields.AwareDateTime(required=True)


class SuggestionShown(Schema):
    """`words` for the place of `passage`, the block `block_id` as revision `base_number` has it; none take it out.

    `needs_author` says why it cannot be accepted as it is. `digest`: send it to accept what you have read.
    """

    id = fields.Integer(attribute="suggestion.id", required=True)
    block_id = fields.String(attribute="suggestion.block_id", required=True)
    made_on = fields.Integer(attribute="suggestion.made_on", required=True)
    base_number = fields.Integer(attribute="suggestion.base_number", required=True)
    passage = fields.String(attribute="suggestion.passage", required=True)
    words = fields.String(attribute="suggestion.words", required=True)
    why = fields.String(attribute="suggestion.why", required=True)
    author_id = fields.Integer(attribute="suggestion.author_id", required=True)
    author = fields.String(attribute="suggestion.author.display_name", required=True)
    capacity = fields.Nested(CapacityShown, required=True)
    state = fields.String(required=True)
    needs_author = fields.String(attribute="obstacle", required=True, allow_none=True)
    digest = fields.String(attribute="suggestion.digest", required=True)
    revision_number = fields.Integer(attribute="suggestion.revision_number", required=True, allow_none=True)
    thread_id = fields.Integer(required=True)
    reply_count = fields.Integer(required=True)
    hidden = fields.Boolean(required=True)
    steps = fields.List(fields.Nested(StepShown), required=True)
    created_at = fields.AwareDateTime(attribute="suggestion.created_at", required=True)
    may = fields.Function(lambda found: sorted(found.may), required=True)


class Which(StrEnum):
    """Which suggestions a list holds."""

    OPEN = "open"
    DECIDED = "decided"


class SuggestionsAsked(PageAsked):
    """Which suggestions: open ones, or those that were accepted or declined; all when nothing is asked."""

    state = Choice(Which, lazy("Ask for open or decided"), required=False)


class SuggestionsPage(Paged):
    """A page of suggestions, newest first."""

    items = fields.List(fields.Nested(SuggestionShown), required=True)


@bp.get(SUGGESTIONS)
@bp.arguments(SuggestionsAsked, location="query")
@bp.response(200, SuggestionsPage)
@open_to_all
def suggestions(asked: dict[str, Any], slug: str, number: int) -> Any:
    """The suggestions on a document that you may read, newest first."""
    view = get_space(slug, reader())
    wanted = asked["state"] == Which.OPEN if asked["state"] else None
    return discussion.suggestions_of(view, get_document(view, number), PageAsked.span(asked), is_open=wanted)


@bp.post(SUGGESTIONS)
@bp.arguments(NewSuggestion)
@bp.response(201, SuggestionShown)
@bp.alt_response(202, schema=HeldShown)
@signed_in
def suggest(values: dict[str, Any], slug: str, number: int) -> Suggested | Response:
    """Suggest other words for a passage, and begin the thread about it; who is no member joins with it.

    202: a facilitator looks at it before others can read it.
    """
    person = actor()
    document = get_document(get_space(slug, person), number)
    take("posting", key=person.id)
    said = services.say_suggestion(person, document, **values)
    if isinstance(said, Held):
        return told_held(said)
    return discussion.get_suggestion(get_space(slug, person), document, said.suggestion_id or 0)


@bp.get(SUGGESTION)
@bp.response(200, SuggestionShown)
@open_to_all
def one_suggestion(slug: str, number: int, suggestion_id: int) -> Suggested:
    """A suggestion, and what was done with it."""
    view = get_space(slug, reader())
    return discussion.get_suggestion(view, get_document(view, number), suggestion_id)


@bp.post(f"{SUGGESTION}/accept")
@bp.arguments(Accepting)
@bp.response(200, RevisionListed)
@signed_in
def accept(values: dict[str, Any], slug: str, number: int, suggestion_id: int) -> Revision:
    """Accept a suggestion as you have read it: it becomes the next revision, by its author."""
    person = actor()
    _document, found = _with_right(person, slug, number, suggestion_id, Action.DECIDE_SUGGESTION)
    take("saving", key=person.id)
    return drafting.accept_suggestion(person, found.suggestion, **values)


@bp.post(f"{SUGGESTION}/decline")
@bp.arguments(Declining)
@bp.response(200, SuggestionShown)
@signed_in
def decline(values: dict[str, Any], slug: str, number: int, suggestion_id: int) -> Suggested:
    """Decline a suggestion, with a reason that everyone can read."""
    person = actor()
    document, found = _with_right(person, slug, number, suggestion_id, Action.DECIDE_SUGGESTION)
    take("posting", key=person.id)
    drafting.decline_suggestion(person, found.suggestion, **values)
    return discussion.get_suggestion(get_space(slug, person), document, suggestion_id)


@bp.post(f"{SUGGESTION}/withdraw")
@bp.response(204)
@signed_in
def withdraw(slug: str, number: int, suggestion_id: int) -> None:
    """Take your own suggestion back, for good, with the comment that gives its reason."""
    person = actor()
    _document, found = _with_right(person, slug, number, suggestion_id, Action.WITHDRAW_SUGGESTION)
    services.withdraw_comment(person, discussion.get_head(found.suggestion))


@bp.post(f"{SUGGESTION}/renew")
@bp.arguments(SuggestionRenewal)
@bp.response(200, SuggestionShown)
@signed_in
def renew(values: dict[str, Any], slug: str, number: int, suggestion_id: int) -> Suggested:
    """Make your own suggestion again, where the text has changed under it."""
    person = actor()
    document, found = _with_right(person, slug, number, suggestion_id, Action.RENEW_SUGGESTION)
    take("posting", key=person.id)
    drafting.renew_suggestion(person, found.suggestion, **values)
    return discussion.get_suggestion(get_space(slug, person), document, suggestion_id)


def _with_right(
    person: Person, slug: str, number: int, suggestion_id: int, action: Action
) -> tuple[Document, Suggested]:
    view = get_space(slug, person)
    document = get_document(view, number)
    return document, discussion.get_suggestion_for(view, document, suggestion_id, action)
