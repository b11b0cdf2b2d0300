"""Asking that another facilitator looks again at a hidden comment, and deciding it."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.words import AppealOutcome, Moderation
from policyspace.discussion.models import Appeal, Comment
from policyspace.discussion.queries import find_appeal
from policyspace.discussion.services.counting import hold_in_place
from policyspace.discussion.services.moderating import begin, show_again
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person


@command
def appeal(actor: Person, comment: Comment, *, words: str) -> Appeal:
    """Appeal against the hiding of one's own comment: once for each time it is hidden.

    The same words twice appeal once. Raises NotAllowed, Conflict when it is not hidden or was appealed before.
    """
    lock(comment)
    deed = begin(actor, comment, Action.APPEAL)
    if comment.hidden_at is None or comment.hidden_by is None or comment.withdrawn_at is not None:
        raise Conflict(lazy("This comment is not hidden any more."))
    earlier = find_appeal(comment)
    if earlier is not None:
        if earlier.words == words:
            return earlier
        raise Conflict(lazy("You have appealed already. A comment is looked at again once."))
    made = Appeal(
        space_id=deed.space.id,
        comment_id=comment.id,
        author_id=actor.id,
        hidden_at=comment.hidden_at,
        hidden_by=comment.hidden_by,
        words=words,
        created_at=now(),
    )
    db.session.add(made)
    record(actor, "appeal.made", space=deed.space, subject=made, document=deed.document.number)
    return made


@command
def decide_appeal(actor: Person, made: Appeal, *, outcome: AppealOutcome | str, reply: str = "") -> None:
    """Decide an appeal: the comment is shown again ("restored") or stays hidden ("upheld"), with words to its author.

    The same decision twice is one. Raises NotAllowed (only a facilitator who neither wrote nor hid the comment may,
    or in a public space an administrator), Conflict when it has ended meanwhile.
    """
    comment = db.session.get_one(Comment, made.comment_id)
    hold_in_place(comment)
    lock(made)
    deed = begin(actor, comment, Action.DECIDE_APPEAL, hidden_by_another=made.hidden_by != actor.id)
    chosen = AppealOutcome(outcome)
    if (made.outcome, made.decided_by) == (chosen.value, actor.id):
        return
    if made.decided_at is not None:
        raise Conflict(lazy("This appeal has ended already."))
    made.decided_at, made.decided_by = now(), actor.id
    made.outcome, made.reply = chosen.value, reply
    record(actor, "appeal.decided", space=deed.space, subject=made, outcome=chosen.value, **deed.facts)
    if chosen is AppealOutcome.RESTORED:
        show_again(actor, comment, deed, on_appeal=True)
    else:
        deed.log(Moderation.UPHELD, str(comment.hidden_reason), on_appeal=True)
