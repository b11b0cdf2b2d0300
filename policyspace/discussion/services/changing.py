"""What authors do with their own comments: other words for a while, or none at all."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import find_open_suggestion, thread_of
from policyspace.discussion.rendering import rendered
from policyspace.discussion.rules import minutes_between
from policyspace.discussion.services.counting import count_visible, hold_in_place, uncount_reply
from policyspace.discussion.services.moderating import end_moderation
from policyspace.discussion.services.tallying import sort_of, tally
from policyspace.drafting.models import Document
from policyspace.drafting.services import withdraw_suggestion
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def edit_comment(
    actor: Person, comment: Comment, *, body: str, kind: CommentKind | str | None = None
) -> None:
    """Change the words of one's own comment, and its kind when one is given, while the charter allows it.

    Raises Invalid for what cannot be taken, NotAllowed, Conflict when it was hidden or withdrawn.
    """
    html = rendered(body)
    hold_in_place(comment)
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    view.require(
        Action.EDIT_COMMENT,
        is_author=comment.author_id == actor.id,
        minutes_since=minutes_between(comment.created_at, now()),
    )
    if not comment.is_visible:
        raise Conflict(lazy("This comment was hidden or withdrawn, so it cannot be changed."))
    if comment.suggestion_id is not None:
        raise Conflict(lazy("What a suggestion says stays as it is. Withdraw it, and make another."))
    if comment.answered_at is not None:
        raise Conflict(lazy("This comment has an answer, so it stays as it is. You can reply to it."))
    if kind is not None and comment.kind is None:
        raise Invalid(kind=lazy("A reply has no kind."))
    wanted = CommentKind(kind).value if kind is not None else comment.kind
    if (body, wanted) == (comment.body, comment.kind):
        return
    was = sort_of(comment) if comment.thread_id is None and comment.entry_id is None else None
    comment.body, comment.html, comment.kind, comment.edited_at = body, html, wanted, now()
    if was is not None and was.kind != wanted:
        tally(document, {was: -1, sort_of(comment): 1})
    facts = {"document": document.number, **comment.capacity.facts}
    record(actor, "comment.edited", space=space, subject=comment, **facts)


@command
def withdraw_comment(actor: Person, comment: Comment) -> None:
    """Take one's own comment back. With replies its place is kept, without its words; without any it is gone.

    The suggestion that it began with, if it is still open, is withdrawn with it, and the ledger tells of that.
    Raises NotAllowed. What was withdrawn already stays so.
    """
    hold_in_place(comment)
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    view_of(space, actor).require(Action.WITHDRAW_COMMENT, is_author=comment.author_id == actor.id)
    if comment.withdrawn_at is not None:
        return
    let_go(actor, comment, document)
    suggestion = find_open_suggestion(comment)
    if suggestion is not None:
        withdraw_suggestion(actor, suggestion)
        return
    facts = {"document": document.number, **comment.capacity.facts}
    record(actor, "comment.withdrawn", space=space, subject=comment, **facts)


def let_go(actor: Person, comment: Comment, document: Document) -> None:
    """Take a comment that is held, with its document, off the page; part of the command that tells the ledger of it."""
    was_visible = comment.is_visible
    comment.withdrawn_at = now()
    if comment.parent_id is not None:
        uncount_reply(db.session.get_one(Comment, comment.parent_id), thread_of(comment))
    if was_visible:
        count_visible(document, comment, -1)
    end_moderation(actor, comment)
