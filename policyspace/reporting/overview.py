"""What the page of a space shows at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.words import DocumentKind, ProblemState, ProposalState, Stage
from policyspace.drafting.models import Document
from policyspace.drafting.queries import documents_of, state_of
from policyspace.foundation.db import db
from policyspace.foundation.paging import Span
from policyspace.outcomes.models import Record
from policyspace.reporting.activity import Happening, activity_of
from policyspace.reporting.asks import Ask, asks_of
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

MOST_DOCUMENTS = 50
MOST_HAPPENINGS = 6
WANTED_FIRST = [ProblemState.OPEN, ProblemState.ANSWERING, ProblemState.DRAFT, ProblemState.FRAMED]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal and the stage its record is at. `text`: the reader may read its text, not the record alone."""

    document: Document
    stage: Stage
    text: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the reader may see: problems, those open for comments first; proposals, the newest first; what
    happened last; what is asked of them; members by side. `commented`: those of the documents on which comments ask for
    an answer.
    """

    problems: Sequence[Document]
    proposals: Sequence[Proposal]
    happenings: Sequence[Happening]
    asks: Sequence[Ask]
    sides: Sequence[tuple[Side, int]]
    commented: Sequence[Document]

    @property
    def share_answered(self) -> int:
        """Of a hundred comments, how many have a published answer; rounded down, so that 100 means all."""
        return self._share(sum(each.answered_count for each in self.commented))

    @property
    def share_changed(self) -> int:
        """Of a hundred comments, because of how many the text changed."""
        return self._share(sum(each.changed_count for each in self.commented))

    def _share(self, counted: int) -> int:
        asked = sum(each.asked_count for each in self.commented)
        return 100 * counted // asked if asked else 0


def overview_of(view: SpaceView) -> Overview:
    """The page of a space for its reader."""
    problems = documents_of(view, kind=DocumentKind.PROBLEM, limit=MOST_DOCUMENTS)
    proposals = proposals_of(view)
    readable = [*problems, *(each.document for each in proposals if each.text)]
    return Overview(
        problems=sorted(problems, key=lambda each: WANTED_FIRST.index(ProblemState(state_of(each)))),
        proposals=proposals,
        happenings=activity_of(view, Span(limit=MOST_HAPPENINGS)).items,
        asks=asks_of(view),
        sides=members_by_side(view.space),
        commented=[each for each in readable if each.asked_count],
    )


def proposals_of(view: SpaceView) -> list[Proposal]:
    """The proposals whose text or record the reader may read, the newest first."""
    query = (
        select(Document, Record.stage)
        .outerjoin(Record, Record.document_id == Document.id)
        .where(Document.space_id == view.space.id, Document.kind == DocumentKind.PROPOSAL.value)
        .order_by(Document.number.desc())
        .limit(MOST_DOCUMENTS)
    )
    if not view.may(Action.READ_RECORD, document_state=ProposalState.DRAFT):
        query = query.where(Document.state == ProposalState.PUBLISHED.value)
    drafts = view.may(Action.READ_DRAFT_DOCUMENT)
    return [
        Proposal(document, Stage(stage or Stage.TRUST), drafts or document.state == ProposalState.PUBLISHED)
        for document, stage in db.session.execute(query)
    ]


def members_by_side(space: Space) -> list[tuple[Side, int]]:
    """How many members act for each side, from the counters of the space."""
    return [
        (Side.CENTRAL, space.central_members),
        (Side.LOCAL, space.local_members),
        (Side.PARTNER, space.partner_members),
        (Side.RESIDENT, space.resident_members),
    ]
