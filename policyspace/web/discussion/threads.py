"""One thread: the comment, its replies, and the form for another."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import Said, WholeThread, page_with
from policyspace.discussion.schemas import NewReply
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_document, read_document, state_of
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import COMMENT, after_saying, bp, comment_url
from policyspace.web.discussion.part import hats_to_choose, may_once_signed_in
from policyspace.web.discussion.place import place_of
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.keeping import ASKED
from policyspace.web.lists import asked_span
from policyspace.web.traps import trapped


@bp.get(COMMENT)
@open_to_all
def thread(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """A comment and its replies; the address of a reply leads to its place among them."""
    view = get_space(slug, reader())
    document, revision = read_document(view, number)
    comment = queries.get_comment(document, comment_id)
    if comment.thread_id is not None:
        return redirect(_place_among_replies(view, number, comment), 303)
    to = request.args.get("to", type=int)
    shown = _page(view, document, revision, comment_id, after=asked_span().after, to=to)
    form = fresh_form(path=shown["place"].comment(shown["replying_to"]))
    return render_template("discussion/thread.html", form=form, **shown)


@bp.post(COMMENT)
@signed_in
def reply(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Reply to a comment or to a reply; what cannot be taken is shown again on the page of its thread."""
    view = get_space(slug, actor())
    parent = queries.get_comment(get_document(view, number), comment_id)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        said = services.say_reply(actor(), parent, **typed, trapped=trapped())
        return after_saying(view, number, said)

    return answer_form(NewReply(), "discussion/thread.html", act, page=lambda: _again(view, number, parent))


def _place_among_replies(view: SpaceView, number: int, reply: Comment) -> str:
    """Where a reply stands; where its address asks for kept words, the form for a reply to it."""
    kept = request.args.get(ASKED)
    if kept is None:
        return comment_url(view, number, reply)
    asked: dict[str, Any] = {"to": reply.id, "after": page_with(reply), ASKED: kept}
    own: dict[str, Any] = {"slug": view.space.slug, "number": number, "comment_id": reply.thread_id}
    return url_for("discussion.thread", **own, **asked, _anchor="unsent")


def _again(view: SpaceView, number: int, parent: Comment) -> dict[str, Any]:
    document, revision = read_document(view, number)
    after = page_with(parent) if parent.thread_id else None
    return _page(view, document, revision, parent.thread_id or parent.id, after=after, to=parent.id)


def _page(
    view: SpaceView,
    document: Document,
    revision: Revision,
    thread_id: int,
    *,
    after: int | None,
    to: int | None,
) -> dict[str, Any]:
    found = queries.get_thread(view, document, thread_id, after=after)
    state = state_of(document)
    may_reply = view.may(Action.REPLY, document_state=state)
    return {
        "view": view,
        "document": document,
        "state": state,
        "thread": found,
        "place": place_of(view, document, revision, after=after),
        "suggested": queries.find_suggestion_of(view, document, found.comment),
        "quoted": next((each for each in revision.blocks if each["id"] == found.comment.block_id), None),
        "replying_to": _replying_to(found, to),
        "may_reply": may_reply,
        "may_after_sign_in": may_once_signed_in(view, Action.REPLY, state),
        "hats": hats_to_choose(view) if may_reply else [],
    }


def _replying_to(found: WholeThread, to: int | None) -> Said:
    """The reply that was chosen, if it is on this page; the comment at the top otherwise."""
    return next((each for each in found.replies if each.id == to), found.comment)
