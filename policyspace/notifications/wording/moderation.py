"""Letters about moderation: to the author, whose comment is shown again or whose appeal is decided; to facilitators,
who are asked to decide one. That it is hidden is told among the letters about comments."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.actions import Action
from policyspace.charter.words import AppealOutcome, Visibility
from policyspace.discussion.models import Appeal, Comment, Held
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_administrators, to_author, to_members
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.discussion import comment_path, readable_comment
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.outcomes.queries import get_proposal
from policyspace.spaces.models import Space


def comment_unhidden(row: LedgerRow) -> Iterator[Draft]:
    """Told while it is still shown; after an appeal, the letter about that says it."""
    comment = db.session.get(Comment, row.subject_id)
    if comment is None or not comment.is_visible or row.facts.get("on_appeal"):
        return
    space, document = _place_of(row, comment)
    yield from to_author(
        space,
        comment.author,
        lambda: _shown_again(space, document, comment),
        readable=readable_comment(document, comment),
    )


def held_released(row: LedgerRow) -> Iterator[Draft]:
    """To whoever waited: others can read it now."""
    held = db.session.get_one(Held, row.subject_id)
    comment = db.session.get(Comment, held.comment_id)
    if comment is not None and comment.is_visible:
        space, document = _place_of(row, comment)
        yield from to_author(
            space,
            comment.author,
            lambda: _released(space, document, comment),
            readable=readable_comment(document, comment),
        )


def held_returned(row: LedgerRow) -> Iterator[Draft]:
    """To whoever waited in vain: their words, to be used elsewhere."""
    held = db.session.get_one(Held, row.subject_id)
    space = db.session.get_one(Space, held.space_id)
    document = db.session.get_one(Document, held.document_id)
    yield from to_author(
        space,
        held.author,
        lambda: _returned(document, held),
        readable=lambda view: (get_proposal if held.entry_id else get_document)(view, document.number),
    )


def appeal_made(row: LedgerRow) -> Iterator[Draft]:
    """To every facilitator but the one who hid the comment, while nobody has decided.

    Where no other facilitator could decide, to the administrators of the service, if the space is public.
    """
    appeal = db.session.get_one(Appeal, row.subject_id)
    comment = db.session.get_one(Comment, appeal.comment_id)
    space, document = _place_of(row, comment)
    if appeal.decided_at is not None:
        return
    drafts = list(
        to_members(
            space,
            lambda: _to_decide(space, document, appeal),
            but=appeal.hidden_by,
            readable=lambda view: get_document(view, document.number),
            asked=Action.MODERATE,
        )
    )
    yield from drafts
    concerned = {appeal.hidden_by, appeal.author_id}
    is_public = space.visibility == Visibility.PUBLIC
    if is_public and not any(each.person_id not in concerned for each in drafts):
        yield from to_administrators(lambda: _to_administrator(space, document, appeal), but=concerned)


def appeal_decided(row: LedgerRow) -> Iterator[Draft]:
    """To whoever appealed."""
    appeal = db.session.get_one(Appeal, row.subject_id)
    comment = db.session.get_one(Comment, appeal.comment_id)
    space, document = _place_of(row, comment)
    yield from to_author(
        space,
        appeal.author,
        lambda: _decided(space, document, comment, appeal),
        readable=readable_comment(document, comment),
    )


def _place_of(row: LedgerRow, comment: Comment) -> tuple[Space, Document]:
    return db.session.get_one(Space, row.space_id), db.session.get_one(Document, comment.document_id)


def _shown_again(space: Space, document: Document, comment: Comment) -> Wording:
    return Wording(
        _("Your comment on “%(title)s” is shown again", title=document.title),
        (
            Paragraph(
                _(
                    "A facilitator of “%(space)s” shows your comment on “%(title)s” again.",
                    space=space.title,
                    title=document.title,
                )
            ),
            Paragraph(_("Everyone who reads the document can read it.")),
            Link(_("See your comment"), comment_path(space, document, comment)),
        ),
    )


def _released(space: Space, document: Document, comment: Comment) -> Wording:
    return Wording(
        _("Your comment on “%(title)s” is posted", title=document.title),
        (
            Paragraph(
                _("A facilitator has looked at what you wrote. Everyone who reads the document can read it.")
            ),
            Link(_("See your comment"), comment_path(space, document, comment)),
        ),
    )


def _returned(document: Document, held: Held) -> Wording:
    return Wording(
        _("Your words about “%(title)s” could not be posted", title=document.title),
        (
            Paragraph(
                _("What you wrote waited for a facilitator. Meanwhile, its place has changed or closed.")
            ),
            Paragraph(_("This is what you wrote:")),
            Quote(held.body, whole=True),
        ),
    )


def _to_decide(space: Space, document: Document, appeal: Appeal) -> Wording:
    return Wording(
        _("An appeal waits in “%(space)s”", space=space.title),
        (
            Paragraph(
                _(
                    "Someone appeals against the hiding of their comment on “%(title)s”.",
                    title=document.title,
                )
            ),
            Paragraph(_("A facilitator who neither wrote nor hid it decides.")),
            Link(_("Read the appeal"), f"/spaces/{space.slug}/moderation/appeals/{appeal.id}", button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _to_administrator(space: Space, document: Document, appeal: Appeal) -> Wording:
    return Wording(
        _("An appeal waits in “%(space)s”", space=space.title),
        (
            Paragraph(
                _("Someone appeals against the hiding of their comment on “%(title)s”.", title=document.title)
            ),
            Paragraph(
                _(
                    "No other facilitator of the space can decide, so administrators of this service are asked."
                )
            ),
            Link(_("Read the appeal"), f"/spaces/{space.slug}/moderation/appeals/{appeal.id}", button=True),
        ),
    )


def _decided(space: Space, document: Document, comment: Comment, appeal: Appeal) -> Wording:
    restored = appeal.outcome_word is AppealOutcome.RESTORED
    return Wording(
        _("Your appeal about a comment on “%(title)s” is decided", title=document.title),
        (
            Paragraph(
                _(
                    "Another facilitator of “%(space)s” has looked at your comment on “%(title)s” again.",
                    space=space.title,
                    title=document.title,
                )
            ),
            Paragraph(
                _("It is shown again. Everyone who reads the document can read it.")
                if restored
                else _("It stays hidden. You and the facilitators can still read it.")
            ),
            *_words_of_decider(appeal),
            Link(_("See your comment"), comment_path(space, document, comment)),
        ),
    )


def _words_of_decider(appeal: Appeal) -> tuple[Part, ...]:
    if not appeal.reply:
        return ()
    return (Paragraph(_("The facilitator wrote to you:")), Quote(appeal.reply))
