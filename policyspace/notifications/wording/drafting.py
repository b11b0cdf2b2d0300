"""Letters about documents: a problem opened for comments, a proposal published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from policyspace.charter.words import ProblemState, ProposalState
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document, state_of
from policyspace.foundation.dates import friendly_date
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_members
from policyspace.notifications.rules import Link, Paragraph, Part, Wording
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.spaces.models import Space

Words = Callable[[Space, Document], Wording]


def problem_opened(row: LedgerRow) -> Iterator[Draft]:
    """Told while it is still open."""
    return _to_members(row, ProblemState.OPEN, _problem)


def proposal_published(row: LedgerRow) -> Iterator[Draft]:
    """Told while it is still published."""
    return _to_members(row, ProposalState.PUBLISHED, _proposal)


def _to_members(row: LedgerRow, state: ProblemState | ProposalState, words: Words) -> Iterator[Draft]:
    space = db.session.get_one(Space, row.space_id)
    document = db.session.get_one(Document, row.subject_id)
    if state_of(document) is state:
        yield from to_members(
            space,
            lambda: words(space, document),
            but=row.actor_id,
            readable=lambda view: get_document(view, document.number),
        )


def _problem(space: Space, document: Document) -> Wording:
    return Wording(
        _("Open for comments: “%(title)s”", title=document.title),
        (
            Paragraph(
                _("“%(title)s” in “%(space)s” is open for comments.", title=document.title, space=space.title)
            ),
            *_closing(space, document),
            Paragraph(_("Tell the team what you know, and what worries you.")),
            Link(_("Read it and comment"), path_of(space, document), button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _closing(space: Space, document: Document) -> tuple[Part, ...]:
    """Until when: a closing moment is the first one of the day after the last."""
    if document.closes_at is None:
        return ()
    last_day = friendly_date(document.closes_at - timedelta(microseconds=1), space.time_zone)
    return (Paragraph(_("You can comment until the end of %(day)s.", day=last_day)),)


def _proposal(space: Space, document: Document) -> Wording:
    return Wording(
        _("Proposal to read: “%(title)s”", title=document.title),
        (
            Paragraph(
                _(
                    "The proposal “%(title)s” is published in “%(space)s”.",
                    title=document.title,
                    space=space.title,
                )
            ),
            Paragraph(_("You can comment on each part of it.")),
            Link(_("Read the proposal"), path_of(space, document), button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def path_of(space: Space, document: Document) -> str:
    """The page of a document."""
    return f"/spaces/{space.slug}/documents/{document.number}"
