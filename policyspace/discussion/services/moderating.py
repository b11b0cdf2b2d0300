"""What facilitators do with the comments of others: hide one, with a reason, show it again, or leave it as it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import AppealOutcome, HideReason, Moderation
from policyspace.discussion.models import Comment, ModerationStep, Report
from policyspace.discussion.queries import find_waiting_appeal
from policyspace.discussion.services.counting import count_visible, hold_in_place
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db, lock
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def hide_comment(actor: Person, comment: Comment, *, reason: HideReason | str, words: str = "") -> None:
    """Hide someone else's comment for `reason`, with `words` to its author. Its replies stay; reports are settled.

    The same person hides it for the same reason once. Raises NotAllowed, Conflict when it was hidden or withdrawn
    meanwhile.
    """
    hold_in_place(comment)
    deed = begin(actor, comment, Action.HIDE_COMMENT)
    wanted = (actor.id, HideReason(reason).value, words or None)
    if (comment.hidden_by, comment.hidden_reason, comment.hidden_words) == wanted:
        return
    if not comment.is_visible:
        raise Conflict(lazy("This comment was hidden or withdrawn already."))
    comment.hidden_at, comment.hidden_by = now(), actor.id
    comment.hidden_reason, comment.hidden_words = HideReason(reason).value, words or None
    record(actor, "comment.hidden", space=deed.space, subject=comment, reason=wanted[1], **deed.facts)
    deed.log(Moderation.HIDDEN, wanted[1])
    settle_reports(actor, comment, "hidden")
    count_visible(deed.document, comment, -1)


@command
def unhide_comment(actor: Person, comment: Comment) -> None:
    """Show a hidden comment again. Raises NotAllowed. One that is not hidden stays as it is.

    An appeal that waits ends with it: decided by `actor`, unless it was they who hid the comment.
    """
    hold_in_place(comment)
    deed = begin(actor, comment, Action.UNHIDE_COMMENT)
    if comment.hidden_at is None:
        return
    appeal = find_waiting_appeal(comment)
    if appeal is not None:
        relents = appeal.hidden_by == actor.id
        appeal.decided_at, appeal.decided_by = now(), None if relents else actor.id
        appeal.outcome = AppealOutcome.RELENTED if relents else AppealOutcome.RESTORED
    show_again(actor, comment, deed, on_appeal=False)


@command
def keep_reported(actor: Person, comment: Comment) -> None:
    """Leave a comment as it is: its reports are settled. Raises NotAllowed."""
    lock(comment)
    deed = begin(actor, comment, Action.KEEP_REPORTED)
    settled = settle_reports(actor, comment, "kept")
    if settled:
        record(actor, "reports.kept", space=deed.space, subject=comment, reports=settled, **deed.facts)


@dataclass(frozen=True)
class Deed:
    """What a facilitator does about a comment: where, and what the ledger is told of it."""

    space: Space
    document: Document
    comment: Comment
    facts: Facts

    def log(self, step: Moderation, reason: str, *, on_appeal: bool = False) -> None:
        """Add a line to the public log of the space."""
        db.session.add(
            ModerationStep(
                space_id=self.space.id,
                document_id=self.document.id,
                comment_id=self.comment.id,
                step=step.value,
                reason=reason,
                on_appeal=on_appeal,
                created_at=now(),
            )
        )


def begin(actor: Person, comment: Comment, action: Action, *, hidden_by_another: bool = False) -> Deed:
    """Ask the charter whether `actor` may do `action` with `comment`. Raises NotAllowed."""
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    own = comment.author_id == actor.id
    view.require(action, is_author=own, hidden_by_another=hidden_by_another)
    facts = {"document": document.number, "author": comment.author_id, **view.capacity.facts}
    return Deed(space, document, comment, facts)


def show_again(actor: Person, comment: Comment, deed: Deed, *, on_appeal: bool) -> None:
    """Show a hidden comment that is locked, tell the ledger and the log, and count it."""
    reason = str(comment.hidden_reason)
    comment.hidden_at = comment.hidden_by = comment.hidden_reason = comment.hidden_words = None
    record(actor, "comment.unhidden", space=deed.space, subject=comment, on_appeal=on_appeal, **deed.facts)
    deed.log(Moderation.RESTORED, reason, on_appeal=on_appeal)
    if comment.is_visible:
        count_visible(deed.document, comment, 1)


def end_moderation(actor: Person, comment: Comment) -> None:
    """What its author took back needs no facilitator any more. Part of the command that withdraws it."""
    settle_reports(actor, comment, "dropped")
    appeal = find_waiting_appeal(comment)
    if appeal is not None:
        appeal.decided_at, appeal.outcome = now(), AppealOutcome.DROPPED


def settle_reports(actor: Person, comment: Comment, outcome: str) -> int:
    """End the reports of `comment` that wait; gives how many. Part of commands that tell the ledger of it."""
    waiting = select(Report).where(Report.comment_id == comment.id, Report.settled_at.is_(None))
    reports = db.session.scalars(waiting, execution_options={"populate_existing": True}).all()
    for report in reports:
        report.settled_at, report.settled_by, report.outcome = now(), actor.id, outcome
    return len(reports)
