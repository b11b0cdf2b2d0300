"""The authorship of a saved revision: as it was kept, or, for one saved before that was done, worked out anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from policyspace.drafting.models import Revision
from policyspace.drafting.rules.authorship import Span, Written, carry_authorship, first_authorship
from policyspace.drafting.rules.diff import compare_texts
from policyspace.foundation.db import db

MOST_STEPS = 200
"""So many revisions are looked through at most for one whose authorship was not kept."""


@dataclass(frozen=True)
class Traced:
    """An authorship. All words older than revision `since` count as its own; it is 1 unless the way was too long."""

    authorship: Sequence[Span]
    since: int = 1


def traced(revision: Revision) -> Traced:
    """The authorship of `revision`."""
    return Traced(revision.authorship) if revision.authorship is not None else _worked_out(revision)


def written(revision: Revision) -> Written:
    """The text of `revision` with its authorship."""
    return Written(revision.text, traced(revision).authorship)


def _worked_out(revision: Revision) -> Traced:
    since = max(1, revision.number - MOST_STEPS)
    rows = db.session.execute(
        select(Revision.number, Revision.base_number, Revision.text, Revision.authorship)
        .where(Revision.document_id == revision.document_id)
        .where(Revision.number.between(since, revision.number))
        .order_by(Revision.number)
    )
    walk = _Walk()
    for number, base_number, text, kept in rows:
        since = 1 if kept is not None else since
        walk.go(number, base_number, text, kept)
    return Traced(walk.seen[revision.number].authorship, since)


@dataclass(slots=True)
class _Walk:
    """Along the revisions from old to new, with what was written in each."""

    seen: dict[int, Written] = field(default_factory=dict)
    by_text: dict[str, Written] = field(default_factory=dict)

    def go(self, number: int, base_number: int | None, text: str, kept: Sequence[Span] | None) -> None:
        spans = self._spans(number, base_number, text) if kept is None else kept
        self.seen[number] = Written(text, spans)
        self.by_text.setdefault(text, self.seen[number])

    def _spans(self, number: int, base_number: int | None, text: str) -> Sequence[Span]:
        newest = self.seen.get(number - 1)
        if newest is None:
            return first_authorship(text, number)
        earlier = [each for each in (self.seen.get(base_number or 0), self.by_text.get(text)) if each]
        return carry_authorship(text, number, newest, compare_texts(newest.text, text), earlier=earlier)
