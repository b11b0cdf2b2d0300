"""Suggestions as one reader may see them, each with its thread: what hides the comment at its head hides it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import undefer

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.said import Said
from policyspace.drafting.models import Document, Suggestion, SuggestionStep
from policyspace.drafting.queries import state_of
from policyspace.drafting.rules.suggesting import Obstacle, SuggestionState, shown_change
from policyspace.drafting.suggested import obstacle_words, steps_of
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.spaces.queries import SpaceView

MOST_IN_PLACE = 100
OPEN = Suggestion.state == SuggestionState.OPEN.value
DECIDED = Suggestion.state.in_([SuggestionState.ACCEPTED.value, SuggestionState.DECLINED.value])
DECIDING = frozenset({Action.DECIDE_SUGGESTION})


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion, the comment at the head of its thread, and how many replies that has.

    `hidden`: only its author and facilitators may read it. `is_own`: it is the reader's. `may` says what the reader
    may do with it now; `steps`, oldest first, are what was done with it, where they were asked for.
    """

    suggestion: Suggestion
    thread_id: int
    reply_count: int
    hidden: bool
    is_own: bool
    may: frozenset[Action]
    steps: Sequence[SuggestionStep] = ()

    @property
    def state(self) -> SuggestionState:
        return SuggestionState(self.suggestion.state)

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """The change as pairs of equal, insert or delete and the words."""
        return shown_change(self.suggestion.passage, self.suggestion.words)

    @property
    def first_parts(self) -> Sequence[tuple[str, str]]:
        """The same of the change as it was made; none where it has gone on as it was."""
        given = self.suggestion
        first = given.first_passage, given.first_words
        return shown_change(*first) if first != (given.passage, given.words) else ()

    @property
    def obstacle(self) -> str | None:
        """Why it needs its author, said to the reader; None where it does not."""
        if self.state is not SuggestionState.OPEN or not self.suggestion.needs_author:
            return None
        return obstacle_words(self.suggestion, to_author=self.is_own)

    @property
    def capacity(self) -> Capacity:
        """The hat in which it was made."""
        return self.suggestion.capacity


def suggestions_of(
    view: SpaceView, document: Document, span: Span, *, is_open: bool | None = None
) -> Page[Suggested]:
    """The suggestions on `document`, newest first, with their steps; with `is_open`, those that wait for a decision,
    or those that were decided. Two statements."""
    query = _readable(view, document)
    if is_open is not None:
        query = query.where(OPEN if is_open else DECIDED)
    page = page_of(query, Suggestion.id, partial(_suggested, view, document), span)
    steps = steps_of([each.suggestion for each in page.items])
    return Page([_with(each, steps) for each in page.items], page.newer, page.older)


def suggestions_in_place(view: SpaceView, document: Document) -> Mapping[str, Sequence[Suggested]]:
    """The open suggestions on `document` that everyone may read, by block, oldest first; at most a hundred."""
    query = _readable(view, document).where(OPEN, Comment.hidden_at.is_(None))
    found: dict[str, list[Suggested]] = {}
    for row in db.session.execute(query.order_by(Suggestion.id).limit(MOST_IN_PLACE)):
        found.setdefault(row[0].block_id, []).append(_suggested(view, document, *row))
    return found


def get_suggestion(view: SpaceView, document: Document, suggestion_id: int) -> Suggested:
    """A suggestion with its steps. Raises NotFound, as for one that was withdrawn or is hidden from this reader."""
    as_made = (undefer(Suggestion.first_passage), undefer(Suggestion.first_words))
    query = _readable(view, document).where(Suggestion.id == suggestion_id).options(*as_made)
    row = db.session.execute(query).first()
    if row is None:
        raise NotFound
    found = _suggested(view, document, *row)
    return _with(found, steps_of([found.suggestion]))


def get_suggestion_for(view: SpaceView, document: Document, suggestion_id: int, action: Action) -> Suggested:
    """A suggestion with which the reader may do `action`. Raises NotFound, NotAllowed, Conflict when it is hidden."""
    found = get_suggestion(view, document, suggestion_id)
    view.require(action, document_state=state_of(document), is_author=found.is_own)
    if found.hidden and action in DECIDING:
        raise Conflict(lazy("This suggestion is hidden. Show its comment again before you decide."))
    return found


def find_suggestion_of(view: SpaceView, document: Document, said: Said) -> Suggested | None:
    """The suggestion that the thread under `said` is about, if it is about one that the reader may read."""
    if said.suggestion_id is None or not said.html:
        return None
    return get_suggestion(view, document, said.suggestion_id)


def get_head(suggestion: Suggestion) -> Comment:
    """The comment at the head of the thread about `suggestion`."""
    return db.session.scalars(select(Comment).where(Comment.suggestion_id == suggestion.id)).one()


def get_suggested(comment: Comment) -> Suggestion:
    """The suggestion that `comment` is at the head of."""
    return db.session.get_one(Suggestion, comment.suggestion_id)


def find_open_suggestion(comment: Comment) -> Suggestion | None:
    """The suggestion that `comment` is at the head of, while it waits for a decision."""
    if comment.suggestion_id is None:
        return None
    query = select(Suggestion).where(Suggestion.id == comment.suggestion_id, OPEN)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _readable(view: SpaceView, document: Document) -> Select[*tuple[Any, ...]]:
    return (
        select(Suggestion, Comment.id, Comment.reply_count, Comment.hidden_at)
        .join(Comment, Comment.suggestion_id == Suggestion.id)
        .where(Suggestion.document_id == document.id, Comment.withdrawn_at.is_(None), _may_read(view))
    )


def _may_read(view: SpaceView) -> ColumnElement[bool]:
    shown: ColumnElement[bool] = Comment.hidden_at.is_(None)
    if view.may(Action.READ_HIDDEN_COMMENT):
        return or_(shown, Comment.hidden_at.is_not(None))
    return or_(shown, Comment.author_id == (view.reader.id if view.reader else None))


def _suggested(
    view: SpaceView,
    document: Document,
    suggestion: Suggestion,
    thread_id: int,
    reply_count: int,
    hidden_at: object,
) -> Suggested:
    hidden, own = hidden_at is not None, _is_own(view, suggestion)
    may = _rights(view, document, suggestion, hidden=hidden, own=own)
    return Suggested(suggestion, thread_id, reply_count, hidden, own, may)


def _rights(
    view: SpaceView, document: Document, suggestion: Suggestion, *, hidden: bool, own: bool
) -> frozenset[Action]:
    if suggestion.state != SuggestionState.OPEN:
        return frozenset()
    fits = {Action.WITHDRAW_SUGGESTION}
    if not hidden:
        fits |= DECIDING
    if suggestion.needs_author and suggestion.obstacle != Obstacle.GONE:
        fits |= {Action.RENEW_SUGGESTION}
    return frozenset(
        action for action in fits if view.may(action, document_state=state_of(document), is_author=own)
    )


def _is_own(view: SpaceView, suggestion: Suggestion) -> bool:
    return view.reader is not None and view.reader.id == suggestion.author_id


def _with(found: Suggested, steps: Mapping[int, Sequence[SuggestionStep]]) -> Suggested:
    return replace(found, steps=steps.get(found.suggestion.id, ()))
