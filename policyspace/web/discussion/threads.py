"""One thread: the comment, its replies, and the form for another."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries, services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import Said, WholeThread, page_with, thread_of
from policyspace.discussion.schemas import NewReply
from policyspace.drafting.models import Document
from policyspace.drafting.queries import newest_of, state_of
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import COMMENT, after_saying, bp, comment_url
from policyspace.web.discussion.part import decided_in, hats_to_choose, may_once_signed_in
from policyspace.web.discussion.place import place_of, place_on_entry
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.keeping import ASKED
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.lists import asked_span
from policyspace.web.own_pages import kept_for_reader
from policyspace.web.traps import trapped


@bp.get(COMMENT)
@open_to_all
@alike_for_visitors
@kept_for_reader
def thread(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """A comment and its replies; the address of a reply leads to its place among them."""
    view = get_space(slug, reader())
    document, comment = queries.get_discussed(view, number, comment_id)
    if comment.thread_id is not None:
        return redirect(_place_among_replies(view, number, comment), 303)
    to = request.args.get("to", type=int)
    shown = _page(view, document, comment, after=asked_span().after, to=to)
    form = fresh_form(path=shown["place"].comment(shown["replying_to"]))
    return render_template("discussion/thread.html", form=form, **shown)


@bp.post(COMMENT)
@signed_in
def reply(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Reply to a comment or to a reply; what cannot be taken is shown again on the page of its thread."""
    view = get_space(slug, actor())
    document, parent = queries.get_discussed(view, number, comment_id)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        said = services.say_reply(actor(), parent, **typed, trapped=trapped())
        return after_saying(view, number, said)

    return answer_form(NewReply(), "discussion/thread.html", act, page=lambda: _again(view, document, parent))


def _place_among_replies(view: SpaceView, number: int, reply: Comment) -> str:
    """Where a reply stands; where its address asks for kept words, the form for a reply to it."""
    kept = request.args.get(ASKED)
    if kept is None:
        return comment_url(view, number, reply)
    asked: dict[str, Any] = {"to": reply.id, "after": page_with(reply), ASKED: kept}
    own: dict[str, Any] = {"slug": view.space.slug, "number": number, "comment_id": reply.thread_id}
    return url_for("discussion.thread", **own, **asked, _anchor="unsent")


def _again(view: SpaceView, document: Document, parent: Comment) -> dict[str, Any]:
    after = page_with(parent) if parent.thread_id else None
    return _page(view, document, thread_of(parent), after=after, to=parent.id)


def _page(
    view: SpaceView, document: Document, top: Comment, *, after: int | None, to: int | None
) -> dict[str, Any]:
    found = queries.get_thread(view, document, top.id, after=after)
    state = state_of(document)
    may_reply = view.may(Action.REPLY, document_state=state, on_entry=top.entry_id is not None)
    return {
        "view": view,
        "document": document,
        "state": state,
        "thread": found,
        "suggested": queries.find_suggestion_of(view, document, found.comment),
        "replying_to": _replying_to(found, to),
        "may_reply": may_reply,
        "may_after_sign_in": may_once_signed_in(view, Action.REPLY, state),
        "hats": hats_to_choose(view) if may_reply else [],
        **_beside(view, document, top, after, decides=may_reply),
    }


def _beside(
    view: SpaceView, document: Document, top: Comment, after: int | None, *, decides: bool
) -> dict[str, Any]:
    """What the thread stands beside: the text, or an entry of the record. `decides`: show what is already decided."""
    if top.entry_id is not None:
        place = place_on_entry(view, document, top.entry_id, after=after)
        return {"place": place, "quoted": None, "decided": []}
    revision = newest_of(document)
    return {
        "place": place_of(view, document, revision, after=after),
        "quoted": next((each for each in revision.blocks if each["id"] == top.block_id), None),
        "decided": decided_in(document, revision) if decides else [],
    }


def _replying_to(found: WholeThread, to: int | None) -> Said:
    """The reply that was chosen, if it is on this page; the comment at the top otherwise."""
    return next((each for each in found.replies if each.id == to), found.comment)
