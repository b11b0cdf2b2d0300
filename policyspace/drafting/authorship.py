"""Who wrote what of a revision, as a page or a program wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policyspace.charter.capacity import Side
from policyspace.drafting.blocks import guidance_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision, revisions_numbered
from policyspace.drafting.rules.authorship import Span, passages
from policyspace.drafting.rules.balance import shares, words_by_revision, words_by_side
from policyspace.drafting.tracing import traced


@dataclass(frozen=True)
class Share:
    """What stems from one side: in words, in whole per cent, and where its part of a bar begins and how long it is,
    in per cent as they are."""

    side: Side
    words: int
    percent: int
    begins: float
    long: float


@dataclass(frozen=True)
class Passage:
    """Words in a row that stem from one revision. `start` is where they begin in the text."""

    start: int
    text: str
    revision: Revision

    @property
    def characters(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Authorship:
    """Which revisions the words of `revision` stem from. Older words than those of revision `since` count as its own;
    that is 1 unless too many revisions would have had to be looked through."""

    revision: Revision
    spans: Sequence[Span]
    since: int
    sources: Mapping[int, Revision]

    @cached_property
    def balance(self) -> dict[str, int]:
        """The words of each side."""
        if self.revision.balance is not None:
            return self.revision.balance
        counts = words_by_revision(self.revision.text, self.spans, guidance_of(self.revision))
        return words_by_side(counts, {number: each.side for number, each in self.sources.items()})

    @property
    def passages(self) -> Iterator[Passage]:
        """All passages, in the order of the text."""
        start = 0
        for text, number in passages(self.revision.text, self.spans):
            yield Passage(start, text, self.sources[number])
            start += len(text)


def authorship_of(document: Document, number: int) -> Authorship:
    """Who wrote what of revision `number` of `document`. Raises NotFound."""
    revision = get_revision(document, number)
    found = traced(revision)
    sources = revisions_numbered(document, {origin for _, origin in found.authorship})
    return Authorship(revision, found.authorship, found.since, sources)


def shares_of(balance: Mapping[str, int]) -> list[Share]:
    """The share of every side, in the order in which sides are always named. None where there are no words."""
    counts = [balance.get(side, 0) for side in Side]
    whole = sum(counts)
    if not whole:
        return []
    return [
        Share(side, words, percent, 100 * sum(counts[:place]) / whole, 100 * words / whole)
        for place, (side, words, percent) in enumerate(zip(Side, counts, shares(counts), strict=True))
    ]
