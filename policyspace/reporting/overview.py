"""What the page of a space shows at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyspace.charter.capacity import Side
from policyspace.charter.words import DocumentKind
from policyspace.drafting.models import Document
from policyspace.drafting.queries import documents_of
from policyspace.foundation.paging import Span
from policyspace.reporting.activity import Happening, activity_of
from policyspace.reporting.asks import Ask, asks_of
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

MOST_DOCUMENTS = 50
MOST_HAPPENINGS = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """The documents the reader may see, newest first; what happened last; what is asked of them; members by side."""

    documents: Sequence[Document]
    happenings: Sequence[Happening]
    asks: Sequence[Ask]
    sides: Sequence[tuple[Side, int]]

    @property
    def problems(self) -> list[Document]:
        return [each for each in self.documents if each.kind == DocumentKind.PROBLEM]

    @property
    def proposals(self) -> list[Document]:
        return [each for each in self.documents if each.kind == DocumentKind.PROPOSAL]


def overview_of(view: SpaceView) -> Overview:
    """The page of a space for its reader."""
    return Overview(
        documents=documents_of(view, limit=MOST_DOCUMENTS),
        happenings=activity_of(view, Span(limit=MOST_HAPPENINGS)).items,
        asks=asks_of(view),
        sides=members_by_side(view.space),
    )


def members_by_side(space: Space) -> list[tuple[Side, int]]:
    """How many members act for each side, from the counters of the space."""
    return [
        (Side.CENTRAL, space.central_members),
        (Side.LOCAL, space.local_members),
        (Side.PARTNER, space.partner_members),
        (Side.RESIDENT, space.resident_members),
    ]
