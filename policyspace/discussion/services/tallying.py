"""Keeping how many visible top-level comments of each sort there are: the numbers beside the filters of a list.

Rows of the tally are moved while the document is held, after all else that is held, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, update

from policyspace.charter.words import Answering
from policyspace.discussion.models import Comment, CommentTally
from policyspace.discussion.rules import Sort
from policyspace.drafting.models import Document
from policyspace.foundation.db import db


def sort_of(comment: Comment) -> Sort:
    """The sort of a top-level comment."""
    return Sort(str(comment.kind), comment.side, comment.answering)


def tally(document: Document, changes: Mapping[Sort, int]) -> None:
    """So many visible top-level comments more (or fewer) of each sort. What was added has its id then."""
    for sort, by in sorted(changes.items()):
        if by:
            _move(document, sort, by)


def tally_answered(
    document: Document, by_kind_and_side: Mapping[tuple[str, str], int], *, back: bool
) -> None:
    """So many visible comments got a published answer; `back`: they have none any more."""
    gone, come = Answering.UNANSWERED, Answering.ANSWERED
    if back:
        gone, come = come, gone
    fewer = {Sort(*each, gone): -count for each, count in by_kind_and_side.items()}
    more = {Sort(*each, come): count for each, count in by_kind_and_side.items()}
    tally(document, fewer | more)


def _move(document: Document, sort: Sort, by: int) -> None:
    keys = {"document_id": document.id, **sort._asdict()}
    here = (getattr(CommentTally, name) == value for name, value in keys.items())
    moved = update(CommentTally).where(*here).values(comment_count=CommentTally.comment_count + by)
    done = db.session.execute(moved, execution_options={"synchronize_session": False})
    if not done.rowcount:  # type: ignore[attr-defined]  # an update gives a cursor, which knows how many it changed
        db.session.execute(insert(CommentTally).values(**keys, comment_count=by))
