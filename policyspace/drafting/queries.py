"""Reading documents and revisions. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from flask import g
from sqlalchemy import ColumnElement, Select, and_, bindparam, inspect, or_, select
from sqlalchemy.orm import aliased, undefer

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind, ProblemState, ProposalState
from policyspace.drafting.models import Document, ProposalProblem, Revision, StateChange
from policyspace.drafting.rules.identity import digest_of
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.prepared import run
from policyspace.foundation.text.plain import plain_text
from policyspace.foundation.together import Rows, as_json
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, may_across, notices_of

T = TypeVar("T")
PAGE = 50
UNPUBLISHED = (ProblemState.DRAFT.value, ProposalState.DRAFT.value)
WHOLE = (undefer(Revision.text), undefer(Revision.blocks), undefer(Revision.authorship))
_MADE_OF = frozenset({"text", "blocks", "authorship"})
_OF_DOCUMENT = Revision.document_id == bindparam("document_id")
_REVISION = select(Revision).where(_OF_DOCUMENT, Revision.number == bindparam("number")).options(*WHOLE)
_SAVED = select(Revision.id).where(
    Revision.author_id == bindparam("author_id"), Revision.idempotency_key == bindparam("idempotency_key")
)
_TITLES = select(Revision.title).where(_OF_DOCUMENT).distinct()
_SAYS_THIS = (
    select(Revision.id)
    .where(_OF_DOCUMENT, Revision.digest.in_(bindparam("digests", expanding=True)))
    .order_by(Revision.number)
    .limit(1)
)
_SIDES = select(Revision.number, Revision.side).where(
    _OF_DOCUMENT, Revision.number.in_(bindparam("numbers", expanding=True))
)
LOOK_BACK = 50
LARGEST_NUMBER = 2**31 - 1  # that a column can hold


@dataclass(frozen=True, slots=True)
class Linked:
    """A document of the same space, as a link to it needs it."""

    number: int
    title: str


def readable(view: SpaceView) -> Select[Document]:
    """The documents of the space that its reader may see."""
    return _readable(view.space.id, drafts=view.may(Action.READ_DRAFT_DOCUMENT))


def _readable(space_id: Any, *, drafts: bool) -> Select[Document]:
    query = select(Document).where(Document.space_id == space_id)
    return query if drafts else query.where(Document.state.not_in(UNPUBLISHED))


@cache
def _numbered(*, drafts: bool) -> Select[Document]:
    return _readable(bindparam("space_id"), drafts=drafts).where(Document.number == bindparam("number"))


def readable_across(*, signed_in: bool = True) -> ColumnElement[bool]:
    """The same in all spaces at once: whether the reader may see a document, joined with its space and, where they are
    `signed_in`, by `own_membership` with them."""
    drafts = may_across(Action.READ_DRAFT_DOCUMENT, signed_in=signed_in)
    return and_(
        may_across(Action.READ_SPACE, signed_in=signed_in), or_(Document.state.not_in(UNPUBLISHED), drafts)
    )


def state_of(document: Document) -> ProblemState | ProposalState:
    """Where the document stands now: a problem past its closing date takes no more comments."""
    state = document.state_word
    past = document.closes_at is not None and document.closes_at <= now()
    return ProblemState.ANSWERING if state is ProblemState.OPEN and past else state


def get_document(view: SpaceView, number: int) -> Document:
    """The document with `number`. Raises NotFound when it is not there for this reader."""
    query = _numbered(drafts=view.may(Action.READ_DRAFT_DOCUMENT))
    document = db.session.scalar(query, {"space_id": view.space.id, "number": number})
    if document is None:
        raise NotFound
    return document


def read_document(view: SpaceView, number: int) -> tuple[Document, Revision]:
    """A document with its newest revision and that revision's blocks, in one statement. Raises NotFound."""
    document, revision, _nothing = read_document_and(view, number)
    return document, revision


def newest_of(document: Document) -> Revision:
    """The newest revision of a document that was read before, with its blocks."""
    newest = (Revision.document_id == document.id) & (Revision.number == document.revision_count)
    return db.session.scalars(select(Revision).where(newest).options(undefer(Revision.blocks))).one()


def read_document_and(
    view: SpaceView, number: int, *more: ColumnElement[Any]
) -> tuple[Document, Revision, Sequence[Any]]:
    """The same, and what a higher floor wants to know of the document besides, still in one statement."""
    query = (
        readable(view)
        .add_columns(Revision, *more)
        .join(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.revision_count))
        .where(Document.number == number)
        .options(undefer(Revision.blocks))
    )
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound
    return found[0], found[1], found[2:]


def documents_of(
    view: SpaceView, *, kind: DocumentKind | None = None, before: int | None = None, limit: int = PAGE
) -> Sequence[Document]:
    """The documents the reader may see, newest first; `before` is the number of the last one already shown."""
    query = readable(view)
    if kind is not None:
        query = query.where(Document.kind == kind.value)
    if before is not None:
        query = query.where(Document.number < before)
    return db.session.scalars(query.order_by(Document.number.desc()).limit(limit)).all()


def get_revision(document: Document, number: int) -> Revision:
    """A revision with its text, blocks and authorship. Raises NotFound."""
    known = {"document_id": document.id, "number": number}
    revision = db.session.scalar(_REVISION, known) if 0 < number <= LARGEST_NUMBER else None
    if revision is None:
        raise NotFound
    _read_here()[document.id, number] = revision
    return revision


def get_known_revision(document: Document, number: int) -> Revision:
    """The same, as this request has read it already, where it has: a revision never changes. Raises NotFound."""
    revision = _read_here().get((document.id, number))
    if revision is None or revision not in db.session or not _MADE_OF.isdisjoint(inspect(revision).unloaded):
        return get_revision(document, number)
    return revision


def _read_here() -> WeakValueDictionary[tuple[int, int], Revision]:
    """The revisions that this request has read and still holds."""
    held: WeakValueDictionary[tuple[int, int], Revision] = g.setdefault("revisions", WeakValueDictionary())
    return held


def find_saved(author_id: int, idempotency_key: str) -> Revision | None:
    """What this author already saved under this key."""
    found = run(_SAVED, author_id=author_id, idempotency_key=idempotency_key).scalar()
    return None if found is None else db.session.get_one(Revision, found)


def find_same_text(document_id: int, text: str) -> Revision | None:
    """The oldest revision that says the same as `text`, under any title."""
    titles = run(_TITLES, document_id=document_id).scalars()
    digests = [digest_of(title, text) for title in titles]
    found = run(_SAYS_THIS, document_id=document_id, digests=digests).scalar()
    return None if found is None else db.session.get_one(Revision, found, options=WHOLE)


def find_holding(document_id: int, words: str, *, before: int) -> Revision | None:
    """The last revision before number `before`, of the last 50, in whose text these words stand."""
    query = select(Revision).where(
        Revision.document_id == document_id,
        Revision.number.between(before - LOOK_BACK, before - 1),
        Revision.text.contains(words, autoescape=True),
    )
    return db.session.scalar(query.order_by(Revision.number.desc()).limit(1).options(*WHOLE))


def sides_of(document_id: int, numbers: Collection[int]) -> dict[int, str]:
    """On which side the author of each of these revisions stood."""
    if not numbers:
        return {}
    rows = run(_SIDES, document_id=document_id, numbers=list(numbers)).mappings()
    return {row["number"]: row["side"] for row in rows}


def revisions_numbered(
    document: Document, numbers: Collection[int], *, whole: bool = False
) -> dict[int, Revision]:
    """These revisions by their numbers, without their texts unless they are asked for `whole`. One statement."""
    query = select(Revision).where(Revision.document_id == document.id, Revision.number.in_(numbers))
    query = query.options(*WHOLE) if whole else query
    return {each.number: each for each in db.session.scalars(query)} if numbers else {}


def history_of(document: Document, *, before: int | None = None, limit: int = PAGE) -> Sequence[Revision]:
    """The revisions of a document, newest first, without their texts; `before` is the last number shown."""
    query = select(Revision).where(Revision.document_id == document.id)
    if before is not None:
        query = query.where(Revision.number < before)
    return db.session.scalars(query.order_by(Revision.number.desc()).limit(limit)).all()


def linked_with(view: SpaceView) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The problems that the document which is read answers, and the proposals that answer it, as far as the reader
    may see them: two values for `read_linked`."""
    drafts = view.may(Action.READ_DRAFT_DOCUMENT)
    return _linked(to_problems=True, drafts=drafts), _linked(to_problems=False, drafts=drafts)


@cache
def _linked(*, to_problems: bool, drafts: bool) -> ColumnElement[Any]:
    """Built once: what it takes to build it is more than what it takes to read."""
    here, there = ProposalProblem.proposal_id, ProposalProblem.problem_id
    if not to_problems:
        here, there = there, here
    other = aliased(Document)
    rows = select(other.number, other.title).join(ProposalProblem, there == other.id)
    rows = rows.where(here == Document.id).order_by(other.number)
    return as_json((rows if drafts else rows.where(other.state.not_in(UNPUBLISHED))).correlate(Document))


@cache
def with_record() -> ColumnElement[bool]:
    """Whether a record may tell something of the document that is read: a proposal, or a problem that one answers."""
    answers = select(ProposalProblem.problem_id).where(ProposalProblem.problem_id == Document.id)
    return (Document.kind == DocumentKind.PROPOSAL.value) | answers.correlate(Document).exists()


def read_linked(*values: Rows | None) -> Sequence[Linked]:
    """What `linked_with` puts together."""
    return [Linked(*each) for value in values for each in value or []]


def may_publish(space: Space, document: Document) -> bool:
    """Whether the notice board says that Trust is met, or that a facilitator lifted that rule."""
    return bool(notices_of(space, document) & {"trust_met", "publication_lifted"})


STEPS = (
    ("edit", Action.SAVE_REVISION, (*ProblemState, *ProposalState)),
    ("open", Action.OPEN_PROBLEM, (ProblemState.DRAFT,)),
    ("close", Action.CLOSE_PROBLEM, (ProblemState.OPEN,)),
    ("frame", Action.FRAME_PROBLEM, (ProblemState.ANSWERING,)),
    ("reopen", Action.REOPEN_PROBLEM, (ProblemState.ANSWERING, ProblemState.FRAMED)),
    ("publish", Action.PUBLISH_PROPOSAL, (ProposalState.DRAFT,)),
)


def _may_be_published(view: SpaceView, document: Document) -> bool:
    """Asked only where publishing is a step that could come next."""
    unpublished = document.kind == DocumentKind.PROPOSAL and document.state == ProposalState.DRAFT
    return unpublished and view.membership is not None and may_publish(view.space, document)


def steps_for(view: SpaceView, document: Document) -> list[str]:
    """The next steps in the life of `document` that fit its state and that its reader may take."""
    facts = {
        "document_state": state_of(document),
        "trust_met_or_lifted": _may_be_published(view, document),
    }
    return [
        step
        for step, action, states in STEPS
        if any(document.state_word is state for state in states) and view.may(action, **facts)
    ]


def changes_of(document: Document) -> Sequence[StateChange]:
    """The steps in the life of `document`, newest first; the last 50."""
    query = select(StateChange).where(StateChange.document_id == document.id)
    return db.session.scalars(query.order_by(StateChange.id.desc()).limit(PAGE)).all()


def unwritten_sections(document: Document) -> list[str]:
    """The headings of the sections that hold only guidance in the newest revision; "" before the first heading."""
    return unwritten_in(get_revision(document, document.revision_count).blocks)


def unwritten_in(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """The same, of the blocks of a revision."""
    found: dict[int, str] = {}
    heading, place = "", -1
    for at, block in enumerate(blocks):
        if block["kind"] == "heading":
            heading, place = plain_text(block["html"]), at
        elif block.get("guidance"):
            found[place] = heading
    return list(found.values())
