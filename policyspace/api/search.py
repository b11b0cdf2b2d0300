"""Looking for words in everything the caller may read."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from marshmallow import Schema, fields, validate

from policyspace.api.drafting.shown import CapacityShown
from policyspace.api.frame import Paged, Part, reader
from policyspace.foundation.access import open_to_all
from policyspace.foundation.i18n import lazy
from policyspace.foundation.origins import network_of
from policyspace.reporting.searching import Found, FoundPage, count_search, find
from policyspace.reporting.searching.addresses import address_of
from policyspace.reporting.searching.rules import Narrowed, Question
from policyspace.reporting.searching.schemas import Searching
from policyspace.spaces.queries import get_space

bp = Part("api_search", "search", url_prefix="/api/v1", description="Search")


class SearchAsked(Searching):
    """The same, and how many at once."""

    limit = fields.Integer(
        load_default=20, validate=validate.Range(1, 50, error=lazy("Ask for 1 to 50 at once"))
    )


class PieceShown(Schema):
    """A part of the words, and whether it is one that was looked for."""

    words = fields.Function(lambda piece: piece[0], required=True)
    hit = fields.Function(lambda piece: piece[1], required=True)


class FoundShown(Schema):
    """Something that was found. `title` is that of the document, or of the space; `document` is its number."""

    kind = fields.String(required=True)
    title = fields.Function(lambda found: "".join(words for words, _hit in found.title), required=True)
    pieces = fields.List(fields.Nested(PieceShown), required=True)
    space = fields.String(attribute="slug", required=True)
    document = fields.Integer(attribute="number", allow_none=True, required=True)
    comment = fields.Integer(attribute="comment_id", allow_none=True, required=True)
    stage = fields.String(allow_none=True, required=True)
    author = fields.String(allow_none=True, required=True)
    capacity = fields.Nested(CapacityShown, allow_none=True, required=True)
    at = fields.AwareDateTime(required=True)
    url = fields.Function(lambda found: _url(found), required=True)


class SearchPage(Paged):
    """What was found, the highest in the list first: spaces, documents, records, answers, comments; the newest of each.

    `begins`: nothing has the last word, so these have words that begin with it.
    """

    items = fields.List(fields.Nested(FoundShown), required=True)
    begins = fields.Boolean(attribute="question.begins", required=True)


@bp.get("/search")
@bp.arguments(SearchAsked, location="query")
@bp.response(200, SearchPage)
@open_to_all
def search(asked: dict[str, Any]) -> FoundPage:
    """Look for words and “quoted phrases” in everything you may read."""
    person = reader()
    view = get_space(asked["space"], person) if asked["space"] else None
    count_search(person, network_of(request.remote_addr))
    narrowed = Narrowed.read(asked, view.space.id if view else None)
    question = Question.read(asked["q"])
    return find(person, question, narrowed, before=asked["before"], limit=asked["limit"])


def _url(found: Found) -> str:
    endpoint, values = address_of(found)
    return url_for(endpoint, **values, _external=True)
