"""Keeping how many visible top-level comments of each sort there are: the numbers beside the filters of a list.

Rows of the tally are moved while the document is held, after all else that is held, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, bindparam, insert, update

from policyspace.charter.words import Answering
from policyspace.discussion.models import Comment, CommentTally
from policyspace.discussion.rules import Sort
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.prepared import run

_KEYS = ("document_id", *Sort._fields)
_MOVING = (
    update(CommentTally)
    .where(and_(*(getattr(CommentTally, name) == bindparam(f"its_{name}") for name in _KEYS)))
    .values(comment_count=CommentTally.comment_count + bindparam("by"))
)
_FIRST = insert(CommentTally)


def sort_of(comment: Comment) -> Sort:
    """The sort of a top-level comment."""
    return Sort(str(comment.kind), comment.side, comment.answering)


def tally(document: Document, changes: Mapping[Sort, int]) -> None:
    """So many visible top-level comments more (or fewer) of each sort. What was added has its id then."""
    db.session.flush()
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
    here = {f"its_{name}": value for name, value in keys.items()}
    if not run(_MOVING, **here, by=by).rowcount:
        run(_FIRST, **keys, comment_count=by)
