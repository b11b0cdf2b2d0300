"""What the team chooses from: comments that say the same, drafts, passages that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState
from policyspace.discussion.changed_passages import Passage, passages_of
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.queries.answers import comments_by_id, undrafted
from policyspace.discussion.queries.said import Said
from policyspace.discussion.rules import alike_groups
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.spaces.queries import SpaceView

MOST_COMPARED = 1_000
MOST_GROUPS = 20
MOST_IN_GROUP = 50
MOST_DRAFTS = 50
MOST_PASSAGES = 60


def groups_awaiting(view: SpaceView, document: Document) -> Sequence[Sequence[Said]]:
    """Comments without an answer that say much the same, by their words: the largest groups first, each oldest first.

    The newest 1,000 are compared. Two statements. Raises NotAllowed.
    """
    view.require(Action.READ_DRAFT_ANSWER)
    newest = undrafted(document).add_columns(Comment.body).order_by(Comment.id.desc()).limit(MOST_COMPARED)
    rows = sorted((row.id, row.body) for row in db.session.execute(newest))
    groups = [
        [rows[place][0] for place in group[:MOST_IN_GROUP]]
        for group in alike_groups([body for _id, body in rows])[:MOST_GROUPS]
    ]
    read = {
        each.id: each for each in comments_by_id(view, document, [one for group in groups for one in group])
    }
    return [[read[each] for each in group if each in read] for group in groups]


def newest_drafts(view: SpaceView, document: Document) -> Sequence[Answer]:
    """The newest drafts of answers, to which comments can be added. Raises NotAllowed."""
    view.require(Action.READ_DRAFT_ANSWER)
    query = select(Answer).where(Answer.document_id == document.id, Answer.state == AnswerState.DRAFT.value)
    return db.session.scalars(query.order_by(Answer.id.desc()).limit(MOST_DRAFTS)).all()


def cleared_drafts(view: SpaceView, document: Document) -> Mapping[int, int]:
    """All drafts that are cleared, by id the version, without their words. Raises NotAllowed."""
    view.require(Action.READ_DRAFT_ANSWER)
    query = select(Answer.id, Answer.version).where(
        Answer.document_id == document.id,
        Answer.state == AnswerState.DRAFT.value,
        Answer.cleared_at.is_not(None),
    )
    return dict(db.session.execute(query.order_by(Answer.id)).all())


def passages_to_choose(document: Document, number: str | None) -> Sequence[Passage]:
    """The passages of the revision that was typed, those that changed first; none where there is no such revision."""
    said = (number or "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        return []
    if not 1 <= int(said) <= document.revision_count:
        return []
    passages = [each for each in passages_of(document, int(said)) if each.parts]
    return sorted(passages, key=lambda each: each.what == "same")[:MOST_PASSAGES]
