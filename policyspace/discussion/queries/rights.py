"""What a reader may do with the comments of a document."""

from __future__ import annotations

from datetime import datetime

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may
from policyspace.discussion.models import Comment
from policyspace.discussion.rules import CommentState, minutes_between
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.spaces.queries import SpaceView

ACTIONS = {
    CommentState.SHOWN: (
        Action.REPLY,
        Action.SUPPORT,
        Action.EDIT_COMMENT,
        Action.WITHDRAW_COMMENT,
        Action.HIDE_COMMENT,
        Action.REPORT_COMMENT,
    ),
    CommentState.HIDDEN: (
        Action.WITHDRAW_COMMENT,
        Action.UNHIDE_COMMENT,
        Action.READ_HIDDEN_COMMENT,
        Action.APPEAL,
    ),
    CommentState.WITHDRAWN: (),
}
"""What can be done with a comment in each state, by whoever may."""


class Rights:
    """Asks the charter for one reader, once for all comments that are not their own: a page shows hundreds."""

    def __init__(self, view: SpaceView, document: Document) -> None:
        self._view = view
        self._state = state_of(document)
        self._moment = now()
        self._of_others: dict[CommentState, frozenset[Action]] = {}

    def over(self, state: CommentState, *, author_id: int, created_at: datetime) -> frozenset[Action]:
        """What the reader may do with a comment in `state`."""
        reader = self._view.reader
        if reader is not None and reader.id == author_id:
            return self._asked(state, is_author=True, minutes_since=minutes_between(created_at, self._moment))
        if state not in self._of_others:
            self._of_others[state] = self._asked(state, is_author=False, minutes_since=None)
        return self._of_others[state]

    def require(self, action: Action, comment: Comment) -> None:
        """Raise NotAllowed unless the reader may do `action` with `comment`."""
        reader = self._view.reader
        self._view.require(
            action,
            document_state=self._state,
            is_author=reader is not None and reader.id == comment.author_id,
            minutes_since=minutes_between(comment.created_at, self._moment),
        )

    def _asked(
        self, state: CommentState, *, is_author: bool, minutes_since: float | None
    ) -> frozenset[Action]:
        standing = self._view.standing(
            document_state=self._state, is_author=is_author, minutes_since=minutes_since
        )
        return frozenset(action for action in ACTIONS[state] if may(action, standing))
