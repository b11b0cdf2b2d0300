"""Letters about a shared outcome: where a proposal stands now, and what is said of an answer to whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.actions import Action
from policyspace.charter.words import Stage
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_author, to_members
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.discussion import comment_path, readable_comment
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.outcomes.models import Entry, Movement, Record
from policyspace.outcomes.queries import find_standing, get_prompt, get_proposal
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView


def stage_moved(row: LedgerRow) -> Iterator[Draft]:
    """Told to everyone who can confirm a stage: whoever acts for a side."""
    space = db.session.get_one(Space, row.space_id)
    movement = db.session.get_one(Movement, row.subject_id)
    document = db.session.get_one(Document, db.session.get_one(Record, movement.record_id).document_id)

    def readable(view: SpaceView) -> None:
        get_proposal(view, document.number)

    yield from to_members(
        space,
        lambda: _moved(space, document, movement),
        but=row.actor_id,
        readable=readable,
        asked=Action.CONFIRM_STAGE,
    )


def entry_commented(row: LedgerRow) -> Iterator[Draft]:
    """To whoever wrote the words of the entry that stand now, unless the comment is theirs or has gone."""
    comment = db.session.get(Comment, row.subject_id)
    if comment is None or not comment.is_visible:
        return
    space = db.session.get_one(Space, row.space_id)
    document = db.session.get_one(Document, comment.document_id)
    first = db.session.get_one(Entry, comment.entry_id)
    entry = find_standing(first) or first
    if entry.author_id != comment.author_id:
        yield from to_author(
            space,
            entry.author,
            lambda: _commented(space, document, entry, comment),
            readable=readable_comment(document, comment),
        )


def _commented(space: Space, document: Document, entry: Entry, comment: Comment) -> Wording:
    asked = get_prompt(Stage(entry.stage), entry.prompt)
    names = {"name": comment.author.display_name, "title": document.title}
    return Wording(
        _("Comment on your answer in the shared outcome of “%(title)s”", title=document.title),
        (
            Paragraph(
                _("%(name)s commented on an answer of yours in the shared outcome of “%(title)s”.", **names)
            ),
            Paragraph(_("The question was: %(question)s", question=asked.question)),
            Paragraph(_("Speaking as: %(capacity)s.", capacity=comment.capacity.text)),
            Quote(comment.body),
            Link(_("Read the comment, and reply"), comment_path(space, document, comment), button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _moved(space: Space, document: Document, movement: Movement) -> Wording:
    to = Stage(movement.to_stage)
    return Wording(
        _("“%(title)s” is now at %(stage)s", title=document.title, stage=to.label),
        (
            Paragraph(
                _(
                    "A facilitator moved the proposal “%(title)s” from %(before)s to %(stage)s.",
                    title=document.title,
                    before=Stage(movement.from_stage).label,
                    stage=to.label,
                )
            ),
            *_reason(movement),
            Link(
                _("See what this stage asks"), f"{path_of(space, document)}/outcome/{to.value}", button=True
            ),
            *ending(space),
        ),
        stop_path(space),
    )


def _reason(movement: Movement) -> tuple[Part, ...]:
    return (Paragraph(_("The reason:")), Quote(movement.reason)) if movement.reason else ()
