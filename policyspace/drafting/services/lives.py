"""The life of a problem (draft, open, answering, framed) and of a proposal (draft, published)."""

from __future__ import annotations

from datetime import date, datetime

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import PROBLEM_MOVES, DocumentKind, ProblemState, ProposalState
from policyspace.drafting.models import Document, StateChange
from policyspace.drafting.queries import changes_of, may_publish, state_of
from policyspace.drafting.services.live.settling import lock_text
from policyspace.foundation.clock import end_of_day, now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def open_problem(actor: Person, document: Document, *, closes_on: date | None = None) -> None:
    """Let everyone who may read comment, until the end of `closes_on` when it is given.

    Raises Invalid, Conflict, NotAllowed.
    """
    space = _begin(actor, document, Action.OPEN_PROBLEM)
    _open(space, document, closes_on)
    _tell(actor, space, document, "problem.opened")


@command
def reopen_problem(actor: Person, document: Document, *, reason: str, closes_on: date | None = None) -> None:
    """Open a problem again, for a published reason; asked for twice, once. Raises Invalid, Conflict, NotAllowed."""
    space = _begin(actor, document, Action.REOPEN_PROBLEM)
    if _opened_before(actor, document, reason, end_of_day(closes_on, space.time_zone) if closes_on else None):
        return
    if document.state == ProblemState.DRAFT:
        raise Conflict(lazy("This problem has not been open yet."))
    _open(space, document, closes_on)
    _tell(actor, space, document, "problem.reopened", reason=reason)


@command
def close_problem(actor: Person, document: Document) -> None:
    """Stop taking comments; answers are written now. Raises Conflict, NotAllowed."""
    space = _begin(actor, document, Action.CLOSE_PROBLEM)
    _move(document, ProblemState.ANSWERING)
    document.closes_at = now()
    _tell(actor, space, document, "problem.closed")


@command
def frame_problem(actor: Person, document: Document) -> None:
    """Mark a problem as agreed. Raises Invalid while a comment has no published answer, Conflict, NotAllowed.

    The counters of the document tell what the discussion about it knows.
    """
    space = _begin(actor, document, Action.FRAME_PROBLEM)
    if document.asked_count > document.answered_count:
        raise Invalid(
            lazy("Some comments have no published answer yet. Answer each before you mark it as agreed.")
        )
    _move(document, ProblemState.FRAMED)
    _tell(actor, space, document, "problem.framed")


@command
def publish_proposal(actor: Person, document: Document) -> None:
    """Let everyone who may read the space read the proposal. Raises Conflict, NotAllowed before Trust is met."""
    space = _begin(actor, document, Action.PUBLISH_PROPOSAL)
    if document.kind != DocumentKind.PROPOSAL or document.state != ProposalState.DRAFT:
        raise Conflict(lazy("This document cannot be published, or is published already."))
    document.state = ProposalState.PUBLISHED.value
    document.published_at = now()
    _tell(actor, space, document, "proposal.published")


def _begin(actor: Person, document: Document, action: Action) -> Space:
    """Ask the charter, then hold the document."""
    space = db.session.get_one(Space, document.space_id)
    lock_text(document)
    standing = view_of(space, actor).standing(
        document_state=state_of(document), trust_met_or_lifted=may_publish(space, document)
    )
    require(action, standing)
    return space


def _open(space: Space, document: Document, closes_on: date | None) -> None:
    moment = now()
    closes_at = end_of_day(closes_on, space.time_zone) if closes_on else None
    if closes_at is not None and closes_at <= moment:
        raise Invalid(closes_on=lazy("Enter a closing date in the future"))
    _move(document, ProblemState.OPEN)
    document.opens_at, document.closes_at = moment, closes_at


def _opened_before(actor: Person, document: Document, reason: str, closes_at: datetime | None) -> bool:
    """Whether the last step was this very one, by the same person."""
    last = next(iter(changes_of(document)), None)
    if last is None or document.closes_at != closes_at:
        return False
    return (last.state, last.person_id, last.reason) == (ProblemState.OPEN, actor.id, reason)


def _move(document: Document, to: ProblemState) -> None:
    if document.kind != DocumentKind.PROBLEM:
        raise Conflict(lazy("Only a problem can be opened, closed or agreed."))
    here = ProblemState(document.state)
    if to not in PROBLEM_MOVES[here]:
        raise Conflict(lazy("This problem is now “%(state)s”, so this step does not fit.", state=here.label))
    document.state = to.value


def _tell(actor: Person, space: Space, document: Document, verb: str, *, reason: str = "") -> None:
    """Keep the step with its reason, and tell the ledger."""
    worn = view_of(space, actor).capacity
    step = StateChange(
        document_id=document.id,
        state=document.state,
        reason=reason,
        person_id=actor.id,
        created_at=now(),
    )
    step.capacity = worn
    db.session.add(step)
    record(actor, verb, space=space, subject=document, document=document.number, **worn.facts)
