"""Letters to the author of a comment: someone replied, a facilitator hid it."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.words import HideReason
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import get_discussed
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, Readable, to_author
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView


def comment_replied(row: LedgerRow) -> Iterator[Draft]:
    """A reply that still stands, to a comment of somebody else. What was brought in from elsewhere is old news."""
    reply = db.session.get(Comment, row.subject_id)
    if reply is None or not reply.is_visible or reply.imported is not None:
        return
    parent = db.session.get_one(Comment, reply.parent_id)
    if parent.author_id != reply.author_id and parent.is_visible:
        yield from _to_author(row, parent, reply)


def comment_hidden(row: LedgerRow) -> Iterator[Draft]:
    """Told while it is still hidden."""
    comment = db.session.get(Comment, row.subject_id)
    if comment is not None and comment.hidden_at is not None and comment.withdrawn_at is None:
        yield from _to_author(row, comment, None)


def _to_author(row: LedgerRow, comment: Comment, reply: Comment | None) -> Iterator[Draft]:
    space = db.session.get_one(Space, row.space_id)
    document = db.session.get_one(Document, comment.document_id)
    return to_author(
        space,
        comment.author,
        lambda: _reply(space, document, reply) if reply else _hidden(space, document, comment),
        readable=readable_comment(document, comment),
    )


def readable_comment(document: Document, comment: Comment) -> Readable:
    """Reads a comment as the reader of its letter would."""

    def read(view: SpaceView) -> None:
        get_discussed(view, document.number, comment.id)

    return read


def _reply(space: Space, document: Document, reply: Comment) -> Wording:
    return Wording(
        _("Reply to your comment on “%(title)s”", title=document.title),
        (
            Paragraph(
                _(
                    "%(name)s replied to your comment on “%(title)s”.",
                    name=reply.author.display_name,
                    title=document.title,
                )
            ),
            Paragraph(_("Speaking as: %(capacity)s.", capacity=reply.capacity.text)),
            Quote(reply.body),
            Link(_("Read the reply"), comment_path(space, document, reply), button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _hidden(space: Space, document: Document, comment: Comment) -> Wording:
    reason = HideReason(str(comment.hidden_reason)).label
    return Wording(
        _("Your comment on “%(title)s” is hidden", title=document.title),
        (
            Paragraph(
                _(
                    "A facilitator of “%(space)s” hid your comment on “%(title)s”.",
                    space=space.title,
                    title=document.title,
                )
            ),
            Paragraph(_("The reason: %(reason)s", reason=reason)),
            *_words_of_facilitator(comment),
            Paragraph(_("This is what you wrote:")),
            Quote(comment.body),
            Paragraph(_("It is not deleted. You and the facilitators can still read it.")),
            Link(_("See your comment"), comment_path(space, document, comment)),
            Paragraph(_("If you think that this is wrong, you can appeal. Another facilitator decides.")),
            Link(_("Appeal"), f"{comment_path(space, document, comment)}/appeal"),
        ),
    )


def _words_of_facilitator(comment: Comment) -> tuple[Part, ...]:
    if not comment.hidden_words:
        return ()
    return (Paragraph(_("The facilitator wrote to you:")), Quote(comment.hidden_words))


def comment_path(space: Space, document: Document, comment: Comment) -> str:
    """The page of a comment."""
    return f"{path_of(space, document)}/comments/{comment.id}"
