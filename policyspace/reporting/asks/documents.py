"""What problems and proposals ask: to begin, to open, to comment, to close, to answer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind, ProblemState, ProposalState
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.people.models import Person
from policyspace.reporting.asks.ask import Ask, Views
from policyspace.spaces.queries import SpaceView

MOST_DOCUMENTS = 200
IN_MOTION = (
    ProblemState.DRAFT.value,
    ProblemState.OPEN.value,
    ProblemState.ANSWERING.value,
    ProposalState.PUBLISHED.value,
)


def to_begin(_reader: Person, views: Views) -> Iterator[Ask]:
    """A space without a document waits for its first problem."""
    for view in views.values():
        if view.space.document_count == 0 and view.may(Action.OPEN_PROBLEM):
            yield Ask(
                sentence=_("Start the first problem in “%(title)s”", title=view.space.title),
                why=_("A problem says what is wrong and for whom, before anyone proposes what to do."),
                endpoint="drafting.new",
                values={"slug": view.space.slug, "kind": DocumentKind.PROBLEM.value},
                since=view.space.created_at,
                time_zone=view.space.time_zone,
            )


def in_documents(reader: Person, views: Views) -> Iterator[Ask]:
    """Problems to open, comment on, close and answer; proposals to comment on."""
    commented = exists().where(
        Comment.document_id == Document.id, Comment.author_id == reader.id, Comment.entry_id.is_(None)
    )
    query = (
        select(Document, commented)
        .where(Document.space_id.in_(views), Document.state.in_(IN_MOTION))
        .order_by(Document.id.desc())
        .limit(MOST_DOCUMENTS)
    )
    for document, has_commented in db.session.execute(query):
        view = views[document.space_id]
        if view.may(Action.CLOSE_PROBLEM):
            ask = _of_facilitator(view, document)
        else:
            ask = None if has_commented else _of_participant(view, document)
        if ask is not None:
            yield ask


def _of_facilitator(view: SpaceView, document: Document) -> Ask | None:
    if document.kind != DocumentKind.PROBLEM:
        return None
    title = document.title
    if document.state == ProblemState.DRAFT:
        says = _("Open “%(title)s” for comments", title=title), _("It is a draft. Open it once it is ready.")
    elif document.state == ProblemState.ANSWERING:
        says = (
            _("Answer the comments on “%(title)s”", title=title),
            _("It is closed to comments. Mark it as agreed once every comment has its answer."),
        )
    elif state_of(document) is ProblemState.ANSWERING:
        says = _("Close “%(title)s” to comments", title=title), _("Its closing date has passed.")
    else:
        return None
    return _about(view, document, *says)


def _of_participant(view: SpaceView, document: Document) -> Ask | None:
    state = state_of(document)
    if view.may(Action.SAVE_REVISION) or not view.may(Action.COMMENT, document_state=state):
        return None
    if state is ProblemState.OPEN:
        says = (
            _("Say what you know about “%(title)s”", title=document.title),
            _("It is open for comments. You have not commented yet."),
        )
    else:
        says = (
            _("Say what you think of “%(title)s”", title=document.title),
            _("The proposal is published. You have not commented yet."),
        )
    return _about(view, document, *says)


def _about(view: SpaceView, document: Document, sentence: str, why: str) -> Ask:
    return Ask(
        sentence=sentence,
        why=why,
        endpoint="drafting.show",
        values={"slug": view.space.slug, "number": document.number},
        since=document.opens_at or document.published_at or document.created_at,
        time_zone=view.space.time_zone,
        due=document.closes_at if state_of(document) is ProblemState.OPEN else None,
    )
