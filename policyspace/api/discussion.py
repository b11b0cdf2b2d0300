"""Comments on a document, their replies and their support."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from policyspace.api.answered import AnsweredShown
from policyspace.api.drafting.shown import CapacityShown
from policyspace.api.frame import Part, actor, reader
from policyspace.api.holding import HeldShown, told_said
from policyspace.discussion import queries, services
from policyspace.discussion.queries import Said, ThreadPage, Wanted, WholeThread
from policyspace.discussion.rules import CommentState
from policyspace.discussion.schemas import CommentEdit, Going, Hiding, Listing, NewComment, NewReply
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import get_space

bp = Part(
    "api_discussion",
    "discussion",
    url_prefix="/api/v1/spaces/<slug>/documents/<int:number>/comments",
    description="Comments",
)
COMMENT = "/<int(max=9223372036854775807):comment_id>"


class PlaceShown(Schema):
    """Where a comment stands on the newest revision, as it has since revision `since`.

    `state`: here; moved (the same words, elsewhere); changed (`words` says what a passage says now); detached (the
    words are gone; revision `since` took them out). `quote` is what was commented on; null for a whole block that
    stands. `start` and `end` count the characters of the block in plain words; null for a whole block.
    """

    state = fields.String(required=True, attribute="place.state")
    quote = fields.String(required=True, allow_none=True, attribute="place.quote")
    words = fields.String(required=True, allow_none=True, attribute="place.words")
    start = fields.Integer(required=True, allow_none=True, attribute="place.start")
    end = fields.Integer(required=True, allow_none=True, attribute="place.end")
    since = fields.Integer(required=True, attribute="placed_since")


class KeyedInShown(Schema):
    """Where somebody without an account said it: channel is paper, phone or meeting; who keyed it in for them."""

    channel = fields.String(required=True)
    place = fields.String(required=True)
    said_on = fields.Date(required=True)
    keyed_in_by = fields.String(required=True)


class CommentShown(Schema):
    """A comment or a reply. What you may not read is empty; who withdrew theirs is not named.

    `entry_id`: it is about that entry of the shared outcome, not about the text.
    """

    id = fields.Integer(required=True)
    thread_id = fields.Integer(required=True, allow_none=True)
    parent_id = fields.Integer(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    body = fields.String(required=True)
    html = fields.String(required=True)
    author_id = fields.Integer(required=True, allow_none=True)
    author = fields.String(required=True)
    capacity = fields.Method("capacity_of", required=True, allow_none=True)
    block_id = fields.String(required=True, allow_none=True)
    place = fields.Method("place_of", required=True, allow_none=True)
    suggestion_id = fields.Integer(required=True, allow_none=True)
    entry_id = fields.Integer(required=True, allow_none=True)
    revision_number = fields.Integer(required=True)
    support_count = fields.Integer(required=True)
    supported = fields.Boolean(required=True)
    reply_count = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    hidden_at = fields.AwareDateTime(required=True, allow_none=True)
    hidden_reason = fields.String(required=True, allow_none=True)
    hidden_words = fields.String(required=True, allow_none=True)
    imported = fields.Dict(required=True, allow_none=True)
    keyed_in = fields.Nested(KeyedInShown, attribute="elsewhere", required=True, allow_none=True)
    answer = fields.Nested(AnsweredShown, required=True, allow_none=True)
    may = fields.Function(lambda said: sorted(said.may), required=True)

    def capacity_of(self, said: Said) -> dict[str, Any] | None:
        """The hat, unless its wearer took their words back."""
        if said.state is CommentState.WITHDRAWN:
            return None
        shown: dict[str, Any] = CapacityShown().dump(said.capacity)
        return shown

    def place_of(self, said: Said) -> dict[str, Any] | None:
        """Where it stands; null for a reply and for what is said of the whole text."""
        if said.place is None:
            return None
        shown: dict[str, Any] = PlaceShown().dump(said)
        return shown


class ThreadShown(Schema):
    """A top-level comment and its first replies; `more`: there are others."""

    comment = fields.Nested(CommentShown, required=True)
    replies = fields.List(fields.Nested(CommentShown), required=True)
    more = fields.Boolean(required=True)


class ThreadsPage(Schema):
    """A page of threads. `after`: send it to get the page after; null on the last."""

    items = fields.List(fields.Nested(ThreadShown), attribute="threads", required=True)
    after = fields.String(required=True, allow_none=True)


class RepliesPage(Schema):
    """A page of the replies in one thread, oldest first. `after`: send it to get the page after."""

    items = fields.List(fields.Nested(CommentShown), attribute="replies", required=True)
    after = fields.Integer(required=True, allow_none=True)


@bp.get("")
@bp.arguments(Listing, location="query")
@bp.response(200, ThreadsPage)
@open_to_all
def index(asked: dict[str, Any], slug: str, number: int) -> ThreadPage:
    """What is said about a document, by thread."""
    view = get_space(slug, reader())
    return queries.threads_of(view, get_document(view, number), Wanted.read(asked), with_body=True)


@bp.post("")
@bp.arguments(NewComment)
@bp.response(201, CommentShown)
@bp.alt_response(202, schema=HeldShown)
@signed_in
def post(values: dict[str, Any], slug: str, number: int) -> Said | Response:
    """Comment on a document, on a block or on words in it; who is no member of a public space joins with it.

    202: a facilitator looks at it before others can read it.
    """
    person = actor()
    document = get_document(get_space(slug, person), number)
    take("posting", key=person.id)
    said = services.say_comment(person, document, **values)
    return told_said(said, person, slug, document)


@bp.get(COMMENT)
@bp.response(200, CommentShown)
@open_to_all
def one(slug: str, number: int, comment_id: int) -> Said:
    """A comment or a reply."""
    view = get_space(slug, reader())
    document, _comment = queries.get_discussed(view, number, comment_id)
    return queries.get_said(view, document, comment_id)


@bp.patch(COMMENT)
@bp.arguments(CommentEdit)
@bp.response(200, CommentShown)
@signed_in
def edit(values: dict[str, Any], slug: str, number: int, comment_id: int) -> Said:
    """Change your own words, for 15 minutes."""
    person = actor()
    view = get_space(slug, person)
    document, comment = queries.get_discussed(view, number, comment_id)
    take("posting", key=person.id)
    services.edit_comment(person, comment, **values)
    return queries.get_said(view, document, comment_id)


@bp.get(f"{COMMENT}/replies")
@bp.arguments(Going, location="query")
@bp.response(200, RepliesPage)
@open_to_all
def replies(asked: dict[str, Any], slug: str, number: int, comment_id: int) -> WholeThread:
    """The replies under a top-level comment, oldest first."""
    view = get_space(slug, reader())
    document, _comment = queries.get_discussed(view, number, comment_id)
    return queries.get_thread(view, document, comment_id, after=asked["after"], with_body=True)


@bp.post(f"{COMMENT}/replies")
@bp.arguments(NewReply)
@bp.response(201, CommentShown)
@bp.alt_response(202, schema=HeldShown)
@signed_in
def reply(values: dict[str, Any], slug: str, number: int, comment_id: int) -> Said | Response:
    """Reply to a comment or to a reply. 202: a facilitator looks at it before others can read it."""
    person = actor()
    document, comment = queries.get_discussed(get_space(slug, person), number, comment_id)
    take("posting", key=person.id)
    said = services.say_reply(person, comment, **values)
    return told_said(said, person, slug, document)


@bp.post(f"{COMMENT}/support")
@bp.response(200, CommentShown)
@signed_in
def support(slug: str, number: int, comment_id: int) -> Said:
    """Support someone else's comment, once."""
    person = actor()
    document, comment = queries.get_discussed(get_space(slug, person), number, comment_id)
    take("supporting", key=person.id)
    services.support_comment(person, comment)
    return queries.get_said(get_space(slug, person), document, comment_id)


@bp.post(f"{COMMENT}/unsupport")
@bp.response(200, CommentShown)
@signed_in
def unsupport(slug: str, number: int, comment_id: int) -> Said:
    """Take your support back."""
    person = actor()
    view = get_space(slug, person)
    document, comment = queries.get_discussed(view, number, comment_id)
    take("supporting", key=person.id)
    services.unsupport_comment(person, comment)
    return queries.get_said(view, document, comment_id)


@bp.post(f"{COMMENT}/withdraw")
@bp.response(204)
@signed_in
def withdraw(slug: str, number: int, comment_id: int) -> None:
    """Take your own comment back, for good."""
    person = actor()
    _document, comment = queries.get_discussed(get_space(slug, person), number, comment_id)
    services.withdraw_comment(person, comment)


@bp.post(f"{COMMENT}/hide")
@bp.arguments(Hiding)
@bp.response(200, CommentShown)
@signed_in
def hide(values: dict[str, Any], slug: str, number: int, comment_id: int) -> Said:
    """Hide someone else's comment, for a reason that everyone sees."""
    person = actor()
    view = get_space(slug, person)
    document, comment = queries.get_discussed(view, number, comment_id)
    services.hide_comment(person, comment, **values)
    return queries.get_said(view, document, comment_id)


@bp.post(f"{COMMENT}/show-again")
@bp.response(200, CommentShown)
@signed_in
def show_again(slug: str, number: int, comment_id: int) -> Said:
    """Show a hidden comment again."""
    person = actor()
    view = get_space(slug, person)
    document, comment = queries.get_discussed(view, number, comment_id)
    services.unhide_comment(person, comment)
    return queries.get_said(view, document, comment_id)
