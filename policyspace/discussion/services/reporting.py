"""Asking the facilitators to look at somebody's comment."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.words import ReportReason
from policyspace.discussion.models import Comment, Report
from policyspace.discussion.queries import find_waiting_report
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def report_comment(actor: Person, comment: Comment, *, reason: ReportReason | str, words: str = "") -> Report:
    """Report someone else's comment, which stays as it is until a facilitator has looked at it.

    While a report of theirs waits, a second one only changes what it says. Raises NotAllowed, Invalid where
    "something else" is not told in words, Conflict when the comment was hidden or withdrawn.
    """
    lock(comment)
    space = _space_asked(actor, comment)
    chosen = ReportReason(reason)
    if chosen is ReportReason.OTHER and not words:
        raise Invalid(words=lazy("Say what is wrong with it."))
    if not comment.is_visible:
        raise Conflict(lazy("This comment was hidden or withdrawn already."))
    report = find_waiting_report(actor, comment)
    if report is None:
        report = Report(space_id=space.id, comment_id=comment.id, reporter_id=actor.id, created_at=now())
        db.session.add(report)
    elif (report.reason, report.words) == (chosen.value, words):
        return report
    report.reason, report.words = chosen.value, words
    record(actor, "comment.reported", space=space, subject=comment, reason=chosen.value)
    return report


def _space_asked(actor: Person, comment: Comment) -> Space:
    """The space of `comment`, once the charter was asked."""
    document = db.session.get_one(Document, comment.document_id)
    space = db.session.get_one(Space, document.space_id)
    view_of(space, actor).require(Action.REPORT_COMMENT, is_author=comment.author_id == actor.id)
    return space
