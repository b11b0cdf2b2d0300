"""What happened in a space, from the ledger, as far as its reader may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity, Side, Voice
from policyspace.charter.words import ProblemState, Role, Stage
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document, Suggestion
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.reporting.sentences import TELLINGS, Telling
from policyspace.spaces.queries import SpaceView

HEAD = aliased(Comment)
"""The comment at the head of the thread about a suggestion."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: the sentence, the hat it was done in, when, and the page about it."""

    sentence: str
    capacity: str | None
    when: datetime
    endpoint: str
    values: Mapping[str, Any]


def activity_of(view: SpaceView, span: Span) -> Page[Happening]:
    """What happened in the space, newest first. One statement, whatever happened."""
    return page_of(_readable(view), LedgerRow.id, lambda *told: _told(view, _Row(*told)), span)


class _Row(NamedTuple):
    """What is read of one row, with the names and the title it speaks of."""

    verb: str
    at: datetime
    subject_id: int | None
    facts: Mapping[str, Any]
    who: str | None
    whom: str | None
    title: str | None


def _readable(view: SpaceView) -> Select[*tuple[Any, ...]]:
    """Ledger rows of the space that may be told to its reader, with the names and the title they speak of.

    A row about a draft is told only to those whom the charter lets read what it is about; a comment that is
    hidden or taken back is not told of, except where the charter lets the reader see it.
    """
    whom = aliased(Person)
    facts = LedgerRow.facts
    document = and_(
        Document.space_id == LedgerRow.space_id, Document.number == facts["document"].as_integer()
    )
    return (
        select(
            LedgerRow.verb,
            LedgerRow.at,
            LedgerRow.subject_id,
            facts,
            Person.display_name,
            whom.display_name,
            Document.title,
        )
        .outerjoin(Person, Person.id == LedgerRow.actor_id)
        .outerjoin(whom, whom.id == facts["person"].as_integer())
        .outerjoin(Document, document)
        .outerjoin(Comment, _is_about(Comment.__tablename__, Comment.id))
        .outerjoin(HEAD, _is_about(Suggestion.__tablename__, HEAD.suggestion_id))
        .where(LedgerRow.space_id == view.space.id, _verbs(view))
        .where(_stands(view, Comment), _stands(view, HEAD))
    )


def _is_about(kind: str, key: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether a row is not told once a comment is hidden or withdrawn, and `key` leads to that comment."""
    verbs = [row.verb for row in TELLINGS.values() if row.of_comment]
    return and_(LedgerRow.subject_kind == kind, LedgerRow.verb.in_(verbs), key == LedgerRow.subject_id)


def _verbs(view: SpaceView) -> ColumnElement[bool]:
    always = {row.verb for row in TELLINGS.values() if view.may(row.needs, document_state=ProblemState.DRAFT)}
    about_text = {
        row.verb for row in TELLINGS.values() if row.needs in {Action.READ_DRAFT_DOCUMENT, Action.READ_RECORD}
    }
    not_draft = Document.state.is_not(None) & (Document.state != ProblemState.DRAFT.value)
    return or_(LedgerRow.verb.in_(sorted(always)), LedgerRow.verb.in_(sorted(about_text)) & not_draft)


def _stands(view: SpaceView, comment: type[Comment]) -> ColumnElement[bool]:
    stands: ColumnElement[bool] = comment.withdrawn_at.is_(None)
    if not view.may(Action.READ_HIDDEN_COMMENT):
        own = comment.author_id == (view.reader.id if view.reader else None)
        stands = and_(stands, or_(comment.hidden_at.is_(None), own))
    return or_(comment.id.is_(None), stands)


def _told(view: SpaceView, row: _Row) -> Happening:
    telling = TELLINGS[row.verb]
    names = {"who": row.who or _("Someone"), "whom": row.whom, "title": row.title}
    return Happening(
        sentence=str(telling.sentence) % {**names, **_words(row.facts)},
        capacity=None if telling.unnamed else _capacity(row.facts),
        when=row.at,
        endpoint=telling.leads_to,
        values={"slug": view.space.slug, **_values(telling, row)},
    )


def _words(facts: Mapping[str, Any]) -> dict[str, str]:
    """The words of the house that a row names, by their labels."""
    kinds: dict[str, type[Role] | type[Stage]] = {"role": Role, "stage": Stage, "from": Stage, "to": Stage}
    words = {name: str(kind(facts[name]).label) for name, kind in kinds.items() if facts.get(name)}
    return words | {"revision": str(facts.get("revision", ""))}


def _values(telling: Telling, row: _Row) -> dict[str, Any]:
    known = {
        "number": row.facts.get("document"),
        "revision_number": row.facts.get("revision"),
        "comment_id": row.subject_id,
        "suggestion_id": row.subject_id,
        "stage": row.facts.get("stage"),
    }
    return {name: known[name] for name in telling.names}


def _capacity(facts: Mapping[str, Any]) -> str | None:
    if not facts.get("side"):
        return None
    worn = Capacity(Side(facts["side"]), facts.get("organisation"), voice=Voice(facts.get("voice", "own")))
    return worn.text
