"""The notice board: facts that a higher package posts down for lower ones to read ("trust_met" of a proposal).

Posting is part of the command that found the fact out: that command asks the charter and tells the ledger.
They are read by `queries.find_notice` and `queries.notices_of`.
"""

from __future__ import annotations

from policyspace.foundation.clock import now
from policyspace.foundation.db import Base, db
from policyspace.spaces.models import Notice, Space
from policyspace.spaces.queries import find_notice


def post_notice(space: Space, subject: Base, name: str, *, words: str = "") -> Notice:
    """Post the fact `name` about `subject`, a saved row, with words to show beside it.

    Posting it again changes the words.
    """
    notice = find_notice(space, subject, name)
    if notice is None:
        notice = Notice(
            space_id=space.id,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,  # type: ignore[attr-defined]  # every table that is noticed has an id
            name=name,
            words=words,
            posted_at=now(),
        )
        db.session.add(notice)
    elif notice.words != words:
        notice.words, notice.posted_at = words, now()
    return notice


def take_down_notice(space: Space, subject: Base, name: str) -> None:
    """The fact no longer holds. Nothing happens where it was not posted."""
    notice = find_notice(space, subject, name)
    if notice is not None:
        db.session.delete(notice)
