"""Who may read what the index points to: asked of the rows as they are now, by the rules of their own packages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, false, literal, select

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.queries import read_by_all
from policyspace.drafting.models import Document
from policyspace.drafting.queries import readable_across
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.queries import record_readable_across
from policyspace.reporting.searching.rules import FoundKind
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import may_across, own_membership

comments = Comment.__table__


def may_be_read(
    found: FromClause, kinds: Collection[FoundKind] = tuple(FoundKind), *, signed_in: bool
) -> ColumnElement[bool]:
    """Whether the reader may read what a row of `found`, with `kind` and `subject_id`, points to; a row of `kinds`.

    Asked row by row, of the rows of its kind alone: nothing else is read, and what is not wanted is not asked about.
    The id of a reader who is `signed_in` is bound as `reader`.
    """
    ways = [
        (own, _is_there(way(found.c.subject_id, signed_in).correlate(found)))
        for own, way in _WAYS
        if {*own} & {*kinds}
    ]
    if len(ways) == 1:
        return ways[0][1]
    return case(*((found.c.kind.in_([each.value for each in own]), way) for own, way in ways), else_=false())


def _space(its: ColumnElement[int], signed_in: bool) -> Select[Any]:
    spaces = select(literal(1)).select_from(Space)
    if signed_in:
        spaces = spaces.outerjoin(Membership, own_membership())
    return spaces.where(Space.id == its, may_across(Action.READ_SPACE, signed_in=signed_in))


def _document(its: ColumnElement[int], signed_in: bool) -> Select[Any]:
    return _in_documents(signed_in).where(Document.id == its, readable_across(signed_in=signed_in))


def _entry(its: ColumnElement[int], signed_in: bool) -> Select[Any]:
    there = (Entry.id == its, Entry.ended_at.is_(None), record_readable_across(signed_in=signed_in))
    records = _in_documents(signed_in).join(Record, Record.document_id == Document.id)
    return records.join(Entry, Entry.record_id == Record.id).where(*there)


def _answer(its: ColumnElement[int], signed_in: bool) -> Select[Any]:
    """It is shown with the comments that it was given to."""
    there = (
        Answer.id == its,
        Answer.state == AnswerState.PUBLISHED.value,
        readable_across(signed_in=signed_in),
    )
    shown = first_answered().correlate(Answer).exists()
    return _in_documents(signed_in).join(Answer, Answer.document_id == Document.id).where(*there, shown)


def _comment(its: ColumnElement[int], signed_in: bool) -> Select[Any]:
    there = (comments.c.id == its, read_by_all(), readable_across(signed_in=signed_in))
    return _in_documents(signed_in).join(comments, comments.c.document_id == Document.id).where(*there)


_WAYS: tuple[tuple[tuple[FoundKind, ...], Callable[[ColumnElement[int], bool], Select[Any]]], ...] = (
    ((FoundKind.COMMENT,), _comment),
    ((FoundKind.PROBLEM, FoundKind.PROPOSAL), _document),
    ((FoundKind.SPACE,), _space),
    ((FoundKind.ENTRY,), _entry),
    ((FoundKind.ANSWER,), _answer),
)


def _is_there(way: Select[Any]) -> ColumnElement[bool]:
    """As a value, not as EXISTS, which PostgreSQL may answer by reading all there is of the kind beforehand."""
    return way.scalar_subquery().is_not(None)


def _in_documents(signed_in: bool) -> Select[Any]:
    documents = select(literal(1)).select_from(Document).join(Space, Space.id == Document.space_id)
    return documents.outerjoin(Membership, own_membership()) if signed_in else documents


def first_answered() -> Select[Any]:
    """The first comment that has the answer of a row and may be read."""
    answered = comments.alias("answered")
    query = select(answered.c.id).where(answered.c.answer_id == Answer.id, read_by_all(answered))
    return query.order_by(answered.c.id).limit(1)
