"""Crediting the words of a new revision to whoever wrote them first, and to the sides these people stood on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyspace.drafting.blocks import guidance_of
from policyspace.drafting.models import Revision
from policyspace.drafting.queries import find_holding, find_same_text, sides_of
from policyspace.drafting.rules.authorship import (
    LONG_ENOUGH,
    Claim,
    Sent,
    Span,
    Written,
    carry_authorship,
    first_authorship,
)
from policyspace.drafting.rules.balance import words_by_revision, words_by_side
from policyspace.drafting.rules.diff import Diff
from policyspace.drafting.tracing import written

MOST_LINES = 3


def credit(
    revision: Revision,
    newest: Revision | None,
    difference: Diff,
    *,
    sent: Sent | None = None,
    drew_on: Revision | None = None,
    typed: Sequence[Claim] | None = None,
) -> None:
    """Set down in `revision`, which is about to be added after `newest`, who wrote what and how the sides share it.

    `sent` is what its author sent where the text is a merge; `drew_on` an older revision they took words from;
    `typed` what the live text tells of its passages.
    """
    if newest is None:
        return _set(revision, first_authorship(revision.text, revision.number))
    before = written(newest)
    if newest.authorship is None:
        _set(newest, before.authorship)
    earlier = _earlier(revision, difference, drew_on)
    spans = carry_authorship(
        revision.text, revision.number, before, difference, sent=sent, typed=typed, earlier=earlier
    )
    return _set(revision, spans)


def _set(revision: Revision, authorship: Sequence[Span]) -> None:
    counts = words_by_revision(revision.text, authorship, guidance_of(revision))
    sides = sides_of(revision.document_id, counts.keys() - {revision.number})
    revision.authorship = list(authorship)
    revision.balance = words_by_side(counts, {**sides, revision.number: revision.side})


def _earlier(revision: Revision, difference: Diff, drew_on: Revision | None) -> Iterator[Written]:
    """Older revisions that words may have come back from: the one drawn on, one that said all the same, and those
    that had the beginning of the longest lines put in."""
    if drew_on:
        yield written(drew_on)
    same = find_same_text(revision.document_id, revision.text)
    if same:
        yield written(same)
        return
    asked: set[int] = set()
    for beginning in _beginnings(difference):
        found = find_holding(revision.document_id, beginning, before=revision.number - 1)
        if found and found.number not in asked:
            asked.add(found.number)
            yield written(found)


def _beginnings(difference: Diff) -> list[str]:
    """How the longest lines begin that were put in."""
    lines = [
        line.strip()
        for change in difference.changes
        for segment in change.segments
        if segment.mark == "insert"
        for line in segment.text.splitlines()
    ]
    longest = sorted(lines, key=len, reverse=True)[:MOST_LINES]
    return [line[:LONG_ENOUGH] for line in longest if len(line) >= LONG_ENOUGH]
