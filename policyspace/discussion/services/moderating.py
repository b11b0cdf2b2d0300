"""What facilitators do with the comments of others: hide one, with a reason, and show it again."""

from __future__ import annotations

from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.words import HideReason
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import thread_of
from policyspace.discussion.services.counting import count_visible
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def hide_comment(actor: Person, comment: Comment, *, reason: HideReason | str, words: str = "") -> None:
    """Hide someone else's comment for `reason`, with `words` to its author. Its replies stay.

    The same person hides it for the same reason once. Raises NotAllowed, Conflict when it was hidden or withdrawn
    meanwhile.
    """
    lock(comment)
    document, facts = _begin(actor, comment, Action.HIDE_COMMENT)
    wanted = (actor.id, HideReason(reason).value, words or None)
    if (comment.hidden_by, comment.hidden_reason, comment.hidden_words) == wanted:
        return
    if not comment.is_visible:
        raise Conflict(lazy("This comment was hidden or withdrawn already."))
    comment.hidden_at, comment.hidden_by = now(), actor.id
    comment.hidden_reason, comment.hidden_words = HideReason(reason).value, words or None
    record(actor, "comment.hidden", subject=comment, reason=comment.hidden_reason, **facts)
    count_visible(document, thread_of(comment).block_id, -1)


@command
def unhide_comment(actor: Person, comment: Comment) -> None:
    """Show a hidden comment again. Raises NotAllowed. One that is not hidden stays as it is."""
    lock(comment)
    document, facts = _begin(actor, comment, Action.UNHIDE_COMMENT)
    if comment.hidden_at is None:
        return
    comment.hidden_at = comment.hidden_by = comment.hidden_reason = comment.hidden_words = None
    record(actor, "comment.unhidden", subject=comment, **facts)
    if comment.is_visible:
        count_visible(document, thread_of(comment).block_id, 1)


def _begin(actor: Person, comment: Comment, action: Action) -> tuple[Document, dict[str, Any]]:
    """Ask the charter; give the document, and what the ledger is told of every such deed."""
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    view.require(action, is_author=comment.author_id == actor.id)
    facts = {"document": document.number, "author": comment.author_id, **view.capacity.facts}
    return document, {"space": space, **facts}
