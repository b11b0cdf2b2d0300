"""Saying something as the doors do: posted at once, or held until a facilitator has decided about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from policyspace.charter.actions import Action
from policyspace.charter.words import HideReason, HoldReason
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import find_held, is_newcomer, said_lately
from policyspace.discussion.rules import can_be_repeated, is_repeated
from policyspace.discussion.services.moderating import hide_comment
from policyspace.discussion.services.posting import post_comment, post_reply, post_suggestion
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db, lock
from policyspace.foundation.errors import Conflict, Refusal
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of


@command
def say_comment(actor: Person, document: Document, *, trapped: bool = False, **said: Any) -> Comment | Held:
    """Post a comment with `said` as `post_comment` does, or hold it: for a newcomer whose form `trapped` them, or
    whose first words this space holds; for anyone but the team who says the same in a third place.

    Raises what `post_comment` raises.
    """
    return _say(
        actor,
        document,
        "comment",
        said,
        lambda view: post_comment(actor, document, view=view, **said),
        trapped,
    )


@command
def say_reply(actor: Person, parent: Comment, *, trapped: bool = False, **said: Any) -> Comment | Held:
    """The same for a reply to `parent`. Raises what `post_reply` raises."""
    document = db.session.get_one(Document, parent.document_id)
    return _say(
        actor,
        document,
        "reply",
        said,
        lambda view: post_reply(actor, parent, view=view, **said),
        trapped,
        parent=parent,
    )


@command
def say_suggestion(
    actor: Person, document: Document, *, trapped: bool = False, **said: Any
) -> Comment | Held:
    """The same for a suggestion. Raises what `post_suggestion` raises."""
    return _say(
        actor,
        document,
        "suggestion",
        said,
        lambda view: post_suggestion(actor, document, view=view, **said),
        trapped,
    )


@command
def release_held(actor: Person, held: Held) -> Comment | None:
    """Post what was held, as its author. None where that cannot be any more: then they get their words back.

    What was said in time is posted although the document has closed. Raises NotAllowed, Conflict when it has ended
    meanwhile.
    """
    space = _begin(actor, held)
    return db.session.get_one(Comment, held.comment_id) if held.comment_id else _end(actor, held, space)


@command
def hide_held(actor: Person, held: Held, *, reason: HideReason | str, words: str = "") -> Comment | None:
    """Keep what was held from being read: it is posted and hidden in one, so that its author can appeal.

    Gives and raises what `release_held` does.
    """
    space = _begin(actor, held)
    comment = (
        db.session.get_one(Comment, held.comment_id)
        if held.comment_id
        else _end(actor, held, space, hides=True)
    )
    if comment is not None:
        hide_comment(actor, comment, reason=reason, words=words)
    return comment


@command
def withdraw_held(actor: Person, held: Held) -> None:
    """Take back one's own words while they are held. Raises NotAllowed, Conflict once a facilitator has decided."""
    lock(held)
    space = db.session.get_one(Space, held.space_id)
    view_of(space, actor).require(Action.WITHDRAW_COMMENT, is_author=held.author_id == actor.id)
    if held.state == "withdrawn":
        return
    if held.state != "waiting":
        raise Conflict(lazy("A facilitator has decided about it already."))
    _ended(actor, held, "withdrawn")
    record(actor, "held.withdrawn", space=space, subject=held)


class _Undone(Exception):
    """What was tried is taken back."""


def _say(
    actor: Person,
    document: Document,
    said_as: str,
    said: Facts,
    post: Callable[[SpaceView], Comment],
    trapped: bool,
    *,
    parent: Comment | None = None,
) -> Comment | Held:
    earlier = find_held(actor, said["idempotency_key"])
    if earlier is not None:
        return earlier
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    why = _why_held(view, actor, said.get("body") or said.get("why", ""), trapped)
    if why is None:
        return post(view)
    lock(document)
    held = _tried(document, lambda: post(view))
    held.space_id, held.document_id, held.author_id = space.id, document.id, actor.id
    held.parent_id = parent.id if parent else None
    held.said_as, held.why, held.said = said_as, why.value, said
    held.state_then, held.idempotency_key = state_of(document).value, said["idempotency_key"]
    held.state, held.created_at = "waiting", now()
    db.session.add(held)
    record(actor, "comment.held", space=space, subject=held, why=why.value)
    _count(space, 1)
    return held


def _why_held(view: SpaceView, actor: Person, body: str, trapped: bool) -> HoldReason | None:
    if view.may(Action.SAVE_REVISION):
        return None
    if (trapped or actor.doubted or view.space.holds_first) and is_newcomer(actor):
        return HoldReason.FORM if trapped or actor.doubted else HoldReason.FIRST
    if can_be_repeated(body) and is_repeated(body, said_lately(actor, body)):
        return HoldReason.REPEATED
    return None


def _tried(document: Document, post: Callable[[], Comment]) -> Held:
    """What `post` would have written, as words to hold; whatever it refuses is refused now, and nothing is posted."""
    try:
        with db.session.begin_nested():
            comment = post()
            held = Held(body=comment.body, html=comment.html, entry_id=comment.entry_id)
            held.capacity = comment.capacity
            raise _Undone
    except _Undone:
        db.session.refresh(document)
    return held


def _begin(actor: Person, held: Held) -> Space:
    """Hold the row and ask the charter. Raises NotAllowed, Conflict when its author took it back or has it back."""
    lock(held)
    space = db.session.get_one(Space, held.space_id)
    view_of(space, actor).require(Action.DECIDE_HELD, is_author=held.author_id == actor.id)
    if held.state in {"returned", "withdrawn"}:
        raise Conflict(lazy("This has ended already. Its author has it back."))
    return space


def _end(actor: Person, held: Held, space: Space, *, hides: bool = False) -> Comment | None:
    comment = _posted(held)
    held.comment_id = comment.id if comment else None
    _ended(actor, held, "posted" if comment else "returned")
    verb = "held.returned" if comment is None else "held.hidden" if hides else "held.released"
    record(actor, verb, space=space, subject=held)
    return comment


def _posted(held: Held) -> Comment | None:
    """Post it as its author; None, and nothing is written, where something refuses it now."""
    author = db.session.get_one(Person, held.author_id)
    document = db.session.get_one(Document, held.document_id)
    try:
        with db.session.begin_nested():
            return _post(author, document, held)
    except Refusal:
        db.session.refresh(document)
        return None


def _post(author: Person, document: Document, held: Held) -> Comment:
    if held.said_as == "suggestion":
        return post_suggestion(author, document, **held.said)
    if held.said_as == "comment":
        return post_comment(author, document, state_then=held.state_then, **held.said)
    parent = db.session.get_one(Comment, held.parent_id)
    return post_reply(author, parent, state_then=held.state_then, **held.said)


def _ended(actor: Person, held: Held, state: str) -> None:
    held.state, held.ended_at, held.ended_by = state, now(), actor.id
    _count(db.session.get_one(Space, held.space_id), -1)


def _count(space: Space, by: int) -> None:
    """One more or fewer waits; moved in the database, so that nobody's count is written over."""
    moved = update(Space).where(Space.id == space.id).values(held_count=Space.held_count + by)
    db.session.execute(moved, execution_options={"synchronize_session": False})
    db.session.refresh(space, ["held_count"])
