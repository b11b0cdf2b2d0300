"""What a reader may do with the comments of a document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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

KEYED_IN = {
    CommentState.SHOWN: (Action.CORRECT_KEYED_IN, Action.TAKE_BACK_KEYED_IN),
    CommentState.HIDDEN: (Action.TAKE_BACK_KEYED_IN,),
    CommentState.WITHDRAWN: (),
}
"""What can be done besides with one that was keyed in."""


class Rights:
    """Asks the charter for one reader, once for all comments that are not their own: a page shows hundreds."""

    def __init__(self, view: SpaceView, document: Document) -> None:
        self._view = view
        self._state = state_of(document)
        self._moment = now()
        self._of_others: dict[tuple[CommentState, bool], frozenset[Action]] = {}

    def over(
        self, state: CommentState, *, author_id: int, on_entry: bool, created_at: datetime
    ) -> frozenset[Action]:
        """What the reader may do with a comment in `state`; `on_entry`: on an entry of the shared outcome."""
        reader = self._view.reader
        if reader is not None and reader.id == author_id:
            minutes = minutes_between(created_at, self._moment)
            return self._asked(state, is_author=True, on_entry=on_entry, minutes_since=minutes)
        if (state, on_entry) not in self._of_others:
            may = self._asked(state, is_author=False, on_entry=on_entry, minutes_since=None)
            self._of_others[state, on_entry] = may
        return self._of_others[state, on_entry]

    def over_keyed_in(self, state: CommentState, *, created_at: datetime) -> frozenset[Action]:
        """What the reader may do besides with a comment that was keyed in."""
        minutes = minutes_between(created_at, self._moment)
        standing = self._view.standing(document_state=self._state, minutes_since=minutes)
        return frozenset(action for action in KEYED_IN[state] if may(action, standing))

    def require(self, action: Action, comment: Comment) -> None:
        """Raise NotAllowed unless the reader may do `action` with `comment`."""
        reader = self._view.reader
        self._view.require(
            action,
            document_state=self._state,
            is_author=reader is not None and reader.id == comment.author_id,
            on_entry=comment.entry_id is not None,
            minutes_since=minutes_between(comment.created_at, self._moment),
        )

    def _asked(self, state: CommentState, **facts: Any) -> frozenset[Action]:
        standing = self._view.standing(document_state=self._state, **facts)
        return frozenset(action for action in ACTIONS[state] if may(action, standing))
